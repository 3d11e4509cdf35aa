import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from './refresh.ts'

/** How many leads wait in the pool that nobody has taken. */
export const useUnsortedLeads = (): number => {
  const { client } = useApi()
  const { data } = useQuery({
    queryKey: [...queryKeys.contactLists, 'unsorted-count'],
    queryFn: ({ signal }) => client.contacts.count({ stage: 'lead', tab: 'unsorted' }, { signal }),
  })
  return data?.total ?? 0
}
