import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { measures, type PerformanceLine, sortLines } from './performance-figures.ts'
import { performanceCsv } from './performance-file.ts'
import type { Stretches } from './performance-period.ts'
import { usePerformanceView } from './performance-view.ts'
import { usePerformanceWords } from './use-performance-words.ts'

/** Milliseconds for which the browser may take what is saved. */
const takingTime = 60_000

const saveAs = (name: string, text: string) => {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), takingTime)
}

/** Saves the figures as a file: a line for each person, and where the table tells single stretches, for each of these. */
export const useSavePerformance = () => {
  const { t, i18n } = useTranslation('performance')
  const words = usePerformanceWords()
  const table = usePerformanceView((view) => view.table)
  return useCallback(
    (lines: readonly PerformanceLine[], { boundaries }: Stretches) => {
      const [first = 0, last = 0] = [boundaries[0], boundaries.at(-1)]
      const dates = words.dates(first, last)
      const fileLines = sortLines(lines, null, false, i18n.language).flatMap(({ person, total, stretches }) =>
        table === 'measures'
          ? [{ ...dates, name: person.name, figures: total }]
          : stretches.map((figures, at) => ({
              ...words.dates(boundaries[at] ?? first, boundaries[at + 1] ?? last),
              name: person.name,
              figures,
            })),
      )
      const isMeasure = (column: string) => measures.find((measure) => measure === column)
      const heading = (column: Parameters<Parameters<typeof performanceCsv>[0]>[0]) => {
        const measure = isMeasure(column)
        return measure ? t(`measures.${measure}`) : t(`file.${column as 'from' | 'until' | 'person' | 'answered'}`)
      }
      saveAs(t('file.name', dates), performanceCsv(heading, fileLines, i18n.language))
    },
    [t, i18n.language, words, table],
  )
}
