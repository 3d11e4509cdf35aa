import * as sheets from 'xlsx'
import * as codePages from 'xlsx/dist/cpexcel.full.mjs'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { TableRow } from './csv-rows.ts'
import { isZip } from './table.ts'
import { type ZipEntry, zipEntries } from './zip-entries.ts'

// Workbooks of the nineties are written in the code page of their country.
sheets.set_cptable(codePages)

export type WorkbookFormat = 'xlsx' | 'xls' | 'ods'

export interface Sheet {
  readonly name: string
  readonly rows: () => Generator<TableRow>
}

/** What the library calls a ZIP: files that it asks for by name, and has unpacked only then. */
interface LazyZip {
  readonly files: Readonly<Record<string, { readonly name: string; readonly asNodeBuffer: () => Buffer }>>
}

// The library exports it, and does not declare it: its own way into an archive unpacks everything in it, however large that is.
const { parse_zip: parseZip } = sheets as unknown as {
  readonly parse_zip: (zip: LazyZip, options: sheets.ParsingOptions) => sheets.WorkBook
}

const options: sheets.ParsingOptions = {
  dense: true,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  cellFormula: false,
  cellStyles: false,
  bookVBA: false,
  bookDeps: false,
}

const refuse = (rule: 'unreadable' | 'encrypted_file' | 'binary_file', message: string): never => {
  throw new LeadlineError('unreadable_file', message, [{ path: 'file', rule }])
}

/** Name of the stream that holds an encrypted workbook ([MS-OFFCRYPTO] 2.3.4.4). */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

const formatOf = (entries: readonly ZipEntry[]): WorkbookFormat => {
  const names = new Set(entries.map(({ name }) => name))
  if (names.has('META-INF/manifest.xml') && names.has('content.xml')) return 'ods'
  if (names.has('[Content_Types].xml') && [...names].some((name) => /workbook\.(xml|bin)$/i.test(name))) return 'xlsx'
  return refuse('binary_file', 'The archive holds no workbook')
}

const readZip = (file: Buffer) => {
  const entries = zipEntries(file)
  const format = formatOf(entries)
  const manifest =
    format === 'ods'
      ? entries
          .find(({ name }) => name === 'META-INF/manifest.xml')
          ?.read()
          .toString('latin1')
      : ''
  if (manifest?.includes('encryption-data')) refuse('encrypted_file', 'The workbook is encrypted')
  const files = Object.fromEntries(entries.map(({ name, read }) => [name, { name, asNodeBuffer: read }]))
  return { format, book: parseZip({ files }, { ...options, type: 'buffer' }) }
}

const readCompound = (file: Buffer) => {
  if (file.includes(encryptedPackage)) refuse('encrypted_file', 'The workbook is encrypted')
  return { format: 'xls' as const, book: sheets.read(file, { ...options, type: 'buffer' }) }
}

const two = (number: number) => String(number).padStart(2, '0')

/** A day as `2026-11-28`, a moment as `2026-11-28 14:30` or `… 14:30:05`, a time as `14:30`. Null where the number is none of these. */
const dateText = (value: number, date1904: boolean): string | null => {
  const date = sheets.SSF.parse_date_code(value, { date1904 }) as {
    y: number
    m: number
    d: number
    H: number
    M: number
    S: number
  } | null
  if (!date) return null
  const time = `${two(date.H)}:${two(date.M)}${date.S === 0 ? '' : `:${two(date.S)}`}`
  if (value < 1) return time
  const day = `${String(date.y).padStart(4, '0')}-${two(date.m)}-${two(date.d)}`
  return Number.isInteger(value) ? day : `${day} ${time}`
}

const sameDigits = (left: string, right: string) => left.replace(/\D/g, '').replace(/^0+/, '') === right

/**
 * All digits of a number. As it is shown it comes only where nothing is lost by that and something won: `00-950` of 950, `+48 601 234 567` of
 * 48601234567.
 */
const numberText = (value: number, format: string): string => {
  const plain = Number.isSafeInteger(value) ? String(value) : value.toString()
  if (!Number.isSafeInteger(value) || value < 0 || !/^[^#?E%;]*0[^#?E%;]*$/.test(format)) return plain
  const shown = String(sheets.SSF.format(format, value))
  return /^[+\d\s()\-./]*$/.test(shown) && sameDigits(shown, plain) ? shown.trim() : plain
}

const textOf = (cell: sheets.CellObject | undefined, date1904: boolean): string => {
  if (!cell || cell.v === undefined || cell.v === null || cell.t === 'e' || cell.t === 'z') return ''
  if (cell.t === 'b') return cell.v ? 'true' : 'false'
  if (cell.v instanceof Date) return Number.isNaN(cell.v.getTime()) ? '' : cell.v.toISOString()
  if (typeof cell.v !== 'number') return String(cell.v).replace(/\r\n?/g, '\n')
  const format = String(cell.z ?? 'General')
  return (sheets.SSF.is_date(format) ? dateText(cell.v, date1904) : null) ?? numberText(cell.v, format)
}

function* rowsOf(sheet: sheets.WorkSheet, date1904: boolean): Generator<TableRow> {
  const data = (sheet['!data'] ?? []) as (sheets.CellObject | undefined)[][]
  for (const [index, row] of data.entries()) {
    if (!row) continue
    const cells: string[] = []
    for (let at = 0; at < row.length; at++) {
      const text = textOf(row[at], date1904)
      if (text === '') continue
      while (cells.length < at) cells.push('')
      cells.push(text)
    }
    if (cells.some((cell) => cell.trim() !== '')) yield { line: index + 1, cells }
  }
}

/**
 * Reads a workbook whole. Cells are text: numbers with all their digits, days as `2026-11-28`.
 * @throws LeadlineError `unreadable_file` (rules `encrypted_file`, `unreadable`, `binary_file`), `too_large` (`packed_too_much`)
 */
export const readWorkbook = (file: Buffer): { readonly format: WorkbookFormat; readonly sheets: readonly Sheet[] } => {
  try {
    const { format, book } = isZip(file) ? readZip(file) : readCompound(file)
    const date1904 = book.Workbook?.WBProps?.date1904 === true
    return {
      format,
      sheets: book.SheetNames.flatMap((name) => {
        const sheet = book.Sheets[name]
        return sheet ? [{ name, rows: () => rowsOf(sheet, date1904) }] : []
      }),
    }
  } catch (error) {
    if (error instanceof LeadlineError) throw error
    const isEncrypted = error instanceof Error && /password|encrypt/i.test(error.message)
    return refuse(isEncrypted ? 'encrypted_file' : 'unreadable', 'The workbook cannot be read')
  }
}
