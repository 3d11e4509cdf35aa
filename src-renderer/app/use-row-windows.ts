import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { pagesOf } from '../ui/virtual-scroll.ts'

/** About what the highest screens show: a row that nobody sees costs as much to read, to send and to keep. */
const pageSize = 40

interface Options<Row> {
  /** Names the list with everything that decides what is in it. */
  readonly queryKey: readonly unknown[]
  readonly fetchRows: (offset: number, limit: number, signal: AbortSignal) => Promise<readonly Row[]>
  readonly fetchCount: (signal: AbortSignal) => Promise<number>
}

interface View<Row> {
  readonly rowAt: (index: number) => Row | undefined
  readonly count: number
  /** False until the core has counted: the rows come first. */
  readonly counted: boolean
}

export interface RowWindows<Row> extends View<Row> {
  /** Says which rows are seen; only their pages are asked for. */
  readonly showRange: (first: number, last: number) => void
  /** Nothing has ever come. */
  readonly waiting: boolean
  readonly error: unknown
  readonly retry: () => void
  /** Changes when the list is another one: then it begins at its top. */
  readonly listKey: string
}

/**
 * The rows of a long list, in pages that are asked for as they come into sight; the number of all comes after the first rows. Until a new
 * list (another search, another filter) has answered, the rows of the one before stay: nothing flickers.
 */
export const useRowWindows = <Row>({ queryKey, fetchRows, fetchCount }: Options<Row>): RowWindows<Row> => {
  const queries = useQueryClient()
  const listKey = JSON.stringify(queryKey)
  const [range, setRange] = useState({ listKey, first: 0, last: 0 })
  const seen = range.listKey === listKey ? range : { first: 0, last: 0 }
  const pages = pagesOf(seen.first, seen.last, pageSize)

  const keyOf = (page: number) => [...queryKey, 'rows', page]
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: keyOf(page),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchRows(page * pageSize, pageSize, signal),
    })),
  })
  const someRows = answers.some((answer) => answer.data !== undefined)
  const loaded = new Map<number, readonly Row[]>()
  pages.forEach((page, at) => {
    const rows = answers[at]?.data
    if (rows) loaded.set(page, rows)
  })

  // Rows that are known already, so that the count need not be waited for.
  const filled = [...loaded].filter(([, rows]) => rows.length > 0)
  const atLeast = Math.max(0, ...filled.map(([page, rows]) => page * pageSize + rows.length))
  const ended = [...loaded].find(([page, rows]) => rows.length < pageSize && (page === 0 || rows.length > 0))
  const counting = useQuery({
    queryKey: [...queryKey, 'count'],
    queryFn: ({ signal }) => fetchCount(signal),
    enabled: someRows && ended === undefined,
  })
  const count = ended ? atLeast : Math.max(counting.data ?? 0, atLeast)

  const signature = answers.map((answer) => answer.dataUpdatedAt).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `signature` and `listKey` stand for the answers
  const view = useMemo<View<Row>>(
    () => ({
      rowAt: (index) => {
        const page = Math.floor(index / pageSize)
        // Where one comes back to what was seen before, it is there with the same stroke.
        return (loaded.get(page) ?? queries.getQueryData<readonly Row[]>(keyOf(page)))?.[index % pageSize]
      },
      count,
      counted: ended !== undefined || counting.data !== undefined,
    }),
    [listKey, signature, pages.join(' '), count, counting.data],
  )

  const before = useRef<{ readonly view: View<Row>; readonly listKey: string } | null>(null)
  if (someRows) before.current = { view, listKey }
  const shown = someRows ? view : (before.current?.view ?? view)

  const showRange = useCallback(
    (first: number, last: number) => {
      // What is seen of the list before says nothing about the new one.
      if (last >= first && before.current?.listKey === listKey) setRange({ listKey, first, last })
    },
    [listKey],
  )

  const failed = answers.find((answer) => answer.error)
  return {
    ...shown,
    showRange,
    waiting: before.current === null,
    error: someRows ? null : (failed?.error ?? null),
    retry: () => {
      for (const answer of answers) void answer.refetch()
    },
    listKey: before.current?.listKey ?? listKey,
  }
}
