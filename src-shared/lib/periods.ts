/** Whose days and weeks: an IANA time zone, and 0 Sunday or 1 Monday. */
export interface Calendar {
  readonly timeZone: string
  readonly firstDay: 0 | 1
}

/** The stretches of time that figures count, all of them beginnings of days, UTC milliseconds. */
export interface Periods {
  readonly today: number
  readonly tomorrow: number
  readonly week: number
  /** Thirty days with today. */
  readonly month: number
  /** Beginnings of the last seven days, oldest first, and of tomorrow. */
  readonly days: readonly number[]
}

const day = 86_400_000

const calendars = new Map<string, Intl.DateTimeFormat>()

const wallClock = (timeZone: string): Intl.DateTimeFormat => {
  const known = calendars.get(timeZone)
  if (known) return known
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  const made = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'iso8601', hourCycle: 'h23', ...numeric })
  calendars.set(timeZone, made)
  return made
}

/** What the clock on the wall shows, as if it were UTC, milliseconds. */
const wallTime = (at: number, timeZone: string): number => {
  const shown = Object.fromEntries(
    wallClock(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  )
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, date, hour, minute, second)
}

/** The date in the zone, as the UTC midnight of that date. */
const dateOf = (at: number, timeZone: string): number => Math.floor(wallTime(at, timeZone) / day) * day

const offsetAt = (at: number, timeZone: string): number => wallTime(at, timeZone) - Math.floor(at / 1000) * 1000

// Where the clock is changed at midnight, that midnight is there twice or not at all: of the two readings the first that lies on the date.
const firstMomentOf = (date: number, timeZone: string): number => {
  const readings = [offsetAt(date - day, timeZone), offsetAt(date + day, timeZone)].map((offset) => date - offset).toSorted((a, b) => a - b)
  return readings.find((at) => dateOf(at, timeZone) === date) ?? (readings.at(-1) as number)
}

/** The first moment of the day that lies `days` after the one of `at`; negative lies before. Days are days of the calendar, not of 24 hours. */
export const startOfDay = (at: number, timeZone: string, days = 0): number => firstMomentOf(dateOf(at, timeZone) + days * day, timeZone)

/** The first moment of a date, `YYYY-MM-DD`; null where there is no such date. */
export const startOfDate = (date: string, timeZone: string, days = 0): number | null => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  return Number.isNaN(at) ? null : firstMomentOf(at + days * day, timeZone)
}

/** The date in the zone, `YYYY-MM-DD`. */
export const dateText = (at: number, timeZone: string): string => new Date(dateOf(at, timeZone)).toISOString().slice(0, 10)

export const startOfWeek = (at: number, { timeZone, firstDay }: Calendar): number => {
  const weekday = new Date(dateOf(at, timeZone)).getUTCDay()
  return startOfDay(at, timeZone, -((weekday - firstDay + 7) % 7))
}

export const periodsAt = (at: number, calendar: Calendar): Periods => {
  const { timeZone } = calendar
  return {
    today: startOfDay(at, timeZone),
    tomorrow: startOfDay(at, timeZone, 1),
    week: startOfWeek(at, calendar),
    month: startOfDay(at, timeZone, -29),
    days: [-6, -5, -4, -3, -2, -1, 0, 1].map((days) => startOfDay(at, timeZone, days)),
  }
}

/** Whether the machine knows the zone. */
export const isTimeZone = (timeZone: string): boolean => {
  try {
    wallClock(timeZone)
    return true
  } catch {
    return false
  }
}
