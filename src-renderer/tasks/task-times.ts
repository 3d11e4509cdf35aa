import { type Calendar, dateText, startOfDate, startOfDay, startOfWeek } from '../../src-shared/lib/periods.ts'

/** When a task is due, in one press. */
export const whenChoices = ['today', 'tomorrow', 'next_week', 'someday'] as const
export type WhenChoice = (typeof whenChoices)[number]

/** A date `YYYY-MM-DD` and a time `HH:MM` of the wall clock; both empty for some time. */
export interface TaskTime {
  readonly date: string
  readonly time: string
}

const minute = 60_000
const minutesOfDay = 24 * 60
/** When a day of work begins. */
const morning = '09:00'
/** Minutes that whoever makes a task for today has at least. */
const shortest = 30

const clocks = new Map<string, Intl.DateTimeFormat>()

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  clocks.set(timeZone, made)
  return made
}

const timeText = (at: number, timeZone: string): string => clockOf(timeZone).format(at)

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** A time as people type it, `9`, `9:30`, `0930`, as `HH:MM`; null where it is none. */
export const typedTime = (typed: string): string | null => {
  const [, hour = '', minutes = '0'] = /^(\d{1,2})(?:[:.\s]?(\d{2}))?$/.exec(typed.trim()) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minutes) > 59) return null
  return `${hour.padStart(2, '0')}:${minutes.padStart(2, '0')}`
}

/** The moment at which the wall clock of the zone shows this; null where a date is not one. A time that is left out means the morning. */
export const momentOf = ({ date, time }: TaskTime, timeZone: string): number | null => {
  const start = startOfDate(date, timeZone)
  if (start === null) return null
  const wanted = minutesOf(/^\d{2}:\d{2}$/.test(time) ? time : morning)
  const at = start + wanted * minute
  // Where the clock was changed since midnight, it shows something else by now.
  const off = (wanted - minutesOf(timeText(at, timeZone)) + minutesOfDay * 1.5) % minutesOfDay
  return at + (off - minutesOfDay / 2) * minute
}

export const taskTimeOf = (at: number | null, timeZone: string): TaskTime =>
  at === null ? { date: '', time: '' } : { date: dateText(at, timeZone), time: timeText(at, timeZone) }

/** What a choice means now: today is the next full hour, the others are mornings. */
export const timeOfChoice = (choice: WhenChoice, now: number, calendar: Calendar): TaskTime => {
  const { timeZone } = calendar
  const morningAt = (at: number): TaskTime => ({ date: dateText(at, timeZone), time: morning })
  switch (choice) {
    case 'today': {
      const soon = now + shortest * minute
      const passed = minutesOf(timeText(soon, timeZone)) % 60
      const hour = passed === 0 ? soon : soon + (60 - passed) * minute
      return taskTimeOf(Math.min(hour, startOfDay(now, timeZone, 1) - minute), timeZone)
    }
    case 'tomorrow':
      return morningAt(startOfDay(now, timeZone, 1))
    case 'next_week': {
      // Weeks of work begin on Mondays, whatever day a calendar shows first.
      const monday = startOfWeek(now, { timeZone, firstDay: 1 })
      return morningAt(startOfDay(monday, timeZone, 7))
    }
    case 'someday':
      return { date: '', time: '' }
  }
}

export const isOverdue = (task: { readonly startsAt: number | null; readonly completedAt: number | null }, now: number): boolean =>
  task.completedAt === null && task.startsAt !== null && task.startsAt < now
