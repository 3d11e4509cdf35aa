import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'

const second = 1000
const day = 86_400_000

export interface Format {
  /** `12 406` */
  readonly number: (value: number) => string
  /** Time as people say it: `14:02`, `wczoraj`, `pon.`, `19 lis`, `19 lis 2024`. */
  readonly near: (at: number, now?: number) => string
  /** The same with the hour: `14:02`, `wczoraj 15:42`, `pon. 15:42`, `19 lis 15:42`. */
  readonly nearWithTime: (at: number, now?: number) => string
  /** The day alone: `dzisiaj`, `wczoraj`, `pon.`, `19 lis`. */
  readonly day: (at: number, now?: number) => string
  /** To the minute, with the year and the day of the week: for the hint. */
  readonly exact: (at: number) => string
  /** `poniedziałek, 23 listopada` */
  readonly today: (now?: number) => string
  /** Hour and minute. */
  readonly hour: (at: number) => string
  /** Milliseconds as `2:14` or `1:02:14`. */
  readonly clock: (milliseconds: number) => string
  /** Milliseconds as `6 min 08 s`. */
  readonly duration: (milliseconds: number) => string
  /** Bytes as `412 B`, `1,2 MB`. */
  readonly size: (bytes: number) => string
  /** Name of a country, ISO 3166-1 alpha-2. */
  readonly country: (code: string) => string
}

const sizeUnits = ['B', 'kB', 'MB', 'GB'] as const

const pad = (value: number) => String(value).padStart(2, '0')

/** Days since 1970 on the wall calendar of the zone. */
const dayNumber = (parts: Intl.DateTimeFormat, at: number): number => {
  const found = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]))
  return Math.round(Date.UTC(Number(found.year), Number(found.month) - 1, Number(found.day)) / day)
}

/** Dates, numbers and durations in one language. `timeZone` is an IANA name; without it the machine's own. */
export const createFormat = (language: string, timeZone?: string): Format => {
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { timeZone, ...options })
  const numbers = new Intl.NumberFormat(language, { useGrouping: true })
  const calendar = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const hour = dates({ hour: '2-digit', minute: '2-digit', hour12: false })
  const weekday = dates({ weekday: 'short' })
  const dayAndMonth = dates({ day: 'numeric', month: 'short' })
  const withYear = dates({ day: 'numeric', month: 'short', year: 'numeric' })
  const year = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric' })
  const exact = dates({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  const today = dates({ weekday: 'long', day: 'numeric', month: 'long' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const sizes = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 })
  const countries = new Intl.DisplayNames(language, { type: 'region' })

  const nearDay = (at: number, now: number): string | null => {
    const distance = dayNumber(calendar, at) - dayNumber(calendar, now)
    if (distance === 0) return null
    if (distance === -1 || distance === 1) return relative.format(distance, 'day')
    if (distance > -7 && distance < 0) return weekday.format(at)
    return year.format(at) === year.format(now) ? dayAndMonth.format(at) : withYear.format(at)
  }

  return {
    number: (value) => numbers.format(value),
    near: (at, now = Date.now()) => nearDay(at, now) ?? hour.format(at),
    nearWithTime: (at, now = Date.now()) => {
      const when = nearDay(at, now)
      return when === null ? hour.format(at) : `${when} ${hour.format(at)}`
    },
    day: (at, now = Date.now()) => nearDay(at, now) ?? relative.format(0, 'day'),
    exact: (at) => exact.format(at),
    today: (now = Date.now()) => today.format(now),
    hour: (at) => hour.format(at),
    clock: (milliseconds) => {
      const seconds = Math.floor(milliseconds / second)
      const minutes = Math.floor(seconds / 60)
      const hours = Math.floor(minutes / 60)
      return hours > 0 ? `${hours}:${pad(minutes % 60)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`
    },
    duration: (milliseconds) => {
      const seconds = Math.round(milliseconds / second)
      if (seconds < 60) return `${seconds}\u00a0s`
      const minutes = Math.floor(seconds / 60)
      if (minutes < 60) return `${minutes}\u00a0min ${pad(seconds % 60)}\u00a0s`
      return `${Math.floor(minutes / 60)}\u00a0h ${pad(minutes % 60)}\u00a0min`
    },
    size: (bytes) => {
      const at = Math.min(sizeUnits.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
      return `${sizes.format(bytes / 1000 ** at)}\u00a0${sizeUnits[at]}`
    },
    country: (code) => countries.of(code) ?? code,
  }
}

/** The zone in which times are told, an IANA name; undefined until it is known whose page this is. */
export const TimeZone = createContext<string | undefined>(undefined)

const formats = new Map<string, Format>()

/** One for each language and zone: to make it takes a millisecond, and every cell of a list asks for it. */
const formatFor = (language: string, timeZone: string | undefined): Format => {
  const place = `${language} ${timeZone}`
  const known = formats.get(place) ?? createFormat(language, timeZone)
  formats.set(place, known)
  return known
}

/** Dates, numbers and durations in the language of the page and the time zone of its user. */
export const useFormat = (): Format => {
  const { i18n } = useTranslation()
  return formatFor(i18n.language, useContext(TimeZone))
}
