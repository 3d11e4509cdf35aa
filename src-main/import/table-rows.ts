import { createIdMaker } from '../../src-node/id-maker.ts'
import { openReader } from '../../src-node/sqlite/database.ts'
import type { TableRow } from './csv-rows.ts'
import type { TableTask } from './import-messages.ts'
import { createKnownRows, type KnownRows, type Twin } from './known-rows.ts'
import { createRefusals, type Refusal } from './refusals.ts'
import { type MadeContact, type RowResult, rowToContact } from './row-to-contact.ts'
import { readTable } from './table.ts'

/** What becomes of a row. */
export type Fate =
  | { readonly becomes: 'created'; readonly made: MadeContact }
  | { readonly becomes: 'updated' | 'skipped'; readonly made: MadeContact; readonly twin: Twin & { readonly isInFile: boolean } }
  | { readonly becomes: 'bad'; readonly bad: Extract<RowResult, { bad: unknown }>['bad'] }

interface Deciding {
  readonly known: KnownRows | null
  readonly updates: boolean
  readonly refusalOf: (data: string) => Refusal | null
}

/** Numbers of rows that are made or change somebody are known from there on; a row that is skipped or bad leaves nothing behind. */
const fateOf = (line: number, result: RowResult, { known, updates, refusalOf }: Deciding): Fate => {
  if ('bad' in result) return { becomes: 'bad', bad: result.bad }
  const { contact, prepared } = result
  const twin = known?.twinOf(contact)
  if (!twin) {
    known?.add(contact, contact.id, updates ? refusalOf(prepared[0]?.data ?? '') : null)
    return { becomes: 'created', made: result }
  }
  if (!updates || twin.isHidden) return { becomes: 'skipped', made: result, twin }
  if (twin.refusal) return { becomes: 'bad', bad: { line, ...twin.refusal, value: '' } }
  known?.add(contact, twin.contactId ?? contact.id, null)
  return { becomes: 'updated', made: result, twin }
}

interface DecidedRow {
  readonly row: TableRow
  readonly fate: Fate
}

/** Rows of a table, each with what becomes of it, some at a time: they are made one by one, as they are taken. */
export async function* tableRows({ source, heading, context, duplicates }: TableTask): AsyncGenerator<Iterable<DecidedRow>> {
  const makeId = createIdMaker()
  const { by, policy, database: path, viewer } = duplicates
  const refusalOf = createRefusals(viewer)
  const updates = policy === 'update'
  const looks = policy !== 'add' && by.length > 0
  const database = looks ? openReader(path) : null
  try {
    const known = database && createKnownRows(database, by, updates, refusalOf)
    const deciding = { known, updates, refusalOf }
    let isHeading = heading
    const decided = function* (rows: readonly TableRow[]): Generator<DecidedRow> {
      for (const row of rows) {
        if (isHeading) isHeading = false
        else yield { row, fate: fateOf(row.line, rowToContact(row, context, makeId), deciding) }
      }
    }
    for await (const rows of readTable(source)) yield decided(rows)
  } finally {
    database?.close()
  }
}
