import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { DeviceSettings, Session } from '../../src-shared/settings/settings-contract.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { explain } from '../i18n/explain.ts'
import { toastFailure } from '../ui/toasts.tsx'
import { queryKeys } from './refresh.ts'

/** Who is working here; undefined until the core has answered. */
export const useSessionQuery = () => {
  const { client } = useApi()
  return useQuery({ queryKey: queryKeys.session, queryFn: ({ signal }) => client.settings.session(undefined, { signal }) })
}

/** Who is working here, below the frame, which waits for the answer. */
export const useSession = (): Session => {
  const { data } = useSessionQuery()
  if (!data) throw new Error('There is no session yet')
  return data
}

export const useMembers = (): readonly Member[] => {
  const { client } = useApi()
  const { data } = useQuery({ queryKey: queryKeys.members, queryFn: ({ signal }) => client.settings.members(undefined, { signal }) })
  return data?.members ?? []
}

/** Changes a view setting of this machine: at once on the screen, then in the core. */
export const useChangeDevice = () => {
  const { client } = useApi()
  const queries = useQueryClient()
  return useCallback(
    async (change: Partial<DeviceSettings>) => {
      queries.setQueryData<Session>(queryKeys.session, (session) => session && { ...session, device: { ...session.device, ...change } })
      // An answer that is on its way knows nothing of this change; the core tells of it, and then a fresh one is asked for.
      void queries.cancelQueries({ queryKey: queryKeys.session }, { revert: false })
      try {
        await client.settings.updateDevice(change)
      } catch (error) {
        const { title, details } = explain(error)
        toastFailure(title, details)
        void queries.invalidateQueries({ queryKey: queryKeys.session })
      }
    },
    [client, queries],
  )
}
