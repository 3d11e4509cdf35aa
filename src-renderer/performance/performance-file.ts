import Papa from 'papaparse'
import type { Figures } from './performance-figures.ts'

/** A line of the file: what somebody did from one date to another, both of them in. */
export interface PerformanceFileLine {
  readonly from: string
  readonly until: string
  readonly name: string
  readonly figures: Figures
}

export const performanceFileColumns = [
  'from',
  'until',
  'person',
  'outgoing',
  'reached',
  'incoming',
  'answered',
  'answer_rate',
  'talk_time',
  'leads_taken',
  'leads_finished',
  'leads_won',
] as const
type FileColumn = (typeof performanceFileColumns)[number]

const pad = (value: number) => String(value).padStart(2, '0')

/** Seconds as spreadsheets read a duration: `1:02:05`. */
const durationOf = (seconds: number) => `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`

const cellsOf = ({ from, until, name, figures }: PerformanceFileLine): Readonly<Record<FileColumn, string | number>> => ({
  from,
  until,
  person: name,
  outgoing: figures.outgoing,
  reached: figures.reached,
  incoming: figures.incoming,
  answered: figures.answered,
  answer_rate: figures.incoming === 0 ? '' : `${Math.round((figures.answered / figures.incoming) * 100)}%`,
  talk_time: durationOf(figures.talkTime),
  leads_taken: figures.leadsTaken,
  leads_finished: figures.leadsFinished,
  leads_won: figures.leadsWon,
})

/**
 * The figures as CSV with a byte order mark, so that every spreadsheet reads the letters, and with the delimiter that those of the language expect;
 * cells that begin a formula are disarmed.
 */
export const performanceCsv = (
  heading: (column: FileColumn) => string,
  lines: readonly PerformanceFileLine[],
  language: string,
): string => {
  const data = lines.map((line) => {
    const cells = cellsOf(line)
    return performanceFileColumns.map((column) => cells[column])
  })
  const delimiter = language === 'pl' ? ';' : ','
  return `\uFEFF${Papa.unparse({ fields: performanceFileColumns.map(heading), data }, { delimiter, escapeFormulae: true })}`
}
