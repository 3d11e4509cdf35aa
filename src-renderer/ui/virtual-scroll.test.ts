import { expect, test } from 'vitest'
import { drawnRows, offsetToShow, pagesOf, scrollScale } from './virtual-scroll.ts'

test('rows are drawn a little beyond what is seen, and never beyond the list', () => {
  expect(drawnRows(1_000_000, 0, 20)).toEqual({ first: 0, last: 24 })
  expect(drawnRows(1_000_000, 500_000, 20.5)).toEqual({ first: 499_996, last: 500_025 })
  expect(drawnRows(1_000_000, 999_980, 20)).toEqual({ first: 999_976, last: 999_999 })
  expect(drawnRows(3, 0, 20)).toEqual({ first: 0, last: 2 })
  expect(drawnRows(0, 0, 20)).toEqual({ first: 0, last: -1 })
})

test('a list that became shorter shows its end', () => {
  expect(drawnRows(100, 5000, 20)).toEqual({ first: 76, last: 99 })
})

test('a list that no element can hold is scaled, and both of its ends are reached', () => {
  expect(scrollScale(100, 36, 720)).toEqual({ height: 3600, ratio: 1 })
  const { height, ratio } = scrollScale(1_000_000, 36, 720)
  expect(height).toBe(30_000_000)
  expect((height - 720) * ratio).toBeCloseTo(1_000_000 * 36 - 720)
})

test('a row comes into view by the shortest way', () => {
  expect(offsetToShow(10, 36, 0, 720)).toBe(0)
  expect(offsetToShow(30, 36, 0, 720)).toBe(31 * 36 - 720)
  expect(offsetToShow(5, 36, 720, 720)).toBe(5 * 36)
})

test('the pages that hold a stretch', () => {
  expect(pagesOf(48, 52, 50)).toEqual([0, 1])
  expect(pagesOf(0, -1, 50)).toEqual([])
})
