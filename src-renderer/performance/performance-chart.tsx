import { Select } from '@mantine/core'
import { type CSSProperties, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useOwnCalendar } from '../app/use-own-calendar.ts'
import classes from './performance.module.css'
import { type Measure, measured, measures, type PerformanceLine, sumOf } from './performance-figures.ts'
import type { Stretches } from './performance-period.ts'
import { usePerformanceView } from './performance-view.ts'
import { usePerformanceWords } from './use-performance-words.ts'

interface Props {
  readonly lines: readonly PerformanceLine[]
  readonly stretches: Stretches
}

const everybody = ''

/** One measure of one person, or of everybody, stretch by stretch. Each bar says its number and its time. */
export const PerformanceChart = ({ lines, stretches }: Props) => {
  const { t } = useTranslation('performance')
  const words = usePerformanceWords()
  const { today } = useOwnCalendar().periods
  const { measure, personId, change } = usePerformanceView()
  const person = lines.find((line) => line.person.id === personId)
  const shown = person ? [person] : lines
  const values = stretches.boundaries.slice(1).map((_, at) => measured(measure, sumOf(shown.flatMap((line) => line.stretches[at] ?? []))))
  const isNow = (at: number) => today >= (stretches.boundaries[at] ?? 0) && today < (stretches.boundaries[at + 1] ?? 0)
  const largest = Math.max(0, ...values.map((value) => value ?? 0))
  const scroller = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: where not all of them have room, the newest are seen first
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollLeft = scroller.current.scrollWidth
  }, [stretches])
  const title = t('chart', { measure: t(`measures.${measure}`), person: person?.person.name ?? t('everybody') })

  return (
    <div className={classes.chart}>
      <div className={classes.chosen}>
        <Select
          className={classes.choice}
          aria-label={t('measure')}
          value={measure}
          data={measures.map((value) => ({ value, label: t(`measures.${value}`) }))}
          onChange={(chosen) => change({ measure: chosen as Measure })}
        />
        {lines.length > 1 && (
          <Select
            className={classes.choice}
            aria-label={t('person')}
            searchable
            value={person?.person.id ?? everybody}
            data={[
              { value: everybody, label: t('everybody') },
              ...lines.map((line) => ({ value: line.person.id, label: line.person.name })),
            ]}
            onChange={(chosen) => change({ personId: chosen || null })}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: many bars are wider than the page, and the arrow keys bring the others */}
      <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label={title}>
        <ol className={classes.bars}>
          {values.map((value, at) => (
            <li
              key={stretches.boundaries[at]}
              className={classes.bar}
              data-now={isNow(at) || undefined}
              title={words.exactStretch(stretches, at)}
            >
              <span className={classes.track}>
                <span className={classes.value}>{words.value(measure, value)}</span>
                <span
                  className={classes.fill}
                  style={{ '--share': largest === 0 ? 0 : (value ?? 0) / largest } as CSSProperties}
                  data-none={!value || undefined}
                />
              </span>
              <span className={classes.when}>{words.stretch(stretches, at)}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}
