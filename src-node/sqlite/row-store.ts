import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import type { RowChange, RowSource, StoredRow } from '../../src-shared/rows/transaction.ts'
import type { Database } from './database.ts'

interface RowRecord {
  readonly rid: number
  readonly deleted: number
  readonly data: string
}

/** A change that has been written, with the integer by which its projections know the row. */
export interface WrittenRow extends RowChange {
  readonly rid: number
}

/** A row with all that the table holds of it. */
export interface WholeRow {
  readonly rid: number
  readonly kind: string
  readonly root: string
  readonly version: number
  readonly deleted: boolean
  /** The document as JSON. */
  readonly data: string
}

/** That a row is found by a value: `[lookup, value, number of the row]`. */
export type LookupEntry = readonly [name: string, value: string, rid: number]

/** A row that is new for sure, made ready to be written where its document was made. */
export interface NewRow {
  readonly kind: string
  readonly id: string
  readonly root: string
  /** The document as JSON. */
  readonly data: string
  readonly lookups: readonly (readonly [name: string, value: string])[]
}

export interface RowStore extends RowSource {
  /**
   * Writes changes of rows and their lookups. Call it inside a transaction.
   * @throws LeadlineError `conflict`, before anything is written, where a new row has the id of a row of another kind
   */
  readonly write: (changes: readonly RowChange[]) => WrittenRow[]
  /**
   * Writes rows that nobody can have written before, without their lookups, and answers with the number of the first; the others follow it.
   * Call it inside a transaction that is given up where this fails.
   */
  readonly writeNew: (rows: readonly Omit<NewRow, 'lookups'>[]) => number
  /** The same for one row that the team's server has under this version, with its lookups; answers with its number. */
  readonly writeArrived: (kind: Kind, id: string, root: string, version: number, document: RowDocument, data: string) => number
  /** Writes lookups of rows; what is there already is left. Call it inside a transaction: sorted by lookup and value it costs least. */
  readonly writeLookups: (kind: string, entries: readonly LookupEntry[]) => void
  /** Takes a row out as if it had never been, with its lookups; answers with its number. Call it inside a transaction. */
  readonly remove: (kind: Kind, id: string, row: StoredRow) => number
  /** Notes the version under which the team's server has a row; 0 for one that it does not have. */
  readonly setVersion: (id: string, version: number) => void
  /** A row of whatever kind. */
  readonly whole: (id: string) => WholeRow | undefined
  /** The number of a row, deleted or not. */
  readonly ridOf: (id: string) => number | undefined
  /** Ids of rows, deleted ones left out, with a value of the lookup that begins so; at most `limit`. */
  readonly idsStarting: (kind: string, lookup: string, beginning: string, limit: number) => readonly string[]
  /** All rows of a kind, deleted ones left out, in the order in which they were made. It looks at the rows of all kinds. */
  readonly each: (kind: string) => IterableIterator<{ readonly rid: number; readonly document: RowDocument }>
}

/** Everything by which a row with the document is found. */
export const lookupsOf = (kind: Kind, document: RowDocument): NewRow['lookups'] => {
  const found: (readonly [name: string, value: string])[] = []
  for (const name of Object.keys(kind.lookups)) {
    const values = kind.lookups[name]?.(document) ?? []
    for (const [at, value] of values.entries()) if (values.indexOf(value) === at) found.push([name, value])
  }
  return found
}

export const newRowOf = ({ kind, id, after }: RowChange): NewRow => ({
  kind: kind.name,
  id,
  root: kind.root(after.document),
  data: JSON.stringify(after.document),
  lookups: lookupsOf(kind, after.document),
})

/** Rows of one statement: each statement costs as much as half a row. */
const rowsAtOnce = 25

const keyOf = (kind: string, lookup: string) => `${kind}/${lookup}`

