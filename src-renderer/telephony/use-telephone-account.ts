import { useQuery } from '@tanstack/react-query'
import type { TelephoneAccount } from '../../src-shared/telephony/account.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'

/** The account of the telephone; null where none is set up, undefined until the core has answered. */
export const useTelephoneAccount = (): TelephoneAccount | null | undefined => {
  const { client } = useApi()
  const { data } = useQuery({ queryKey: queryKeys.account, queryFn: ({ signal }) => client.telephony.account(undefined, { signal }) })
  return data
}
