import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import Papa from 'papaparse'
import type { Encoding } from '../../src-shared/import/import-fields.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { guessDelimiter, guessEncoding, guessQuote, refuseBinary } from './csv-text.ts'

/** Characters of one cell: more is a quote that was never closed, or no table. */
export const longestCell = 100_000
export const mostColumns = 150
const headBytes = 256 * 1024
/** Of the rows of one piece nothing is left when the next one comes: larger ones would live long enough to be moved about in memory. */
const pieceBytes = 64 * 1024
/** Characters of a row that is not complete yet: more is a quote without its end. */
const longestRow = 2_000_000

export interface CsvForm {
  readonly encoding: Encoding
  readonly delimiter: string
  /** Stands around cells that hold delimiters; empty for none. */
  readonly quote: string
}

/** A row of a table; of a sheet the line is that of the sheet. */
export interface TableRow {
  /** Line of the file on which the row begins; the first is 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** The parser takes no empty quote; this one stands in no text, for tables that hold it are refused as binary. */
const noQuote = '\u0001'

const refuse = (code: 'unreadable_file' | 'empty_file' | 'too_large', message: string, rule: string, limit?: number): never => {
  throw new LeadlineError(code, message, [{ path: 'file', rule, limit }])
}

/** @throws LeadlineError where a file cannot be read so, whatever it holds */
const refuseForm = ({ delimiter, quote }: CsvForm): void => {
  if (/[\r\n"'\0\ufeff]/.test(delimiter) || delimiter === quote)
    throw new LeadlineError('bad_input', 'This does not separate columns', [{ path: 'form.delimiter', rule: 'invalid_value' }])
}

/** Looks at the beginning of a file: how it is encoded, what separates its columns and what stands around cells. */
export const detectForm = async (path: string, wished: Partial<CsvForm>): Promise<CsvForm> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    if (bytesRead === 0) refuse('empty_file', 'The file is empty', 'no_rows')
    const head = buffer.subarray(0, bytesRead)
    const encoding = wished.encoding ?? guessEncoding(head)
    const text = new TextDecoder(encoding).decode(head, { stream: true })
    refuseBinary(text)
    const quote = wished.quote ?? guessQuote(text)
    const form = { encoding, delimiter: wished.delimiter ?? guessDelimiter(text, quote), quote }
    refuseForm(form)
    return form
  } finally {
    await file.close()
  }
}

/** The text of the file in pieces, with every line end as one line feed. */
async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined })
    } catch {
      return refuse('unreadable_file', `The file is not written in ${encoding}`, 'wrong_encoding')
    }
  }
  // A line end may be cut in two by the end of a piece.
  let held = ''
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    const text = held + decode(piece as Uint8Array)
    held = text.endsWith('\r') ? '\r' : ''
    yield (held === '' ? text : text.slice(0, -1)).replace(/\r\n?/g, '\n')
  }
  yield (held + decode()).replace(/\r\n?/g, '\n')
}

/** Whole rows of the text, in groups; a row that is cut off by the end of a piece waits for the next. */
async function* parsed(path: string, { encoding, delimiter, quote }: CsvForm): AsyncGenerator<string[][]> {
  const parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: quote === '' ? noQuote : quote })
  let rest = ''
  for await (const text of decoded(path, encoding)) {
    rest += text
    const { data, meta } = parser.parse(rest, 0, true) as Papa.ParseResult<string[]>
    rest = rest.slice(meta.cursor)
    yield data
    if (rest.length > longestRow) refuse('too_large', 'A cell has no end', 'cell_too_long', longestCell)
  }
  yield (parser.parse(rest, 0, false) as Papa.ParseResult<string[]>).data
}

const linesIn = (cells: readonly string[]): number => {
  let lines = 1
  for (const cell of cells) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines += 1
  return lines
}

/** @throws LeadlineError where a row is none of a table of people: too many columns, a cell too long, or binary */
export const checkRow = ({ line, cells }: TableRow): void => {
  if (cells.length > mostColumns) refuse('too_large', `Line ${line} has ${cells.length} columns`, 'too_many_columns', mostColumns)
  for (const cell of cells) {
    if (cell.length > longestCell) refuse('too_large', `A cell on line ${line} has ${cell.length} characters`, 'cell_too_long', longestCell)
    refuseBinary(cell)
  }
}

/**
 * Reads a delimited file, some rows at a time. Empty lines are passed over.
 * @throws LeadlineError where the file is no table: wrong encoding, binary, too many columns, a cell without end
 */
export async function* readRows(path: string, form: CsvForm): AsyncGenerator<readonly TableRow[]> {
  let line = 1
  for await (const group of parsed(path, form)) {
    const rows: TableRow[] = []
    for (const cells of group) {
      const row = { line, cells }
      line += linesIn(cells)
      if (cells.every((cell) => cell.trim() === '')) continue
      checkRow(row)
      rows.push(row)
    }
    yield rows
  }
}
