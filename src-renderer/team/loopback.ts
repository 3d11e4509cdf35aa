import { serverAddressSchema } from '../../src-shared/team/team-contract.ts'

/** Whether an address, as typed, leads to this computer alone: nobody else can reach what stands there. */
export const isLoopback = (typed: string): boolean => {
  const { data } = serverAddressSchema.safeParse(typed)
  if (data === undefined) return false
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(data).hostname)
}
