import { create } from 'zustand'
import type { CallQuery } from '../../src-shared/calls/call-contract.ts'
import type { Calendar, Periods } from '../../src-shared/lib/periods.ts'
import { startOfDate } from '../../src-shared/lib/periods.ts'

/** `waiting`: missed, and nobody has spoken with them since. */
export const callTabs = ['all', 'missed', 'waiting'] as const
export type CallTab = (typeof callTabs)[number]

/** When the calls began. `days` are dates, `YYYY-MM-DD`, both of them in; an empty one leaves that end open. */
export type CallPeriod =
  | { readonly type: 'any' | 'today' | 'week' }
  | { readonly type: 'days'; readonly from: string; readonly until: string }

export type CallFilters = Pick<CallQuery, 'direction' | 'result' | 'members'> & { readonly period: CallPeriod }
export type CallFilterName = 'direction' | 'result' | 'members'

export const callFilterNames = ['direction', 'result', 'members'] as const

export interface CallListView {
  readonly tab: CallTab
  readonly search: string
  readonly filters: CallFilters
  /** Index of the row on which the keyboard stands, and its call: when calls come in above, the keyboard stays with the call. */
  readonly active: number
  readonly activeId: string | null
}

export const noCallFilters: CallFilters = { direction: [], result: [], members: [], period: { type: 'any' } }

const first: CallListView = { tab: 'all', search: '', filters: noCallFilters, active: 0, activeId: null }

interface ViewStore extends CallListView {
  readonly change: (change: Partial<CallListView>) => void
}

/** How the list of calls is looked at: it stays while one goes elsewhere and comes back. */
export const useCallListView = create<ViewStore>((set) => ({ ...first, change: (change) => set(change) }))

/** The list from its top with one filter, as a figure counted it. */
export const showCalls = (tab: CallTab, filters: Partial<CallFilters> = {}): void =>
  useCallListView.getState().change({ ...first, tab, filters: { ...noCallFilters, ...filters } })

const timesOf = (period: CallPeriod, periods: Periods, timeZone: string): Pick<CallQuery, 'from' | 'until'> => {
  if (period.type === 'any') return {}
  if (period.type !== 'days') return { from: period.type === 'today' ? periods.today : periods.week }
  const [from, until] = [period.from, period.until]
  const turned = from !== '' && until !== '' && from > until
  return {
    from: startOfDate(turned ? until : from, timeZone) ?? undefined,
    until: startOfDate(turned ? from : until, timeZone, 1) ?? undefined,
  }
}

/** What the core is asked for a view. Who has waited for longer than a month is past calling back, unless a period is chosen. */
export const callQueryOf = (
  view: Pick<CallListView, 'tab' | 'filters'>,
  search: string,
  periods: Periods,
  { timeZone }: Pick<Calendar, 'timeZone'>,
): CallQuery => {
  const { direction, result, members, period } = view.filters
  const times = timesOf(period, periods, timeZone)
  const waiting = view.tab === 'waiting'
  return {
    direction,
    result,
    members,
    missed: view.tab === 'missed',
    waiting,
    search: search.trim(),
    ...times,
    ...(waiting && times.from === undefined ? { from: periods.month } : {}),
  }
}

export const withCallFilter = (filters: CallFilters, name: CallFilterName, value: string, on: boolean): CallFilters => {
  const others = (filters[name] as readonly string[]).filter((known) => known !== value)
  return { ...filters, [name]: on ? [...others, value] : others }
}

export const isFiltered = ({ period, ...lists }: CallFilters): boolean =>
  period.type !== 'any' || Object.values(lists).some((values) => values.length > 0)

/** Where a call stands now that others may have come in above it; null where it is not among the rows that follow. */
export const placeOf = (id: string, near: number, idAt: (index: number) => string | undefined): number | null => {
  for (let index = near; index < near + 50; index++) if (idAt(index) === id) return index
  return null
}
