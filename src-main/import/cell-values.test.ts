import { describe, expect, it } from 'vitest'
import { booleanOf, dayTextOf, momentOf, numberOf } from './cell-values.ts'

describe('a moment in a cell', () => {
  it.each([
    ['2024-03-01', new Date(2024, 2, 1)],
    ['2024-03-01 14:30', new Date(2024, 2, 1, 14, 30)],
    ['2024-03-01T14:30:05Z', new Date(Date.UTC(2024, 2, 1, 14, 30, 5))],
    ['2024-03-01T14:30:05.250+02:00', new Date(Date.UTC(2024, 2, 1, 12, 30, 5, 250))],
    ['01.03.2024', new Date(2024, 2, 1)],
    ['1.03.2024 9:05', new Date(2024, 2, 1, 9, 5)],
    ['01/03/2024', new Date(2024, 2, 1)],
    ['03/28/2024', new Date(2024, 2, 28)],
    ['3/1/2024 2:30 PM', new Date(2024, 2, 1, 14, 30)],
    ['2024/03/01, 12:00 am', new Date(2024, 2, 1)],
  ])('S15.1 %s', (cell, moment) => expect(momentOf(cell)).toBe(moment.getTime()))

  it.each(['', 'jutro', '2024-02-30', '2024-13-01', '31.04.2024', '2024-03-01 25:00', '12', '2024', '1969-01-01T00:00:00Z'])(
    'S15.4 %j is none',
    (cell) => expect(momentOf(cell)).toBeNull(),
  )

  it('S15.1 a day stays the day that is written, whatever the clock', () => {
    expect(dayTextOf('2024-03-01T23:30:00-05:00')).toBe('2024-03-01')
    expect(dayTextOf('1.2.2020')).toBe('2020-02-01')
    expect(dayTextOf('1.2')).toBeNull()
  })
})

it.each([
  ['12', 12],
  ['-3,5', -3.5],
  ['1 234,56', 1234.56],
  ['1\u00a0234', 1234],
  ['1.234,56', 1234.56],
  ['1,234.56', 1234.56],
  ['1.234.567', 1_234_567],
  ['2.5', 2.5],
  ['1e3', 1000],
  ['dużo', null],
  ['1,2,3', null],
  ['', null],
])('S15.1 a number: %j', (cell, number) => expect(numberOf(cell)).toBe(number))

it.each([
  ['TAK', true],
  ['yes', true],
  ['1', true],
  ['nie', false],
  ['No', false],
  ['0', false],
  ['może', null],
])('S15.1 a truth value: %j', (cell, value) => expect(booleanOf(cell)).toBe(value))
