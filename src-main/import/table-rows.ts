import { createIdMaker } from '../../src-node/id-maker.ts'
import { openReader } from '../../src-node/sqlite/database.ts'
import type { TableRow } from './csv-rows.ts'
import type { TableTask } from './import-messages.ts'
import { createKnownRows, type KnownRows, type Twin } from './known-rows.ts'
import { type MadeContact, type RowResult, rowToContact } from './row-to-contact.ts'
import { readTable } from './table.ts'

/** What becomes of a row. */
export type Fate =
  | { readonly becomes: 'created'; readonly made: MadeContact }
  | { readonly becomes: 'updated' | 'skipped'; readonly made: MadeContact; readonly twin: Twin & { readonly isInFile: boolean } }
  | { readonly becomes: 'bad'; readonly bad: Extract<RowResult, { bad: unknown }>['bad'] }

const fateOf = (result: RowResult, known: KnownRows | null, updates: boolean): Fate => {
  if ('bad' in result) return { becomes: 'bad', bad: result.bad }
  const twin = known?.twinOf(result.contact)
  if (!twin) {
    known?.add(result.contact, result.contact.id)
    return { becomes: 'created', made: result }
  }
  known?.add(result.contact, twin.contactId ?? result.contact.id)
  return { becomes: updates && !twin.isHidden ? 'updated' : 'skipped', made: result, twin }
}

/** Rows of a table, each with what becomes of it. */
export async function* tableRows({
  source,
  heading,
  context,
  duplicates,
}: TableTask): AsyncGenerator<{ readonly row: TableRow; readonly fate: Fate }> {
  const makeId = createIdMaker()
  const { by, policy, database: path } = duplicates
  const looks = policy !== 'add' && by.length > 0
  const database = looks ? openReader(path) : null
  try {
    const known = database && createKnownRows(database, by, policy === 'update')
    let isHeading = heading
    for await (const row of readTable(source)) {
      if (isHeading) isHeading = false
      else yield { row, fate: fateOf(rowToContact(row, context, makeId), known, policy === 'update') }
    }
  } finally {
    database?.close()
  }
}
