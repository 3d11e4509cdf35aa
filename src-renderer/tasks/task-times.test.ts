import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOverdue, momentOf, taskTimeOf, timeOfChoice, typedTime } from './task-times.ts'

const calendar = { timeZone: 'Europe/Warsaw', firstDay: 1 } as const
/** Saturday, 28 November 2026, 14:05 in Warsaw. */
const now = Date.UTC(2026, 10, 28, 13, 5)

test('a task is due today at the next full hour, tomorrow and next week in the morning, or some time', () => {
  expect(timeOfChoice('today', now, calendar)).toEqual({ date: '2026-11-28', time: '15:00' })
  expect(timeOfChoice('tomorrow', now, calendar)).toEqual({ date: '2026-11-29', time: '09:00' })
  expect(timeOfChoice('next_week', now, calendar)).toEqual({ date: '2026-11-30', time: '09:00' })
  expect(timeOfChoice('someday', now, calendar)).toEqual({ date: '', time: '' })
})

test('late in the evening today stays today', () => {
  const late = Date.UTC(2026, 10, 28, 22, 50)
  expect(timeOfChoice('today', late, calendar)).toEqual({ date: '2026-11-28', time: '23:59' })
})

test('a week that is shown from Sunday on still begins its work on Monday', () => {
  const sunday = Date.UTC(2026, 10, 29, 12)
  expect(timeOfChoice('next_week', sunday, { ...calendar, firstDay: 0 })).toEqual({ date: '2026-11-30', time: '09:00' })
})

test('what the wall clock shows is a moment and back again, also on days on which the clock is changed', () => {
  // Not the hour that is skipped, and not the one that is there twice.
  const hours = fc.integer({ min: 4, max: 23 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 800 }), hours, fc.integer({ min: 0, max: 59 }), (days, hour, minute) => {
      const date = new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)
      const shown = { date, time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
      expect(taskTimeOf(momentOf(shown, 'Europe/Warsaw'), 'Europe/Warsaw')).toEqual(shown)
    }),
  )
})

test('a date without a time is that morning, and what is no date is none', () => {
  expect(taskTimeOf(momentOf({ date: '2026-12-01', time: '' }, 'Europe/Warsaw'), 'Europe/Warsaw').time).toBe('09:00')
  expect(momentOf({ date: '', time: '10:00' }, 'Europe/Warsaw')).toBeNull()
})

test('what is done, or has no time, is never late', () => {
  expect(isOverdue({ startsAt: now - 1, completedAt: null }, now)).toBe(true)
  expect(isOverdue({ startsAt: now - 1, completedAt: now }, now)).toBe(false)
  expect(isOverdue({ startsAt: null, completedAt: null }, now)).toBe(false)
})

test('a time is read as people type it', () => {
  for (const [typed, time] of [
    ['9', '09:00'],
    ['9:30', '09:30'],
    ['0930', '09:30'],
    ['14.05', '14:05'],
    ['23 59', '23:59'],
  ]) {
    expect(typedTime(typed ?? '')).toBe(time)
  }
  for (const typed of ['24', '9:60', 'rano', '', '12345']) expect(typedTime(typed)).toBeNull()
})
