import { expect, test } from 'vitest'
import { queryOf, withoutFilters } from './contact-list-view.ts'
import { everything, isSelected, noSelection, selectedCount, selectionInput, toggled, withIds } from './list-selection.ts'

const query = queryOf('client', { tab: 'all', filters: withoutFilters, sort: 'name', descending: false }, '')

test('some are selected by name', () => {
  const two = toggled(withIds(noSelection, ['a', 'b', 'c']), 'b')
  expect(['a', 'b', 'c'].map((id) => isSelected(two, id))).toEqual([true, false, true])
  expect(selectedCount(two, 1_000)).toBe(2)
  expect(selectionInput(two, query)).toEqual({ ids: ['a', 'c'] })
})

test('of all that a list finds some are left out, and taken in again', () => {
  const without = toggled(toggled(everything, 'a'), 'b')
  expect(selectedCount(without, 1_000)).toBe(998)
  expect(isSelected(without, 'a')).toBe(false)
  expect(isSelected(without, 'z')).toBe(true)
  expect(selectionInput(withIds(without, ['a']), query)).toEqual({ query, except: ['b'] })
})
