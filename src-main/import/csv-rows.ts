import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import Papa from 'papaparse'
import { type Encoding, encodings } from '../../src-shared/import/import-fields.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { guessDelimiter, guessEncoding, refuseBinary } from './csv-text.ts'

/** Characters of one cell: more is a quote that was never closed, or no table. */
export const longestCell = 100_000
export const mostColumns = 150
const headBytes = 256 * 1024

export interface CsvForm {
  readonly encoding: Encoding
  readonly delimiter: string
}

export interface CsvRow {
  /** Line of the file on which the row begins; the first is 1. */
  readonly line: number
  readonly cells: readonly string[]
}

const refuse = (code: 'unreadable_file' | 'empty_file' | 'too_large', message: string, rule: string, limit?: number): never => {
  throw new LeadlineError(code, message, [{ path: 'file', rule, limit }])
}

/** Looks at the beginning of a file: how it is encoded, and what separates its columns. */
export const detectForm = async (path: string, wished: Partial<CsvForm>): Promise<CsvForm> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    if (bytesRead === 0) refuse('empty_file', 'The file is empty', 'no_rows')
    const head = buffer.subarray(0, bytesRead)
    const encoding = wished.encoding ?? guessEncoding(head)
    const text = new TextDecoder(encoding).decode(head, { stream: true })
    refuseBinary(text)
    return { encoding, delimiter: wished.delimiter ?? guessDelimiter(text) }
  } finally {
    await file.close()
  }
}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  if (!encodings.includes(encoding)) refuse('unreadable_file', 'This encoding is not known', 'wrong_encoding')
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const piece of createReadStream(path, { highWaterMark: headBytes }))
      yield decoder.decode(piece as Uint8Array, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) refuse('unreadable_file', `The file is not written in ${encoding}`, 'wrong_encoding')
    throw error
  }
}

const linesIn = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 1)

/**
 * Reads a delimited file row by row; the heading is the first row. Empty lines are passed over.
 * @throws LeadlineError where the file is no table: wrong encoding, binary, too many columns, a cell without end
 */
export async function* readRows(path: string, { encoding, delimiter }: CsvForm): AsyncGenerator<CsvRow> {
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { delimiter })
  const source = Readable.from(decoded(path, encoding))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let line = 1
  for await (const cells of parser as AsyncIterable<string[]>) {
    const begins = line
    line += linesIn(cells)
    if (cells.every((cell) => cell.trim() === '')) continue
    if (cells.length > mostColumns) refuse('too_large', `Line ${begins} has ${cells.length} columns`, 'too_many_columns', mostColumns)
    for (const cell of cells) {
      if (cell.length > longestCell)
        refuse('too_large', `A cell on line ${begins} has ${cell.length} characters`, 'cell_too_long', longestCell)
      refuseBinary(cell)
    }
    yield { line: begins, cells }
  }
}
