import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import classes from './performance.module.css'
import { type Measure, measured, measures, type PerformanceLine, sortLines, sumOf } from './performance-figures.ts'
import type { Stretches } from './performance-period.ts'
import { type PerformanceTableOf, performanceTables, usePerformanceView } from './performance-view.ts'
import { usePerformanceWords } from './use-performance-words.ts'

interface Props {
  readonly lines: readonly PerformanceLine[]
  readonly stretches: Stretches
}

interface Column {
  readonly id: string
  readonly title: string
  /** What the title leaves out. */
  readonly hint?: string
  readonly measure: Measure
  readonly value: (line: Pick<PerformanceLine, 'total' | 'stretches'>) => number | null
}

/** More lines are shown when they are asked for. */
const firstLines = 200

const useColumns = (stretches: Stretches): readonly Column[] => {
  const { t } = useTranslation('performance')
  const words = usePerformanceWords()
  const { table, measure } = usePerformanceView()
  if (table === 'measures') {
    return measures
      .filter((one) => one !== 'calls')
      .map((one) => ({
        id: one,
        title: t(`columns.${one}`),
        hint: t(`measures.${one}`),
        measure: one,
        value: ({ total }) => measured(one, total),
      }))
  }
  const single = stretches.boundaries.slice(1).map((_, at) => ({
    id: `${at}`,
    title: words.stretch(stretches, at),
    hint: words.exactStretch(stretches, at),
    measure,
    value: (line: Pick<PerformanceLine, 'stretches'>) => measured(measure, line.stretches[at] ?? sumOf([])),
  }))
  return [...single, { id: 'total', title: t('total'), measure, value: ({ total }) => measured(measure, total) }]
}

/** The figures person by person: all measures of the period, or the one of the chart in each stretch of it. */
export const PerformanceTable = ({ lines, stretches }: Props) => {
  const { t, i18n } = useTranslation('performance')
  const format = useFormat()
  const words = usePerformanceWords()
  const { table, measure, sortBy, descending, change } = usePerformanceView()
  const [all, setAll] = useState(false)
  const columns = useColumns(stretches)
  const sorting = columns.find(({ id }) => id === sortBy)
  const sorted = sortLines(lines, sorting?.value ?? null, descending, i18n.language)
  const shown = all ? sorted : sorted.slice(0, firstLines)
  const together = {
    total: sumOf(lines.map(({ total }) => total)),
    stretches: stretches.boundaries.slice(1).map((_, at) => sumOf(lines.flatMap((line) => line.stretches[at] ?? []))),
  }

  // Of numbers the largest are looked for first, of names the beginning of the alphabet.
  const sort = (id: string) => change(sortedBy === id ? { descending: !descending } : { sortBy: id, descending: id !== 'name' })
  const sortedBy = sorting?.id ?? 'name'

  const heading = (id: string, title: string, hint?: string) => (
    <th
      key={id}
      scope="col"
      title={hint}
      aria-sort={sortedBy === id ? (descending ? 'descending' : 'ascending') : undefined}
      className={id === 'name' ? classes.name : undefined}
    >
      <button type="button" className={classes.sort} onClick={() => sort(id)}>
        {title}
        {sortedBy === id && (descending ? <IconArrowDown aria-hidden="true" /> : <IconArrowUp aria-hidden="true" />)}
      </button>
    </th>
  )

  const cells = (line: Pick<PerformanceLine, 'total' | 'stretches'>) =>
    columns.map((column) => <td key={column.id}>{words.value(column.measure, column.value(line))}</td>)

  return (
    <section className={classes.figures} aria-label={t('table')}>
      <div className={classes.chosen}>
        <SegmentedControl
          aria-label={t('table_of')}
          value={table}
          data={performanceTables.map((value) => ({
            value,
            label: t(value === 'measures' ? 'tables.measures' : `tables.${stretches.unit}`),
          }))}
          onChange={(chosen) => change({ table: chosen as PerformanceTableOf, sortBy: 'name', descending: false })}
        />
        {table === 'stretches' && <span className={classes.dates}>{t(`measures.${measure}`)}</span>}
      </div>
      <div className={classes.tableBox}>
        <table className={classes.table}>
          <thead>
            <tr>
              {heading('name', t('person'))}
              {columns.map(({ id, title, hint }) => heading(id, title, hint))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={line.person.id}>
                <th scope="row" className={classes.name}>
                  <span className={classes.person} title={line.person.name}>
                    <Avatar id={line.person.id} name={line.person.name} size="small" />
                    <span className={classes.personName}>{line.person.name}</span>
                  </span>
                </th>
                {cells(line)}
              </tr>
            ))}
          </tbody>
          {lines.length > 1 && (
            <tfoot>
              <tr>
                <th scope="row" className={classes.name}>
                  {t('together')}
                </th>
                {cells(together)}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      {shown.length < sorted.length && (
        <Button className={classes.more} onClick={() => setAll(true)}>
          {t('show_all', { count: sorted.length, shown: format.number(sorted.length) })}
        </Button>
      )}
    </section>
  )
}
