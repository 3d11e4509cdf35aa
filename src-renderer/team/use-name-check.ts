import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { crmNameSchema } from '../../src-shared/sync/server-contract.ts'
import { serverAddressSchema } from '../../src-shared/team/team-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'

const typingPause = 300

export type NameCheck = 'unknown' | 'wrong' | 'checking' | 'free' | 'taken'

interface Asked {
  readonly server: string
  readonly code: string
  readonly name: string
}

/** Whether the name of a CRM can be had, asked as it is typed. The server tells only whoever has its set-up code. */
export const useNameCheck = ({ server, code, name }: Asked): NameCheck => {
  const { client } = useApi()
  const [asked] = useDebouncedValue(`${server}\n${code}\n${name}`, typingPause)
  const isSettled = asked === `${server}\n${code}\n${name}`
  const isRight = crmNameSchema.safeParse(name).success
  const canAsk = isRight && code.trim() !== '' && serverAddressSchema.safeParse(server).success
  const { data } = useQuery({
    queryKey: [...queryKeys.team, 'name', asked],
    queryFn: ({ signal }) => client.team.checkName({ server, code, name }, { signal }),
    enabled: canAsk && isSettled,
  })
  if (name === '') return 'unknown'
  if (!isRight) return 'wrong'
  if (!canAsk) return 'unknown'
  if (!isSettled) return 'checking'
  return data === undefined ? 'unknown' : data.free ? 'free' : 'taken'
}
