import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'

/** Invitations of the CRM, asked of the server each time one comes to look. */
export const useInvitations = () => {
  const { client } = useApi()
  return useQuery({
    queryKey: queryKeys.invitations,
    queryFn: ({ signal }) => client.team.invitations(undefined, { signal }),
    refetchOnMount: 'always',
  })
}

/** After one was made, renewed or revoked. */
export const useInvitationsChanged = () => {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: queryKeys.invitations }), [queries])
}
