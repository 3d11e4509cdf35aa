import { type Calendar, dateText, type Periods, startOfDate, startOfDay, startOfWeek } from '../../src-shared/lib/periods.ts'

export const performanceUnits = ['day', 'week'] as const
export type PerformanceUnit = (typeof performanceUnits)[number]

export const performancePeriods = ['week', 'last_week', 'four_weeks', 'month', 'days'] as const

/** `days` are dates, `YYYY-MM-DD`, both of them in. `four_weeks` are this week and the three before it. */
export type PerformancePeriod =
  | { readonly type: Exclude<(typeof performancePeriods)[number], 'days'> }
  | { readonly type: 'days'; readonly from: string; readonly until: string }

/** Consecutive stretches of time: each boundary but the last begins one. */
export interface Stretches {
  readonly boundaries: readonly number[]
  readonly unit: PerformanceUnit
}

/** The core answers for so many stretches at once, and nobody reads more. */
const mostStretches = 99

const rangeOf = (period: PerformancePeriod, { today, tomorrow, week }: Periods, { timeZone }: Calendar): readonly [number, number] => {
  switch (period.type) {
    case 'week':
      return [week, tomorrow]
    case 'last_week':
      return [startOfDay(week, timeZone, -7), week]
    case 'four_weeks':
      return [startOfDay(week, timeZone, -21), tomorrow]
    case 'month':
      return [startOfDate(`${dateText(today, timeZone).slice(0, 8)}01`, timeZone) ?? today, tomorrow]
    case 'days': {
      const first = startOfDate(period.from, timeZone) ?? startOfDate(period.until, timeZone) ?? today
      const last = startOfDate(period.until, timeZone) ?? Math.max(first, today)
      return [Math.min(first, last), startOfDay(Math.max(first, last), timeZone, 1)]
    }
  }
}

/**
 * The stretches of a period. A period of too many days is told by weeks, and one of too many weeks begins later. Weeks begin on the user's first
 * day, so that the first and the last one may be shorter.
 */
export const stretchesOf = (period: PerformancePeriod, unit: PerformanceUnit, periods: Periods, calendar: Calendar): Stretches => {
  const { timeZone } = calendar
  const [chosen, until] = rangeOf(period, periods, calendar)
  const earliest = startOfDay(startOfWeek(until, calendar), timeZone, -7 * (mostStretches - 1))
  const from = Math.max(chosen, earliest)
  const possible = unit === 'day' && startOfDay(from, timeZone, mostStretches) < until ? 'week' : unit
  const first = possible === 'day' ? from : startOfWeek(from, calendar)
  const step = possible === 'day' ? 1 : 7
  const boundaries = [from]
  for (let at = startOfDay(first, timeZone, step); at < until; at = startOfDay(at, timeZone, step)) boundaries.push(at)
  return { boundaries: [...boundaries, until], unit: possible }
}
