import Papa from 'papaparse'

/** A line of the file that lists what could not be imported. */
export interface BadRowWords {
  readonly line: number
  readonly field: string
  readonly reason: string
  readonly value: string
}

/** The rows as CSV with a byte order mark, so that every spreadsheet reads the letters; cells that begin a formula are disarmed. */
export const badRowsCsv = (headings: readonly [string, string, string, string], rows: readonly BadRowWords[]): string =>
  `\uFEFF${Papa.unparse({ fields: [...headings], data: rows.map((row) => [row.line, row.field, row.reason, row.value]) }, { escapeFormulae: true })}`
