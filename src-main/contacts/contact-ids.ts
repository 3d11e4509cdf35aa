import type { Database } from '../../src-node/sqlite/database.ts'
import { allOf } from './contact-search-sql.ts'
import { type AskedContacts, conditionsOf, many, selectionOf, smallest, sourcesOf } from './contact-selection.ts'

/** So many are found at once; of more, so many rows are looked at for one answer. */
const usual = { most: many, stretch: 20_000 }

/** A part of what a query finds. */
export interface FoundIds {
  readonly ids: string[]
  /** What to ask on after; null where this was all. */
  readonly next: number | null
}

/**
 * The ids of all contacts that a query finds, in the order in which their rows were made. They come in parts that take tens of milliseconds each,
 * so that what shows rows is not kept waiting: ask with `after` 0 first, then with the last answer's `next`.
 */
export const idsOf = (
  database: Database,
  { after, ...asked }: AskedContacts & { readonly after: number },
  { most, stretch } = usual,
): FoundIds => {
  const selection = selectionOf(database, asked)
  const source = smallest(sourcesOf(database, selection))
  if (source.size === 0) return { ids: [], next: null }
  const select = (from: string, { sql, parameters }: ReturnType<typeof allOf>) =>
    database
      .prepare<unknown[], string>(`select row.id from ${from} cross join row on row.rid = contact.rid where ${sql} order by contact.rid`)
      .pluck()
      .all(...parameters)
  if (source.size < most) {
    const later = { sql: 'contact.rid > ?', parameters: [after] }
    return { ids: select(source.from, allOf([source.where, ...conditionsOf(selection), later])), next: null }
  }
  const next = after + stretch
  const here = { sql: 'contact.rid > ? and contact.rid <= ?', parameters: [after, next] }
  const last = database.prepare<[], number | null>('select max(rid) from contact').pluck().get() ?? 0
  // By the number of the row alone: an index would be passed through whole for each part.
  const ids = select('contact not indexed', allOf([here, ...conditionsOf(selection)]))
  return { ids, next: next < last ? next : null }
}
