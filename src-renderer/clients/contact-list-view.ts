import { create } from 'zustand'
import type { ContactFilters, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'

type Stage = Contact['stage']
/** Filters that hold values to choose from; the period of making stands beside them. */
export type FilterName = 'type' | 'status' | 'country'

export interface ContactListView {
  readonly tab: ContactQuery['tab']
  readonly search: string
  readonly filters: ContactFilters
  readonly sort: ContactQuery['sort']
  readonly descending: boolean
  /** Index of the row on which the keyboard stands, and whose it is: when others come in above it, the keyboard stays with the person. */
  readonly active: number
  readonly activeId: string | null
  readonly selected: ReadonlySet<string>
}

const noFilters: ContactFilters = { type: [], status: [], country: [] }

const first = (tab: ContactQuery['tab']): ContactListView => ({
  tab,
  search: '',
  filters: noFilters,
  sort: 'name',
  descending: false,
  active: 0,
  activeId: null,
  selected: new Set(),
})

interface Views {
  readonly client: ContactListView
  readonly lead: ContactListView
  readonly change: (stage: Stage, change: Partial<ContactListView>) => void
}

/** Another list has another row under the keyboard, and nobody selected whom it does not show. */
export const changedView = (view: ContactListView, change: Partial<ContactListView>): ContactListView => {
  const isOther = change.search !== undefined || change.filters !== undefined || change.tab !== undefined
  return { ...view, ...(isOther ? { selected: new Set<string>() } : {}), ...('active' in change ? { activeId: null } : {}), ...change }
}

/** Where a person stands now that others may have come or gone; null where they are not near. */
export const placeNear = (id: string, near: number, idAt: (index: number) => string | undefined): number | null => {
  for (let distance = 1; distance <= 50; distance++) {
    if (idAt(near + distance) === id) return near + distance
    if (near >= distance && idAt(near - distance) === id) return near - distance
  }
  return null
}

/** How each list of contacts is looked at: it stays while one goes elsewhere and comes back. */
export const useContactListViews = create<Views>((set) => ({
  client: first('mine'),
  lead: first('unsorted'),
  change: (stage, change) => set((views) => ({ [stage]: changedView(views[stage], change) })),
}))

/** What the core is asked for a view. */
export const queryOf = (
  stage: Stage,
  view: Pick<ContactListView, 'tab' | 'filters' | 'sort' | 'descending'>,
  search: string,
): ContactQuery => ({
  stage,
  tab: view.tab,
  search: search.trim(),
  filters: view.filters,
  sort: view.sort,
  descending: view.descending,
})

export const withFilter = (filters: ContactFilters, name: FilterName, value: string, on: boolean): ContactFilters => {
  const values: readonly string[] = filters[name]
  const next = on ? [...values.filter((known) => known !== value), value] : values.filter((known) => known !== value)
  return { ...filters, [name]: next }
}

export const activeFilters = (filters: ContactFilters): readonly { readonly name: FilterName; readonly value: string }[] =>
  (['type', 'status', 'country'] as const).flatMap((name) => filters[name].map((value) => ({ name, value })))

/** Whether only contacts made within a period are shown. */
export const hasPeriod = ({ createdFrom, createdUntil }: ContactFilters): boolean => createdFrom !== undefined || createdUntil !== undefined

export const withoutPeriod = (filters: ContactFilters): ContactFilters => ({ ...filters, createdFrom: undefined, createdUntil: undefined })

export const withoutFilters = noFilters
