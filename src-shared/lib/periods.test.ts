import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateText, isTimeZone, periodsAt, startOfDate, startOfDay, startOfWeek } from './periods.ts'

const iso = (at: number) => new Date(at).toISOString()
const utc = (text: string) => Date.parse(text)

describe('days and weeks', () => {
  it('S2.4 begin in the time zone of the user', () => {
    const at = utc('2026-11-23T22:30:00Z')
    expect(iso(startOfDay(at, 'Europe/Warsaw'))).toBe('2026-11-22T23:00:00.000Z')
    expect(iso(startOfDay(at, 'Asia/Kolkata'))).toBe('2026-11-23T18:30:00.000Z')
    expect(iso(startOfDay(at, 'America/New_York'))).toBe('2026-11-23T05:00:00.000Z')
  })

  it.each([
    [1, '2026-11-22T23:00:00.000Z'],
    [0, '2026-11-21T23:00:00.000Z'],
  ] as const)('S2.4 the week begins on the first day that the user chose (%i)', (firstDay, start) => {
    for (const at of ['2026-11-23T08:00:00Z', '2026-11-27T08:00:00Z', '2026-11-28T08:00:00Z']) {
      expect(iso(startOfWeek(utc(at), { timeZone: 'Europe/Warsaw', firstDay }))).toBe(start)
    }
  })

  it('S2.4 a Sunday belongs to the week before where the week begins on Monday, and begins one where it begins on Sunday', () => {
    const sunday = utc('2026-11-29T10:00:00Z')
    expect(iso(startOfWeek(sunday, { timeZone: 'Europe/Warsaw', firstDay: 1 }))).toBe('2026-11-22T23:00:00.000Z')
    expect(iso(startOfWeek(sunday, { timeZone: 'Europe/Warsaw', firstDay: 0 }))).toBe('2026-11-28T23:00:00.000Z')
  })

  it('are days of the calendar when the clock is changed: of 23 and of 25 hours', () => {
    const hours = (date: string) => {
      const [start, end] = [startOfDate(date, 'Europe/Warsaw'), startOfDate(date, 'Europe/Warsaw', 1)] as [number, number]
      return (end - start) / 3_600_000
    }
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25'), hours('2026-10-26')]).toEqual([24, 23, 25, 24])
  })

  it('begin at one where midnight is skipped, and at the only midnight where eleven comes twice', () => {
    expect(iso(startOfDate('2026-04-24', 'Africa/Cairo') as number)).toBe('2026-04-23T22:00:00.000Z')
    expect(iso(startOfDate('2026-10-30', 'Africa/Cairo') as number)).toBe('2026-10-29T22:00:00.000Z')
  })

  it('in any zone at any time, today has begun, tomorrow has not, and the date changes between them', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    fc.assert(
      fc.property(
        fc.integer({ min: utc('2015-01-01T00:00:00Z'), max: utc('2035-01-01T00:00:00Z') }),
        fc.constantFrom(...zones),
        fc.constantFrom(0, 1),
        (at, timeZone, firstDay) => {
          const { today, tomorrow, week, days } = periodsAt(at, { timeZone, firstDay: firstDay as 0 | 1 })
          expect(today).toBeLessThanOrEqual(at)
          expect(tomorrow).toBeGreaterThan(at)
          expect(dateText(today, timeZone)).toBe(dateText(at, timeZone))
          expect(dateText(today - 1, timeZone)).not.toBe(dateText(at, timeZone))
          expect(dateText(tomorrow - 1, timeZone)).toBe(dateText(at, timeZone))
          expect(week).toBeLessThanOrEqual(today)
          expect(days.at(-2)).toBe(today)
          expect(days.at(-1)).toBe(tomorrow)
          expect(days).toEqual([...new Set(days)].toSorted((one, other) => one - other))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('what is no date has no beginning, and what is no zone is not one', () => {
    expect([startOfDate('', 'UTC'), startOfDate('2026-13-01', 'UTC'), startOfDate('23.11.2026', 'UTC')]).toEqual([null, null, null])
    expect([isTimeZone('Europe/Warsaw'), isTimeZone('Mars/Olympus')]).toEqual([true, false])
  })
})
