import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { dateText } from '../../src-shared/lib/periods.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import type { Measure } from './performance-figures.ts'
import type { Stretches } from './performance-period.ts'

/** What stands where there is nothing to measure. */
const none = '—'

/** Days up to so many are told with their day of the week. */
const fewDays = 8

export interface PerformanceWords {
  readonly value: (measure: Measure, value: number | null) => string
  /** A stretch in a few letters: `pon. 23`, `23 lis`, `16–22 lis`. */
  readonly stretch: (stretches: Stretches, at: number) => string
  /** The same in full, for the hint. */
  readonly exactStretch: (stretches: Stretches, at: number) => string
  /** The whole period: `16–22 lis 2026`. */
  readonly period: (stretches: Stretches) => string
  /** First and last day of a stretch of time, as in files: `2026-11-23`. */
  readonly dates: (from: number, until: number) => { readonly from: string; readonly until: string }
}

/** Figures and times as the user reads them. */
export const usePerformanceWords = (): PerformanceWords => {
  const { i18n } = useTranslation('performance')
  const { timeZone, format } = useOwnCalendar()
  return useMemo(() => {
    const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(i18n.language, { timeZone, ...options })
    const weekday = dates({ weekday: 'short' })
    const dayNumber = dates({ day: 'numeric' })
    const day = dates({ day: 'numeric', month: 'short' })
    const exact = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    const whole = dates({ day: 'numeric', month: 'short', year: 'numeric' })
    const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
    const bounds = ({ boundaries }: Stretches, at: number) => [boundaries[at] ?? 0, (boundaries[at + 1] ?? 1) - 1] as const
    return {
      value: (measure, value) => {
        if (value === null) return none
        if (measure === 'answer_rate') return percent.format(value)
        return measure === 'talk_time' ? format.clock(value * 1000) : format.number(value)
      },
      stretch: (stretches, at) => {
        const [from, last] = bounds(stretches, at)
        if (stretches.unit === 'week') return day.formatRange(from, last)
        if (stretches.boundaries.length > fewDays) return day.format(from)
        return `${weekday.format(from)} ${dayNumber.format(from)}`
      },
      exactStretch: (stretches, at) => exact.formatRange(...bounds(stretches, at)),
      period: ({ boundaries }) => whole.formatRange(boundaries[0] ?? 0, (boundaries.at(-1) ?? 1) - 1),
      dates: (from, until) => ({ from: dateText(from, timeZone), until: dateText(until - 1, timeZone) }),
    }
  }, [i18n.language, timeZone, format])
}
