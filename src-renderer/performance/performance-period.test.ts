import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateText, periodsAt, startOfDay } from '../../src-shared/lib/periods.ts'
import { type PerformancePeriod, type PerformanceUnit, stretchesOf } from './performance-period.ts'

const timeZone = 'Europe/Warsaw'
const wednesday = Date.parse('2026-11-25T12:00:00Z')

const datesOf = (period: PerformancePeriod, unit: PerformanceUnit, firstDay: 0 | 1 = 1, at = wednesday) => {
  const calendar = { timeZone, firstDay }
  const { boundaries, unit: told } = stretchesOf(period, unit, periodsAt(at, calendar), calendar)
  return [told, ...boundaries.map((boundary) => dateText(boundary, timeZone))]
}

describe('the stretches of a period', () => {
  it('S8.4 are the days of this week up to today, and all of the last one', () => {
    expect(datesOf({ type: 'week' }, 'day')).toEqual(['day', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'])
    const last = datesOf({ type: 'last_week' }, 'day')
    expect([last.length, last[1], last.at(-1)]).toEqual([9, '2026-11-16', '2026-11-23'])
  })

  it('S8.4 begin on the first day of the week that the user chose', () => {
    expect(datesOf({ type: 'week' }, 'week', 0)).toEqual(['week', '2026-11-22', '2026-11-26'])
    expect(datesOf({ type: 'four_weeks' }, 'week')).toEqual(['week', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-26'])
  })

  it('S8.4 of a month by weeks begin with the month, and end today', () => {
    const thursday = Date.parse('2026-10-15T12:00:00Z')
    expect(datesOf({ type: 'month' }, 'week', 1, thursday)).toEqual(['week', '2026-10-01', '2026-10-05', '2026-10-12', '2026-10-16'])
  })

  it('S8.4 of chosen days hold the first and the last of them, whichever was named first', () => {
    const chosen = ['day', '2026-10-24', '2026-10-25', '2026-10-26']
    expect(datesOf({ type: 'days', from: '2026-10-24', until: '2026-10-25' }, 'day')).toEqual(chosen)
    expect(datesOf({ type: 'days', from: '2026-10-25', until: '2026-10-24' }, 'day')).toEqual(chosen)
    expect(datesOf({ type: 'days', from: '2026-11-24', until: '' }, 'day')).toEqual(['day', '2026-11-24', '2026-11-25', '2026-11-26'])
    expect(datesOf({ type: 'days', from: '', until: '2026-11-20' }, 'day')).toEqual(['day', '2026-11-20', '2026-11-21'])
    expect(datesOf({ type: 'days', from: '', until: '' }, 'day')).toEqual(['day', '2026-11-25', '2026-11-26'])
  })

  it('S8.4 are weeks where there would be too many days, and the latest where there would be too many weeks', () => {
    expect(datesOf({ type: 'days', from: '2026-01-01', until: '2026-11-25' }, 'day')[0]).toBe('week')
    const ages = datesOf({ type: 'days', from: '0001-01-01', until: '2026-11-25' }, 'week')
    expect([ages[1], ages.at(-1), ages.length]).toEqual(['2025-01-06', '2026-11-26', 101])
  })

  it('rise from the first moment of a day to that of another, and are never more than the core answers for', () => {
    const day = fc.integer({ min: -4000, max: 400 }).map((days) => dateText(startOfDay(wednesday, timeZone, days), timeZone))
    fc.assert(
      fc.property(day, day, fc.constantFrom('day', 'week'), fc.constantFrom(0, 1), (from, until, unit, firstDay) => {
        const calendar = { timeZone, firstDay: firstDay as 0 | 1 }
        const asked = { type: 'days', from, until } as const
        const { boundaries } = stretchesOf(asked, unit as PerformanceUnit, periodsAt(wednesday, calendar), calendar)
        expect(boundaries.length).toBeGreaterThanOrEqual(2)
        expect(boundaries.length).toBeLessThanOrEqual(100)
        expect(boundaries).toEqual([...new Set(boundaries)].toSorted((one, other) => one - other))
        for (const boundary of boundaries) expect(startOfDay(boundary, timeZone)).toBe(boundary)
      }),
      { numRuns: 200 },
    )
  })
})
