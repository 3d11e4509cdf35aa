import { appendFileSync, existsSync } from 'node:fs'
import { guardedCell } from '../../src-shared/import/export-headings.ts'
import type { BadRow } from '../../src-shared/import/import-contract.ts'

/** A row of the file that cannot be kept, with its cells. */
export interface RefusedRow {
  readonly bad: BadRow
  readonly cells: readonly string[]
}

/** Spreadsheets know by it that the text is UTF-8. */
const byteOrderMark = '\ufeff'

const quoted = (cell: string): string => {
  const guarded = guardedCell(cell)
  return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

const lineOf = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

/**
 * Adds rows to the file of those that cannot be kept: as they stood, under the headings of their own file, with their line and the rule that
 * they broke behind them. Two threads may write to it: each addition is one write.
 */
export const appendBadRows = (path: string, columns: readonly string[], rows: readonly RefusedRow[]): void => {
  if (rows.length === 0) return
  if (!existsSync(path)) appendFileSync(path, byteOrderMark + lineOf([...columns, 'Line', 'Field', 'Reason']), { mode: 0o600 })
  const text = rows.map(({ bad: { line, field, rule }, cells }) => {
    const padded = columns.map((_, at) => cells[at] ?? '')
    return lineOf([...padded, ...cells.slice(columns.length), String(line), field, rule])
  })
  appendFileSync(path, text.join(''))
}
