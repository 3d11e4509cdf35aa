import { useTranslation } from 'react-i18next'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import { barHeights } from './bar-heights.ts'
import classes from './day-bars.module.css'
import type { Figure } from './figures.ts'
import { useDays } from './use-figures.ts'

/** The last seven days of a figure, today last and in colour. */
export const DayBars = ({ figure }: { readonly figure: Figure }) => {
  const { t } = useTranslation('general')
  const { periods, format } = useOwnCalendar()
  const values = useDays(figure)
  const heights = barHeights(values ?? [])
  const words = (values ?? []).map((value, at) => `${format.day(periods.days[at] ?? 0)} ${format.number(value)}`)
  return (
    <div className={classes.bars} role="img" aria-label={t('last_days', { days: words.join(', ') })}>
      {heights.map((height, at) => (
        <span
          key={periods.days[at]}
          className={classes.day}
          data-today={at === heights.length - 1 || undefined}
          style={{ height: `${height}%` }}
          title={words[at]}
        />
      ))}
    </div>
  )
}
