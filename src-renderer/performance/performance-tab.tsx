import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import classes from './performance.module.css'
import { PerformanceChart } from './performance-chart.tsx'
import { PerformanceControls } from './performance-controls.tsx'
import { PerformanceTable } from './performance-table.tsx'
import { usePerformanceView } from './performance-view.ts'
import { usePerformance } from './use-performance.ts'
import { useSavePerformance } from './use-save-performance.ts'

/** What the team has done: calls, talk, leads, by person, day and week. Whoever may not see the work of others sees their own. */
export const PerformanceTab = () => {
  const { t } = useTranslation('performance')
  const { asked, counted, error, retry, seesOthers } = usePerformance()
  const { period, change } = usePerformanceView()
  const save = useSavePerformance()
  const hasFigures = counted !== undefined && !counted.isEmpty

  return (
    <div className={classes.screen}>
      <PerformanceControls asked={asked} onSave={hasFigures ? () => save(counted.lines, counted.stretches) : undefined} />
      {!seesOthers && <p className={classes.own}>{t('own_only')}</p>}
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : counted?.isEmpty ? (
        <EmptyState
          drawing="calls"
          action={
            period.type !== 'four_weeks' && (
              <Button variant="filled" onClick={() => change({ period: { type: 'four_weeks' }, unit: 'week' })}>
                {t('empty_button')}
              </Button>
            )
          }
        >
          {t('empty')}
        </EmptyState>
      ) : (
        counted && (
          <>
            <PerformanceChart lines={counted.lines} stretches={counted.stretches} />
            <PerformanceTable lines={counted.lines} stretches={counted.stretches} />
          </>
        )
      )}
    </div>
  )
}
