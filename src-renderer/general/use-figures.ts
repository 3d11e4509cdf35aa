import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CallLine } from '../../src-shared/calls/call-contract.ts'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { queryKeys } from '../app/refresh.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { useSession } from '../app/use-session.ts'
import { callQueryOf, showCalls } from '../calls/call-list-view.ts'
import { useContactListViews } from '../clients/contact-list-view.ts'
import { type CallFigure, type ContactFigure, contactQueryOf, type Figure, figuresOf, viewOf } from './figures.ts'

export const useFigures = () => {
  const { periods } = useOwnCalendar()
  const { id } = useSession().me
  return useMemo(() => figuresOf(periods, id), [periods, id])
}

interface Question {
  /** The key of the list that the figure opens: its answers are kept there, so that the two numbers are one. */
  readonly key: readonly unknown[]
  readonly count: (signal: AbortSignal) => Promise<number>
  readonly days: (boundaries: number[], signal: AbortSignal) => Promise<readonly number[]>
}

const useQuestion = (figure: Figure): Question => {
  const { client } = useApi()
  const { periods, timeZone } = useOwnCalendar()
  if (figure.of === 'contacts') {
    const query = contactQueryOf(figure)
    return {
      key: [...queryKeys.contactLists, query],
      count: async (signal) => (await client.contacts.count(query, { signal })).total,
      days: async (boundaries, signal) => (await client.contacts.countEach({ query, boundaries }, { signal })).totals,
    }
  }
  const query = callQueryOf(figure, '', periods, { timeZone })
  return {
    key: [...queryKeys.calls, query],
    count: async (signal) => (await client.calls.count(query, { signal })).total,
    days: async (boundaries, signal) => (await client.calls.countEach({ query, boundaries }, { signal })).totals,
  }
}

/** How many a figure counts; undefined until the core has counted. */
export const useCount = (figure: Figure): number | undefined => {
  const { key, count } = useQuestion(figure)
  return useQuery({ queryKey: [...key, 'count'], queryFn: ({ signal }) => count(signal) }).data
}

/** The same for each of the last seven days. */
export const useDays = (figure: Figure): readonly number[] | undefined => {
  const { key, days } = useQuestion(figure)
  const boundaries = [...useOwnCalendar().periods.days]
  return useQuery({ queryKey: [...key, 'days', boundaries], queryFn: ({ signal }) => days(boundaries, signal) }).data
}

/** The newest calls of a figure. */
export const useNewestCalls = (figure: CallFigure, limit: number): readonly CallLine[] | undefined => {
  const { client } = useApi()
  const { periods, timeZone } = useOwnCalendar()
  const query = callQueryOf(figure, '', periods, { timeZone })
  const { data } = useQuery({
    queryKey: [...queryKeys.calls, query, 'newest', limit],
    queryFn: async ({ signal }) => (await client.calls.list({ ...query, limit }, { signal })).rows,
  })
  return data
}

/** The contacts of a figure that were added first. */
export const useLongestWaiting = (figure: ContactFigure, limit: number): readonly ContactLine[] | undefined => {
  const { client } = useApi()
  const query = { ...contactQueryOf(figure), sort: 'created_at', descending: false } as const
  const { data } = useQuery({
    queryKey: [...queryKeys.contactLists, query, 'first', limit],
    queryFn: async ({ signal }) => (await client.contacts.list({ ...query, limit }, { signal })).rows,
  })
  return data
}

/** Goes to the list that a figure counts. */
export const openFigure = (figure: Figure): void => {
  if (figure.of === 'calls') {
    showCalls(figure.tab, figure.filters)
    go({ screen: 'calls' })
    return
  }
  useContactListViews.getState().change(figure.stage, { ...viewOf(figure), search: '', active: 0, savedId: null })
  go({ screen: figure.stage === 'lead' ? 'leads' : 'clients', contactId: null })
}
