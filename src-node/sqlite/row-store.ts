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

export interface RowStore extends RowSource {
  /** Writes changes of rows and their lookups. Call it inside a transaction. */
  readonly write: (changes: readonly RowChange[]) => WrittenRow[]
  /** All rows of a kind, deleted ones left out, in the order in which they were made. */
  readonly each: (kind: string) => IterableIterator<{ readonly rid: number; readonly document: RowDocument }>
}

/** The table of documents on SQLite, and the keys under which mutators find them. */
export const createRowStore = (database: Database): RowStore => {
  const select = database.prepare<[string, string], RowRecord>('select rid, deleted, data from row where id = ? and kind = ?')
  const selectRid = database.prepare<[string], { rid: number }>('select rid from row where id = ?')
  const insert = database.prepare('insert into row (kind, id, root, deleted, data) values (?, ?, ?, ?, ?)')
  const update = database.prepare('update row set root = ?, deleted = ?, data = ? where rid = ?')
  const selectKind = database.prepare<[string, number], RowRecord>(
    'select rid, deleted, data from row where kind = ? and rid > ? and deleted = 0 order by rid limit 1000',
  )
  const insertLookup = database.prepare('insert or ignore into lookup_value (lookup, value, rid) values (?, ?, ?)')
  const deleteLookup = database.prepare('delete from lookup_value where lookup = ? and value = ? and rid = ?')
  const selectLookup = database
    .prepare<[number, string], string>('select row.id from lookup_value join row using (rid) where lookup = ? and value = ?')
    .pluck()
  const insertLookupName = database.prepare('insert or ignore into lookup_name (kind, name) values (?, ?)')
  const selectLookupName = database.prepare<[string, string], number>('select lookup from lookup_name where kind = ? and name = ?').pluck()

  const lookupNumbers = new Map<string, number>()
  const lookupNumber = (kind: string, name: string): number => {
    const key = `${kind}/${name}`
    const known = lookupNumbers.get(key)
    if (known !== undefined) return known
    insertLookupName.run(kind, name)
    const number = selectLookupName.get(kind, name) as number
    lookupNumbers.set(key, number)
    return number
  }

  const read = (kind: string, id: string): StoredRow | undefined => {
    const record = select.get(id, kind)
    return record && { document: JSON.parse(record.data), deleted: record.deleted === 1 }
  }

  const valuesOf = (kind: Kind, row: StoredRow | undefined, name: string): ReadonlySet<string> =>
    new Set(row && !row.deleted ? kind.lookups[name]?.(row.document) : [])

  const writeLookups = (rid: number, { kind, before, after }: RowChange) => {
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
    each: function* (kind) {
      // In pages: while a statement is being stepped through, its connection can write nothing.
      for (let page = selectKind.all(kind, 0); page.length > 0; page = selectKind.all(kind, page.at(-1)?.rid ?? 0)) {
        for (const record of page) yield { rid: record.rid, document: JSON.parse(record.data) }
      }
    },
    write: (changes) =>
      changes.map((change) => {
        const { kind, id, before, after } = change
        const root = kind.root(after.document)
        const data = JSON.stringify(after.document)
        const deleted = after.deleted ? 1 : 0
        let rid: number
        if (before) {
          rid = selectRid.get(id)?.rid as number
          update.run(root, deleted, data, rid)
        } else {
          rid = Number(insert.run(kind.name, id, root, deleted, data).lastInsertRowid)
        }
        writeLookups(rid, change)
        return { ...change, rid }
      }),
  }
}
