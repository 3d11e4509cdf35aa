import { expect, test } from 'vitest'
import { activeFilters, withFilter, withoutFilters } from './contact-list-view.ts'

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
