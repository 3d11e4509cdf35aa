import { expect, test } from 'vitest'
import { queryOf, withFilter, withoutFilters } from './contact-list-view.ts'
import { isAsSaved, noContactDaysOf, noContactSince, viewOfSaved } from './saved-filter-view.ts'

const zone = 'Europe/Warsaw'
const today = Date.parse('2026-11-28T15:00:00Z')
const day = 86_400_000
const shown = { tab: 'all', search: '', sort: 'name', descending: false } as const

test('days without contact are counted back from the day on which the filter is used', () => {
  const view = { ...shown, filters: { ...withoutFilters, noContactSince: noContactSince(30, today, zone) } }
  const saved = { query: queryOf('client', view, ''), noContactDays: noContactDaysOf(view.filters.noContactSince, today, zone) }
  expect(saved.noContactDays).toBe(30)
  const later = viewOfSaved(saved, today + 5 * day, zone)
  expect(later.filters.noContactSince).toBe(noContactSince(30, today + 5 * day, zone))
  expect(isAsSaved(later, saved, today + 5 * day, zone)).toBe(true)
})

test('a date of its own stays that date', () => {
  const filters = { ...withoutFilters, noContactSince: Date.parse('2026-11-01T00:00:00Z') }
  expect(noContactDaysOf(filters.noContactSince, today, zone)).toBeNull()
  const saved = { query: queryOf('client', { ...shown, filters }, ''), noContactDays: null }
  expect(viewOfSaved(saved, today + 5 * day, zone).filters.noContactSince).toBe(filters.noContactSince)
})

test('a list that was changed is not as it was saved', () => {
  const saved = { query: queryOf('client', { ...shown, filters: withoutFilters }, 'kow'), noContactDays: null }
  const view = { ...shown, filters: { ...withoutFilters, createdFrom: undefined }, search: 'kow ' }
  expect(isAsSaved(view, saved, today, zone)).toBe(true)
  expect(isAsSaved({ ...view, filters: withFilter(withoutFilters, 'type', 'partner', true) }, saved, today, zone)).toBe(false)
  expect(isAsSaved({ ...view, descending: true }, saved, today, zone)).toBe(false)
})
