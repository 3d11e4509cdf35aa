import { useEffect, useMemo, useState } from 'react'
import { type Calendar, type Periods, periodsAt } from '../../src-shared/lib/periods.ts'
import { type Format, useFormat } from '../i18n/format.ts'
import { useSession } from './use-session.ts'

/** Milliseconds between two looks at the clock: a computer that slept over midnight soon sees the new day. */
const lookInterval = 20_000

interface OwnCalendar extends Pick<Calendar, 'timeZone' | 'firstDay'> {
  /** Steady until the day changes. */
  readonly periods: Periods
  readonly format: Format
}

/** Days and weeks as the user lives them: in their time zone, from their first day of the week. */
export const useOwnCalendar = (): OwnCalendar => {
  const { timeZone, firstDay } = useSession().me
  const [now, setNow] = useState(Date.now)
  const periods = useMemo(() => periodsAt(now, { timeZone, firstDay }), [now, timeZone, firstDay])
  useEffect(() => {
    const timer = setInterval(() => {
      const at = Date.now()
      if (at < periods.today || at >= periods.tomorrow) setNow(at)
    }, lookInterval)
    return () => clearInterval(timer)
  }, [periods])
  return { timeZone, firstDay, periods, format: useFormat() }
}
