import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallLine, CallQuery } from '../../src-shared/calls/call-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useRowWindows } from '../app/use-row-windows.ts'

export const useCallRows = (query: CallQuery) => {
  const { client } = useApi()
  return useRowWindows<CallLine>({
    queryKey: [...queryKeys.calls, query],
    fetchRows: async (offset, limit, signal) => (await client.calls.list({ ...query, offset, limit }, { signal })).rows,
    fetchCount: async (signal) => (await client.calls.count(query, { signal })).total,
  })
}

/** How many calls a query finds; undefined until the core has counted. */
export const useCallCount = (query: CallQuery): number | undefined => {
  const { client } = useApi()
  const { data } = useQuery({
    queryKey: [...queryKeys.calls, query, 'count'],
    queryFn: async ({ signal }) => (await client.calls.count(query, { signal })).total,
  })
  return data
}

export const useCallFacets = (query: CallQuery) => {
  const { client } = useApi()
  const { data } = useQuery({
    queryKey: [...queryKeys.calls, 'facets', query],
    queryFn: ({ signal }) => client.calls.facets(query, { signal }),
    placeholderData: keepPreviousData,
  })
  return data
}
