import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { unguardedCell } from '../../src-shared/import/export-headings.ts'
import { isHeading } from '../../src-shared/import/import-fields.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { checkRow } from './csv-rows.ts'
import type { ConvertedBook, TablePreview } from './import-messages.ts'
import { detectSource, readTable, sheetLine, type WishedSource } from './table.ts'

/** Cells of a column that are looked at for what it may hold. */
const samples = 50
const longestSample = 100
const longestName = 100
/** Bytes that are written at once. */
const pieceBytes = 1_000_000
/** Bytes of a workbook: the library takes it into memory whole. */
const largestWorkbook = 200_000_000

const noRows = () => new LeadlineError('empty_file', 'There is no row under the heading', [{ path: 'file', rule: 'no_rows' }])

/** Brings each sheet of a workbook into a file in which it is read row by row: the library holds all of it in memory, and this once only. */
export const convertWorkbook = async (path: string): Promise<ConvertedBook> => {
  // It is large, and whoever imports text needs none of it.
  const { readWorkbook } = await import('./workbook.ts')
  const file = readFileSync(path)
  if (file.length > largestWorkbook)
    throw new LeadlineError('too_large', 'The workbook is too large', [
      { path: 'file', rule: 'workbook_too_large', limit: largestWorkbook },
    ])
  const book = readWorkbook(file)
  const sheets = book.sheets.map(({ name, rows }, number) => {
    const sheetPath = `${path}.${number}.rows`
    const out = openSync(sheetPath, 'w', 0o600)
    let count = 0
    let text = ''
    try {
      for (const row of rows()) {
        checkRow(row)
        text += sheetLine(row)
        count += 1
        if (text.length < pieceBytes) continue
        writeSync(out, text)
        text = ''
      }
      writeSync(out, text)
    } finally {
      closeSync(out)
    }
    return { name, rows: count, path: sheetPath }
  })
  if (!sheets.some(({ rows }) => rows > 0)) throw noRows()
  return { format: book.format, sheets }
}

/** Looks at a table: how it is read, what its columns hold. The whole of it is read: a file that breaks off in the middle is refused as one. */
export const previewTable = async (wished: WishedSource, wishedHeading: boolean | undefined): Promise<TablePreview> => {
  const source = await detectSource(wished)
  const sampled: string[][] = []
  let names: readonly string[] = []
  let heading = false
  let width = 0
  let seen = 0
  let rows = 0
  const look = (cells: readonly string[]) => {
    seen += 1
    width = Math.max(width, cells.length)
    if (seen === 1) {
      heading = wishedHeading ?? isHeading(cells)
      if (heading) {
        names = cells.map((name) => (unguardedCell(name) ?? name).trim().slice(0, longestName))
        return
      }
    }
    rows += 1
    if (rows > samples) return
    for (const [index, cell] of cells.entries()) {
      const column = sampled[index] ?? []
      sampled[index] = column
      column.push(cell.slice(0, longestSample))
    }
  }
  for await (const some of readTable(source)) for (const { cells } of some) look(cells)
  if (rows === 0) throw noRows()
  const columns = Array.from({ length: heading ? names.length : width }, (_, index) => ({
    name: names[index] ?? '',
    samples: sampled[index] ?? [],
  }))
  return { source, heading, columns, rows }
}
