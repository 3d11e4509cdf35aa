import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { dateText } from '../../src-shared/lib/periods.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import classes from './performance.module.css'
import { performancePeriods, performanceUnits, type Stretches } from './performance-period.ts'
import { usePerformanceView } from './performance-view.ts'
import { usePerformanceWords } from './use-performance-words.ts'

interface Props {
  /** What is asked for: it tells the dates, and whether the period is too long for days. */
  readonly asked: Stretches
  /** Undefined while there is nothing to save. */
  readonly onSave: (() => void) | undefined
}

/** Which time the figures are of, and by what it is divided. */
export const PerformanceControls = ({ asked, onSave }: Props) => {
  const { t } = useTranslation('performance')
  const { periods, timeZone } = useOwnCalendar()
  const words = usePerformanceWords()
  const { period, change } = usePerformanceView()

  const choose = (type: (typeof performancePeriods)[number]) => {
    const unit = type === 'four_weeks' ? 'week' : 'day'
    if (type === 'days') change({ period: { type, ...words.dates(asked.boundaries[0] ?? 0, asked.boundaries.at(-1) ?? 0) } })
    else change({ period: { type }, unit })
  }

  const date = (end: 'from' | 'until', value: string) => (
    <TextInput
      type="date"
      aria-label={t(end)}
      value={value}
      max={dateText(periods.today, timeZone)}
      onChange={(event) => period.type === 'days' && change({ period: { ...period, [end]: event.currentTarget.value } })}
    />
  )

  return (
    <div className={classes.controls}>
      <Select
        className={classes.choice}
        aria-label={t('period')}
        value={period.type}
        data={performancePeriods.map((value) => ({ value, label: t(`periods.${value}`) }))}
        onChange={(chosen) => choose(chosen as (typeof performancePeriods)[number])}
      />
      {period.type === 'days' && (
        <>
          {date('from', period.from)}
          {date('until', period.until)}
        </>
      )}
      <SegmentedControl
        aria-label={t('unit')}
        value={asked.unit}
        data={performanceUnits.map((value) => ({ value, label: t(`units.${value}`) }))}
        onChange={(unit) => change({ unit: unit as Stretches['unit'] })}
      />
      <span className={classes.dates}>{words.period(asked)}</span>
      <Button className={classes.save} leftSection={<IconDownload />} disabled={!onSave} onClick={onSave}>
        {t('save')}
      </Button>
    </div>
  )
}
