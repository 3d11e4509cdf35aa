import { create } from 'zustand'
import { type ContactFilters, type ContactQuery, contactFiltersSchema } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { type ListSelection, noSelection } from './list-selection.ts'

type Stage = Contact['stage']

/** Filters that hold values to choose from; periods and custom properties stand beside them. */
export const filterNames = [
  'leadStatus',
  'leadSource',
  'type',
  'tag',
  'responsible',
  'country',
  'city',
  'source',
  'employeesCount',
  'status',
] as const
export type FilterName = (typeof filterNames)[number]

export type PropertyFilter = ContactFilters['properties'][number]

export interface ContactListView {
  readonly tab: ContactQuery['tab']
  readonly search: string
  readonly filters: ContactFilters
  readonly sort: ContactQuery['sort']
  readonly descending: boolean
  /** Index of the row on which the keyboard stands, and whose it is: when others come in above it, the keyboard stays with the person. */
  readonly active: number
  readonly activeId: string | null
  readonly selection: ListSelection
  /** The saved filter from which this view came. */
  readonly savedId: string | null
}

export const withoutFilters: ContactFilters = contactFiltersSchema.parse({})

const first = (tab: ContactQuery['tab']): ContactListView => ({
  tab,
  search: '',
  filters: withoutFilters,
  sort: 'name',
  descending: false,
  active: 0,
  activeId: null,
  selection: noSelection,
  savedId: null,
})

interface Views {
  readonly client: ContactListView
  readonly lead: ContactListView
  readonly change: (stage: Stage, change: Partial<ContactListView>) => void
}

/** Another list has another row under the keyboard, and nobody selected whom it does not show. */
export const changedView = (view: ContactListView, change: Partial<ContactListView>): ContactListView => {
  const isOther = change.search !== undefined || change.filters !== undefined || change.tab !== undefined
  return { ...view, ...(isOther ? { selection: noSelection } : {}), ...('active' in change ? { activeId: null } : {}), ...change }
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
  filterNames.flatMap((name) => filters[name].map((value) => ({ name, value })))

export const propertyFilterOf = (filters: ContactFilters, id: string): PropertyFilter | undefined =>
  filters.properties.find((property) => property.id === id)

const saysNothing = ({ values, from, until, filled }: PropertyFilter): boolean =>
  (values ?? []).length === 0 && from === undefined && until === undefined && filled === undefined

/** The filter of one property changed; one that asks for nothing any more is taken out. */
export const withProperty = (filters: ContactFilters, id: string, change: Partial<PropertyFilter>): ContactFilters => {
  const known = propertyFilterOf(filters, id)
  const next: PropertyFilter = { ...known, ...change, id }
  const others = filters.properties.filter((property) => property.id !== id)
  if (saysNothing(next)) return { ...filters, properties: others }
  return {
    ...filters,
    properties: known ? filters.properties.map((property) => (property.id === id ? next : property)) : [...others, next],
  }
}

/** Whether only contacts made within a period are shown. */
export const hasPeriod = ({ createdFrom, createdUntil }: ContactFilters): boolean => createdFrom !== undefined || createdUntil !== undefined

export const withoutPeriod = (filters: ContactFilters): ContactFilters => ({ ...filters, createdFrom: undefined, createdUntil: undefined })

/** Whether a list shows less than everything that stands in its tab. */
export const isFiltered = (filters: ContactFilters): boolean =>
  activeFilters(filters).length > 0 || filters.properties.length > 0 || hasPeriod(filters) || filters.noContactSince !== undefined
