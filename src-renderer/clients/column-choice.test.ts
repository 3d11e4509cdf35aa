import { expect, test } from 'vitest'
import { fittingColumns, movedColumn, shownColumns, sizedColumn, steppedColumn, usualColumns } from './column-choice.ts'

const known = [
  { id: 'name', from: 0 },
  { id: 'phone', from: 0 },
  { id: 'type', from: 3 },
  { id: 'website', from: null },
]

test('before anybody has chosen the list shows what there is room for', () => {
  expect(shownColumns(known, usualColumns, 2)).toEqual(['name', 'phone'])
  expect(shownColumns(known, usualColumns, 9)).toEqual(['name', 'phone', 'type'])
})

test('chosen columns come in their order after the name, and those that nobody knows any more are passed over', () => {
  expect(shownColumns(known, { shown: ['website', 'name', 'gone', 'phone'], widths: {} }, 1)).toEqual(['name', 'website', 'phone'])
})

test('a column is put where another one stands, and the name stays first', () => {
  const shown = ['name', 'a', 'b', 'c']
  expect(movedColumn(shown, 'c', 'a')).toEqual(['name', 'c', 'a', 'b'])
  expect(movedColumn(shown, 'a', 'c')).toEqual(['name', 'b', 'c', 'a'])
  expect(movedColumn(shown, 'a', 'name')).toEqual(shown)
  expect(steppedColumn(shown, 'b', -1)).toEqual(['name', 'b', 'a', 'c'])
  expect(steppedColumn(shown, 'c', 1)).toEqual(shown)
  expect(steppedColumn(shown, 'a', -1)).toEqual(shown)
})

test('beside a card the first columns are shown as far as they fit', () => {
  const columns = [{ needs: 200 }, { needs: 100 }, { needs: 100 }]
  expect(fittingColumns(columns, 320)).toHaveLength(2)
  expect(fittingColumns(columns, 50)).toHaveLength(1)
  expect(fittingColumns(columns, 900)).toHaveLength(3)
})

test('a width is kept until the column is given its own again', () => {
  expect(sizedColumn({ a: 100 }, 'b', 80)).toEqual({ a: 100, b: 80 })
  expect(sizedColumn({ a: 100, b: 80 }, 'b', null)).toEqual({ a: 100 })
})