/** The table of documents on SQLite, and the keys under which rows of these kinds are found. A lookup that is new is filled at once. */
export const createRowStore = (database: Database, kinds: readonly Kind[]): RowStore => {
  const select = database.prepare<[string, string], RowRecord>('select rid, deleted, data from row where id = ? and kind = ?')
  const selectRid = database.prepare<[string], { rid: number }>('select rid from row where id = ?')
  const insert = database.prepare('insert into row (kind, id, root, deleted, data) values (?, ?, ?, ?, ?)')
  // Whoever writes many rows gives up all of them where one fails; told so, SQLite keeps no way back for each statement.
  const insertMany = database.prepare(
    `insert or fail into row (kind, id, root, deleted, data) values ${Array(rowsAtOnce).fill('(?, ?, ?, 0, ?)').join(', ')}`,
  )
  const insertArrived = database.prepare('insert into row (kind, id, root, version, deleted, data) values (?, ?, ?, ?, 0, ?)')
  const update = database.prepare('update row set root = ?, deleted = ?, data = ? where rid = ?')
  const selectWhole = database.prepare<[string], Omit<WholeRow, 'deleted'> & { deleted: number }>(
    'select rid, kind, root, version, deleted, data from row where id = ?',
  )
  const deleteRow = database.prepare<[number]>('delete from row where rid = ?')
  const updateVersion = database.prepare<[number, string]>('update row set version = ? where id = ?')
  const setDeleted = database.prepare('update row set deleted = ? where rid = ?')
  const selectKind = database.prepare<[string, number], RowRecord>(
    'select rid, deleted, data from row where kind = ? and rid > ? and deleted = 0 order by rid limit 1000',
  )
  const insertLookup = database.prepare('insert or ignore into lookup_value (lookup, value, rid) values (?, ?, ?)')
  const deleteLookup = database.prepare('delete from lookup_value where lookup = ? and value = ? and rid = ?')
  const selectLookup = database
    .prepare<[number, string], string>('select row.id from lookup_value join row using (rid) where lookup = ? and value = ?')
    .pluck()
  const selectStarting = database
    .prepare<[number, string, string, number], string>(
      'select distinct row.id from lookup_value join row using (rid) where lookup = ? and value >= ? and value < ? limit ?',
    )
    .pluck()
  const read = (kind: string, id: string): StoredRow | undefined => {
    const record = select.get(id, kind)
    return record && { document: JSON.parse(record.data), deleted: record.deleted === 1 }
  }

  const each = function* (kind: string): Generator<{ rid: number; document: RowDocument }> {
    // In pages: while a statement is being stepped through, its connection can write nothing.
    for (let page = selectKind.all(kind, 0); page.length > 0; page = selectKind.all(kind, page.at(-1)?.rid ?? 0)) {
      for (const record of page) yield { rid: record.rid, document: JSON.parse(record.data) }
    }
  }

  const lookupNumbers = new Map<string, number>()
  const lookupNumber = (kind: string, lookup: string) => lookupNumbers.get(keyOf(kind, lookup)) as number

  const openLookups = () => {
    const known = database.prepare<[], { lookup: number; kind: string; name: string }>('select lookup, kind, name from lookup_name').all()
    const wanted = new Set(kinds.flatMap((kind) => Object.keys(kind.lookups).map((name) => keyOf(kind.name, name))))
    for (const { lookup, kind, name } of known) {
      if (wanted.has(keyOf(kind, name))) {
        lookupNumbers.set(keyOf(kind, name), lookup)
        continue
      }
      database.prepare('delete from lookup_value where lookup = ?').run(lookup)
      database.prepare('delete from lookup_name where lookup = ?').run(lookup)
    }
    for (const kind of kinds) {
      const fresh = Object.entries(kind.lookups).filter(([name]) => !lookupNumbers.has(keyOf(kind.name, name)))
      if (fresh.length === 0) continue
      for (const [name] of fresh) {
        const { lastInsertRowid } = database.prepare('insert into lookup_name (kind, name) values (?, ?)').run(kind.name, name)
        lookupNumbers.set(keyOf(kind.name, name), Number(lastInsertRowid))
      }
      for (const { rid, document } of each(kind.name)) {
        for (const [name, lookup] of fresh)
          for (const value of lookup(document)) insertLookup.run(lookupNumber(kind.name, name), value, rid)
      }
    }
  }
  database.transaction(openLookups)()

  const valuesOf = (kind: Kind, row: StoredRow | undefined, name: string): ReadonlySet<string> =>
    new Set(row && !row.deleted ? kind.lookups[name]?.(row.document) : [])

  const changeLookups = (rid: number, { kind, before, after }: RowChange) => {
    for (const name of Object.keys(kind.lookups)) {
      const old = valuesOf(kind, before, name)
      const fresh = valuesOf(kind, after, name)
      if (old.size === 0 && fresh.size === 0) continue
      const lookup = lookupNumber(kind.name, name)
      for (const value of old) if (!fresh.has(value)) deleteLookup.run(lookup, value, rid)
      for (const value of fresh) if (!old.has(value)) insertLookup.run(lookup, value, rid)
    }
  }

  return {
    read,
    idsOf: (kind, lookup, value) => selectLookup.all(lookupNumber(kind, lookup), value),
    idsStarting: (kind, lookup, beginning, limit) =>
      selectStarting.all(lookupNumber(kind, lookup), beginning, `${beginning}\u{10ffff}`, limit),
    each,
    write: (changes) => {
      for (const { id, before } of changes) {
        if (!before && selectRid.get(id)) throw new LeadlineError('conflict', 'This id cannot be used')
      }
      return changes.map((change) => {
        const { kind, id, before, after } = change
        const deleted = after.deleted ? 1 : 0
        let rid: number
        if (!before) {
          const made = insert.run(kind.name, id, kind.root(after.document), deleted, JSON.stringify(after.document))
          rid = Number(made.lastInsertRowid)
        } else {
          rid = selectRid.get(id)?.rid as number
          if (before.document === after.document) setDeleted.run(deleted, rid)
          else update.run(kind.root(after.document), deleted, JSON.stringify(after.document), rid)
        }
        changeLookups(rid, change)
        return { ...change, rid }
      })
    },
    writeNew: (rows) => {
      let last = 0
      let at = 0
      for (; at + rowsAtOnce <= rows.length; at += rowsAtOnce) {
        const values = rows.slice(at, at + rowsAtOnce).flatMap(({ kind, id, root, data }) => [kind, id, root, data])
        last = Number(insertMany.run(values).lastInsertRowid)
      }
      for (const { kind, id, root, data } of rows.slice(at)) last = Number(insert.run(kind, id, root, 0, data).lastInsertRowid)
      return last - rows.length + 1
    },
    writeArrived: (kind, id, root, version, document, data) => {
      const rid = Number(insertArrived.run(kind.name, id, root, version, data).lastInsertRowid)
      for (const [name, value] of lookupsOf(kind, document)) insertLookup.run(lookupNumber(kind.name, name), value, rid)
      return rid
    },
    writeLookups: (kind, entries) => {
      for (const [name, value, rid] of entries) insertLookup.run(lookupNumber(kind, name), value, rid)
    },
    remove: (kind, id, row) => {
      const rid = selectRid.get(id)?.rid as number
      changeLookups(rid, { kind, id, before: row, after: { document: row.document, deleted: true } })
      deleteRow.run(rid)
      return rid
    },
    setVersion: (id, version) => void updateVersion.run(version, id),
    whole: (id) => {
      const row = selectWhole.get(id)
      return row && { ...row, deleted: row.deleted === 1 }
    },
    ridOf: (id) => selectRid.get(id)?.rid,
  }
}
