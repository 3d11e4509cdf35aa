import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { type CsvForm, checkRow, detectForm, readRows, type TableRow } from './csv-rows.ts'

/** A table as it lies on the disk: a file of text, or a sheet of a workbook that was brought into a form in which it is read row by row. */
export type TableSource =
  | { readonly type: 'text'; readonly path: string; readonly form: CsvForm }
  | { readonly type: 'sheet'; readonly path: string }

/** A table of which it is not known yet how it is to be read. */
export type WishedSource =
  | { readonly type: 'text'; readonly path: string; readonly form: Partial<CsvForm> }
  | { readonly type: 'sheet'; readonly path: string }

const zipMark = [0x50, 0x4b, 0x03, 0x04]
/** Compound File Binary ([MS-CFB] 2.2): what `.xls` files are, and encrypted `.xlsx` files too. */
const compoundMark = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

const begins = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte)

export const isZip = (head: Uint8Array): boolean => begins(head, zipMark)

/** Whether a file is a workbook, by its first bytes; else it is to be read as text. */
export const isWorkbook = async (path: string): Promise<boolean> => {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(compoundMark.length), 0, compoundMark.length, 0)
    return isZip(buffer) || begins(buffer, compoundMark)
  } finally {
    await file.close()
  }
}

/** A row of a sheet as a line of a file. */
export const sheetLine = ({ line, cells }: TableRow): string => `${JSON.stringify([line, ...cells])}\n`

const rowOf = (text: string): TableRow => {
  const cells = JSON.parse(text) as string[]
  const row = { line: Number(cells.shift()), cells }
  checkRow(row)
  return row
}

/** No line end stands within a line of JSON. */
async function* readSheet(path: string): AsyncGenerator<readonly TableRow[]> {
  let rest = ''
  for await (const piece of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield lines.map(rowOf)
  }
  if (rest !== '') yield [rowOf(rest)]
}

export const detectSource = async (wished: WishedSource): Promise<TableSource> =>
  wished.type === 'sheet' ? wished : { ...wished, form: await detectForm(wished.path, wished.form) }

/**
 * Reads a table, some rows at a time; rows without a word are passed over.
 * @throws LeadlineError where the file is no table of people
 */
export const readTable = (source: TableSource): AsyncGenerator<readonly TableRow[]> =>
  source.type === 'text' ? readRows(source.path, source.form) : readSheet(source.path)
