import type { SavedFilter } from '../../src-shared/filters/filter-kind.ts'
import { givenFields, sameJson } from '../../src-shared/lib/json.ts'
import { startOfDay } from '../../src-shared/lib/periods.ts'
import type { ContactListView } from './contact-list-view.ts'

/** Days without contact that can be chosen by one press. */
export const noContactChoices = [7, 30, 90] as const

type Saved = Pick<SavedFilter, 'query' | 'noContactDays'>
type Shown = Pick<ContactListView, 'tab' | 'search' | 'filters' | 'sort' | 'descending'>

/** Since when there was no contact for so many days. */
export const noContactSince = (days: number, now: number, timeZone: string): number => startOfDay(now, timeZone, -days)

/** The number of days that a moment stands for today; null where it is a date of its own. */
export const noContactDaysOf = (since: number | undefined, now: number, timeZone: string): number | null =>
  noContactChoices.find((days) => noContactSince(days, now, timeZone) === since) ?? null

/** What a list shows for a saved filter today. */
export const viewOfSaved = ({ query, noContactDays }: Saved, now: number, timeZone: string): Shown => ({
  tab: query.tab,
  search: query.search,
  filters: noContactDays ? { ...query.filters, noContactSince: noContactSince(noContactDays, now, timeZone) } : query.filters,
  sort: query.sort,
  descending: query.descending,
})

/** Whether a list is looked at as it was saved. */
export const isAsSaved = (view: Shown, saved: Saved, now: number, timeZone: string): boolean => {
  const { tab, search, filters, sort, descending } = view
  const known = viewOfSaved(saved, now, timeZone)
  return sameJson(
    { tab, search: search.trim(), filters: givenFields(filters), sort, descending },
    { ...known, filters: givenFields(known.filters) },
  )
}
