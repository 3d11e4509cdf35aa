import { useTranslation } from 'react-i18next'
import { callDirections, callResults } from '../../src-shared/calls/call-kind.ts'
import { startOfDate } from '../../src-shared/lib/periods.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { useMembers } from '../app/use-session.ts'
import type { CallFilterName, CallPeriod } from './call-list-view.ts'

const isOneOf = <Value extends string>(values: readonly Value[], value: string): value is Value =>
  (values as readonly string[]).includes(value)

/** Words for the values of a filter of calls. */
export const useCallFilterWords = () => {
  const { t } = useTranslation('calls')
  const members = useMembers()
  return (name: CallFilterName, value: string): string => {
    if (name === 'direction' && isOneOf(callDirections, value)) return t(`direction.${value}`)
    if (name === 'result' && isOneOf(callResults, value)) return t(`result.${value}`)
    return members.find((member) => member.id === value)?.name ?? t('unknown_user')
  }
}

/** Words for a period; null where any will do. */
export const usePeriodWords = () => {
  const { t, i18n } = useTranslation('calls')
  const { timeZone } = useOwnCalendar()
  return (period: CallPeriod): string | null => {
    if (period.type === 'any') return null
    if (period.type !== 'days') return t(`period.${period.type}`)
    const dates = new Intl.DateTimeFormat(i18n.language, { timeZone, day: 'numeric', month: 'short', year: 'numeric' })
    const [from, until] = [startOfDate(period.from, timeZone), startOfDate(period.until, timeZone)]
    if (from !== null && until !== null) return dates.formatRange(Math.min(from, until), Math.max(from, until))
    if (from !== null) return t('period.from', { from: dates.format(from) })
    return until === null ? t('period.days') : t('period.until', { until: dates.format(until) })
  }
}
