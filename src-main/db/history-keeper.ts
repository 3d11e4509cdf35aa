import { hostname } from 'node:os'
import type { Database } from '../../src-node/sqlite/database.ts'
import type { RowHistory } from '../../src-shared/history/history-mutators.ts'
import type { MutationContext } from '../../src-shared/rows/mutator.ts'

/** Characters of a computer's name that are kept. */
const longestDevice = 64

/** What this computer is called by its system. */
export const thisDevice: string = hostname().slice(0, longestDevice)

/** Keeps what each act did to each row. One act is one batch, however many transactions it takes, and a row stands in it once. */
export const createHistoryKeeper = (database: Database) => {
  // Plain statements: one that could fail half done makes the full text write out what it has gathered, each time (an upsert is such a one).
  const selectAct = database.prepare<[string], { seq: number; at: number }>('select seq, at from act where batch = ?')
  const insertAct = database.prepare('insert into act (batch, mutation, member_id, at, device) values (?, ?, ?, ?, ?)')
  const updateAct = database.prepare('update act set at = ? where seq = ?')
  const insertChange = database.prepare(
    'insert into change (act, rid, what, before, after) values (?, ?, ?, ?, ?) on conflict (act, rid) do nothing',
  )
  const insertCreated = database.prepare(
    "insert into change (act, rid, what, before, after) select ?, rid, 'created', '{}', '{}' from row where rid between ? and ?",
  )
  const selectChange = database.prepare<[number, number], { what: RowHistory['act']; before: string; after: string }>(
    'select what, before, after from change where act = ? and rid = ?',
  )
  const selectRange = database.prepare<[string], { first: number | null; last: number | null }>(
    'select min(rid) as first, max(rid) as last from change where act = (select seq from act where batch = ?)',
  )
  const updateChange = database.prepare('update change set before = ?, after = ? where act = ? and rid = ?')

  const selectImage = database.prepare<[number, number], { what: string | null; before: string | null; after: string | null }>(
    'select what, before, after from change_image where act = ? and rid = ?',
  )
  const insertImage = database.prepare('insert or ignore into change_image (act, rid, what, before, after) values (?, ?, ?, ?, ?)')
  const deleteImage = database.prepare('delete from change_image where act = ? and rid = ?')
  const deleteChange = database.prepare('delete from change where act = ? and rid = ?')
  const restoreChange = database.prepare('insert or replace into change (act, rid, what, before, after) values (?, ?, ?, ?, ?)')
  const selectSeq = database.prepare<[string], number>('select seq from act where batch = ?').pluck()
  const deleteRow = [
    database.prepare<[number]>('delete from change where rid = ?'),
    database.prepare<[number]>('delete from change_image where rid = ?'),
  ]

  return {
    /** Before a write on its way goes on with the history of a row: what the server has said of it so far is set aside. */
    setAside: (act: number, rid: number): void => {
      const known = selectChange.get(act, rid)
      insertImage.run(act, rid, known?.what ?? null, known?.before ?? null, known?.after ?? null)
    },
    /** Brings back what was set aside: the write on its way is confirmed, refused or about to be replayed. */
    bringBack: (batch: string, rid: number): void => {
      const act = selectSeq.get(batch)
      const image = act === undefined ? undefined : selectImage.get(act, rid)
      if (act === undefined || !image) return
      if (image.what === null) deleteChange.run(act, rid)
      else restoreChange.run(act, rid, image.what, image.before, image.after)
      deleteImage.run(act, rid)
    },
    /** Forgets the history of a row that is gone from this computer. */
    forget: (rid: number): void => {
      for (const statement of deleteRow) statement.run(rid)
    },
    /** The number of a batch. Its time is that of the last transaction; `device` is the computer on which it was begun, empty where that is not known. */
    actOf: (batch: string, mutation: string, by: MutationContext, device: string = thisDevice): number => {
      const known = selectAct.get(batch)
      if (!known) return Number(insertAct.run(batch, mutation, by.memberId, by.now, device).lastInsertRowid)
      if (known.at !== by.now) updateAct.run(by.now, known.seq)
      return known.seq
    },
    keep: (act: number, rid: number, { act: what, before, after }: RowHistory): void => {
      const added = insertChange.run(act, rid, what, JSON.stringify(before), JSON.stringify(after))
      if (added.changes > 0) return
      // Within a batch a row stands once: the first `before` stays, the last `after` counts.
      const known = selectChange.get(act, rid)
      if (known?.what !== 'changed') return
      const merged = [
        { ...before, ...JSON.parse(known.before) },
        { ...JSON.parse(known.after), ...after },
      ]
      updateChange.run(...merged.map((fields) => JSON.stringify(fields)), act, rid)
    },
    /** Keeps that all rows with these numbers were made. */
    keepCreated: (act: number, first: number, last: number): void => void insertCreated.run(act, first, last),
    /** The numbers between which all rows of a batch lie, undefined where it has none. */
    rowsOf: (batch: string): { readonly first: number; readonly last: number } | undefined => {
      const range = selectRange.get(batch)
      return range?.first == null || range.last == null ? undefined : { first: range.first, last: range.last }
    },
  }
}

export type HistoryKeeper = ReturnType<typeof createHistoryKeeper>
