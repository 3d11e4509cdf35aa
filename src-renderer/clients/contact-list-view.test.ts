import { expect, test } from 'vitest'
import {
  activeFilters,
  type ContactListView,
  changedView,
  isFiltered,
  placeNear,
  withFilter,
  withoutFilters,
  withProperty,
} from './contact-list-view.ts'
import { noSelection } from './list-selection.ts'

test('a value of a filter is on or off, and never twice', () => {
  const on = withFilter(withFilter(withoutFilters, 'type', 'client', true), 'type', 'client', true)
  expect(on.type).toEqual(['client'])
  expect(withFilter(on, 'type', 'client', false)).toEqual(withoutFilters)
})

test('every value that is on is one chip', () => {
  const filters = withFilter(withFilter(withoutFilters, 'country', 'PL', true), 'type', 'partner', true)
  expect(activeFilters(filters)).toEqual([
    { name: 'type', value: 'partner' },
    { name: 'country', value: 'PL' },
  ])
})

const view: ContactListView = {
  tab: 'mine',
  search: '',
  filters: withoutFilters,
  sort: 'name',
  descending: false,
  active: 3,
  activeId: 'c',
  selection: { all: false, ids: new Set(['a', 'b']) },
  savedId: null,
}

test('whom a search or filter hides is not selected any more', () => {
  expect(changedView(view, { search: 'kow', active: 0 })).toMatchObject({ selection: noSelection, active: 0, activeId: null })
  expect(changedView(view, { active: 4, activeId: 'd' }).selection).toBe(view.selection)
})

test('the keyboard stays with the person when others come in above, or go', () => {
  const ids = ['x', 'y', 'a', 'b', 'c']
  expect(placeNear('c', 2, (index) => ids[index])).toBe(4)
  expect(placeNear('x', 2, (index) => ids[index])).toBe(0)
  expect(placeNear('gone', 2, (index) => ids[index])).toBeNull()
})

test('the filter of a property is there as long as it asks for something', () => {
  const stretch = withProperty(withoutFilters, 'discount', { from: 5 })
  expect(isFiltered(stretch)).toBe(true)
  expect(withProperty(stretch, 'discount', { until: 10 }).properties).toEqual([{ id: 'discount', from: 5, until: 10 }])
  const none = withProperty(stretch, 'discount', { from: undefined, values: [] })
  expect(none.properties).toEqual([])
  expect(isFiltered(none)).toBe(false)
})
