import type { Database } from '../../src-node/sqlite/database.ts'
import type { CatalogueName } from '../../src-shared/catalogue/catalogue-kinds.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Language } from '../../src-shared/lib/schemas.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { longestCell } from '../import/csv-rows.ts'
import { type Cell, columnsOf, piecesOf, type Words } from './export-columns.ts'
import { byteOrderMark, csvLine, sheetFrame, sheetPath, sheetRow, workbookParts } from './table-text.ts'
import type { ZipEntry } from './zip-file.ts'

interface Table {
  readonly database: Database
  /** Of the contacts, in the order of the lines. */
  readonly rids: readonly number[]
  readonly country: string
  readonly language: Language
  readonly progress: (total: number, done: number) => void
}

const sheetNames: Readonly<Record<Language, string>> = { pl: 'Kontakty', en: 'Contacts' }

/** Lines that are written at a time. */
const page = 500
/** What the programs that open workbooks hold in a sheet, its heading included, and in a cell. */
const mostLines = 1_048_576
const longestSheetCell = 32_767
/** What the import takes in a cell of a text file, less the apostrophe that guards it. */
const longestTextCell = longestCell - 1

const everyOf = <Document extends RowDocument>(database: Database, kind: CatalogueName | 'member'): Document[] =>
  database
    .prepare<[string], string>(
      `select data from lookup_name join lookup_value using (lookup) join row using (rid)
       where lookup_name.kind = ? and name = 'everyone' and value = 'yes' and deleted = 0`,
    )
    .pluck()
    .all(kind)
    .map((data) => JSON.parse(data) as Document)

const wordsOf = ({ database, country, language }: Table): Words => ({
  tags: everyOf(database, 'tag'),
  sources: everyOf(database, 'source'),
  properties: everyOf<Words['properties'][number]>(database, 'property').toSorted((one, other) => one.order - other.order),
  statuses: everyOf(database, 'status'),
  members: everyOf(database, 'member'),
  country,
  language,
})

const contactsOf = function* (database: Database, rids: readonly number[]): Generator<Contact> {
  // One that was deleted meanwhile is left out.
  const select = database.prepare<[number], string>('select data from row where rid = ? and deleted = 0').pluck()
  for (const rid of rids) {
    const data = select.get(rid)
    if (data !== undefined) yield JSON.parse(data) as Contact
  }
}

const columnsFor = (table: Table, longest: number) => {
  const { database, rids } = table
  const select = database
    .prepare<[number], readonly [number | null, number | null]>(
      "select json_array_length(data, '$.persons'), length(data ->> 'comment') from row where rid = ?",
    )
    .raw()
  const commentOf = database.prepare<[number], string>("select data ->> 'comment' from row where rid = ?").pluck()
  let persons = 1
  let comments = 1
  for (const rid of rids) {
    const [count, length] = select.get(rid) ?? []
    persons = Math.max(persons, count ?? 0)
    // SQLite counts letters, a cell counts what they are made of: one or two each.
    if ((length ?? 0) * 2 > longest) comments = Math.max(comments, piecesOf(commentOf.get(rid) ?? '', longest).length)
  }
  return columnsOf(wordsOf(table), { persons, comments }, longest)
}

/** Heading and lines as text, some of them at a time. */
const textOf = function* (table: Table, longest: number, lineOf: (cells: readonly Cell[], number: number) => string): Generator<string> {
  const { database, rids, progress } = table
  progress(rids.length, 0)
  const columns = columnsFor(table, longest)
  let number = 1
  yield lineOf(
    columns.map(({ heading }) => heading),
    number,
  )
  for (let from = 0; from < rids.length; from += page) {
    let text = ''
    for (const contact of contactsOf(database, rids.slice(from, from + page))) {
      number += 1
      text += lineOf(
        columns.map(({ cellOf }) => cellOf(contact)),
        number,
      )
    }
    yield text
    progress(rids.length, Math.min(from + page, rids.length))
  }
}

/** Contacts as a CSV file: UTF-8 with its mark, commas, RFC 4180. */
export const csvFile = function* (table: Table): Generator<string> {
  yield byteOrderMark
  yield* textOf(table, longestTextCell, csvLine)
}

const sheetOf = function* (table: Table): Generator<string> {
  yield sheetFrame.before
  yield* textOf(table, longestSheetCell, (cells, number) =>
    sheetRow(
      cells.map((cell) => (typeof cell === 'string' ? cell.slice(0, longestSheetCell) : cell)),
      number,
      number === 1 ? 'heading' : 'text',
    ),
  )
  yield sheetFrame.after
}

/**
 * Contacts as a workbook of one sheet. What goes on in a cell beyond what one holds goes on in the next column of its name.
 * @throws LeadlineError `too_large` where a sheet does not hold so many
 */
export const workbookEntries = async function* (table: Table): AsyncGenerator<ZipEntry> {
  if (table.rids.length >= mostLines) {
    throw new LeadlineError('too_large', 'A sheet holds fewer', [{ path: 'selection', rule: 'too_big', limit: mostLines - 1 }])
  }
  for (const [path, content] of Object.entries(workbookParts(sheetNames[table.language]))) yield { path, content: [content] }
  yield { path: sheetPath, content: sheetOf(table) }
}
