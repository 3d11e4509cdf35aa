import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { periodStart, useAuditView } from './audit-view.ts'

/** Acts that come with one answer. */
const pageSize = 100
/** Rows of an act that come with one answer. */
const rowsPage = 50

/** Who did what, newest first, page by page. */
export const useAuditActs = () => {
  const { client } = useApi()
  const { memberId, kind, period } = useAuditView()
  const { periods, timeZone } = useOwnCalendar()
  const from = periodStart(period, periods.today, timeZone)
  return useInfiniteQuery({
    queryKey: [...queryKeys.audit, 'acts', memberId, kind, from ?? null],
    initialPageParam: undefined as { at: number; batch: string } | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.audit.list(
        {
          ...(memberId === null ? {} : { memberId }),
          ...(kind === null ? {} : { kind }),
          ...(from === undefined ? {} : { from }),
          ...(pageParam ? { before: pageParam } : {}),
          limit: pageSize,
        },
        { signal },
      ),
    getNextPageParam: ({ acts, more }) => {
      const last = acts.at(-1)
      return more && last ? { at: last.at, batch: last.batch } : undefined
    },
  })
}

/** What an act did to each row, page by page. */
export const useAuditRows = (batch: string) => {
  const { client } = useApi()
  return useInfiniteQuery({
    queryKey: [...queryKeys.audit, 'rows', batch],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => client.audit.rows({ batch, offset: pageParam, limit: rowsPage }, { signal }),
    getNextPageParam: ({ rows }, _pages, offset) => (rows.length === rowsPage ? offset + rowsPage : undefined),
  })
}
