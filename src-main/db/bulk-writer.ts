import type { Database } from '../../src-node/sqlite/database.ts'
import { type LookupEntry, lookupsOf, type NewRow, type RowStore } from '../../src-node/sqlite/row-store.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { MutationContext } from '../../src-shared/rows/mutator.ts'
import type { RowChange } from '../../src-shared/rows/transaction.ts'
import type { HistoryKeeper } from './history-keeper.ts'
import type { OrderedEntry, Projections } from './projection.ts'
import { asStorageError } from './storage-error.ts'

/** A new row with what its projection keeps of it, all made where the document was made. */
export interface PreparedRow extends NewRow {
  readonly fields: unknown
}

export interface RowId {
  readonly kind: string
  readonly id: string
}

interface Dependencies {
  readonly database: Database
  readonly rows: RowStore
  readonly keeper: Projections
  readonly history: HistoryKeeper
  /** Called after each commit with the rows that are on the disk now. */
  readonly onCommitted: (written: readonly RowId[]) => void
  /** Called in the transaction that writes prepared rows. */
  readonly onPrepared: (prepared: readonly Omit<PreparedRow, 'lookups'>[], by: MutationContext, batch: string) => void
}

/** What a transaction holds that is open. Nobody else makes rows in it, so the numbers of its rows follow each other. */
interface Held {
  readonly batch: string
  readonly act: number
  readonly rows: RowId[]
  firstRid: number
  entries: number
}

/** Rows that may lack entries: those of an import that is under way, or was broken off. */
interface Unordered {
  first: number
  last: number
  /** Those that somebody else has written since: they lack nothing, and what was prepared for them is out of date. */
  readonly touched: Set<number>
}

/** What one transaction holds. More make an import faster, and whoever writes meanwhile wait longer for all of it to reach the disk. */
const mostRows = 2000
const mostEntries = 10_000

/**
 * Writes what was prepared elsewhere, much of it at once. A transaction stays open over many calls, until it is large enough, or somebody else
 * writes, or `settle`: only then is it on the disk. Rows come first, without the entries by which they are found and ordered; those come
 * sorted, for many rows at a time.
 */
export const createBulkWriter = ({ database, rows, keeper, history, onCommitted, onPrepared }: Dependencies) => {
  let held: Held | null = null
  let lost = false
  let unordered: Unordered | null = null

  /** A failed write may have taken the whole transaction with it, and what was held in it. */
  const failed = (error: unknown): unknown => {
    if (held && !database.inTransaction) {
      held = null
      lost = true
    }
    return asStorageError(error)
  }

  /** Ends the transaction that is open, if one is. */
  const release = () => {
    if (!held) return
    try {
      if (held.rows.length > 0) history.keepCreated(held.act, held.firstRid, held.firstRid + held.rows.length - 1)
      database.exec('commit')
    } catch (error) {
      if (database.inTransaction) database.exec('rollback')
      throw failed(error)
    }
    const written = held.rows
    held = null
    onCommitted(written)
  }

  const refuseLost = () => {
    if (!lost) return
    lost = false
    throw new LeadlineError('storage_failed', 'The store could not write; what was prepared is lost')
  }

  const hold = (batch: string, work: (open: Held) => void, mutation: string, by: MutationContext) => {
    refuseLost()
    try {
      if (held && held.batch !== batch) release()
      if (!held) {
        database.exec('begin immediate')
        held = { batch, act: history.actOf(batch, mutation, by), rows: [], firstRid: 0, entries: 0 }
      }
      work(held)
      if (held.rows.length >= mostRows || held.entries >= mostEntries) release()
    } catch (error) {
      if (database.inTransaction) database.exec('rollback')
      held = null
      // Whoever called knows it now.
      lost = false
      throw asStorageError(error)
    }
  }

  const isUnordered = (rid: number): boolean =>
    unordered !== null && rid >= unordered.first && rid <= unordered.last && !unordered.touched.has(rid)

  const isDue = (rid: number): boolean => !unordered?.touched.has(rid)

  return {
    isHolding: () => held !== null,
    failed,
    release,
    /** Writes rows of one kind that a mutator of this name has made and checked elsewhere; answers with the number of the first. */
    writeRows: (mutation: string, prepared: readonly Omit<PreparedRow, 'lookups'>[], by: MutationContext, batch: string): number => {
      let first = 0
      const write = (open: Held) => {
        first = rows.writeNew(prepared)
        onPrepared(prepared, by, batch)
        const fresh = prepared.map(({ fields }, at) => ({ rid: first + at, fields }))
        keeper.applyNew(prepared[0]?.kind ?? '', fresh)
        if (open.rows.length === 0) open.firstRid = first
        open.rows.push(...prepared.map(({ kind, id }) => ({ kind, id })))
        const last = first + prepared.length - 1
        if (unordered) unordered.last = last
        else unordered = { first, last, touched: new Set() }
      }
      if (prepared.length > 0) hold(batch, write, mutation, by)
      return first
    },
    /** Writes how rows are found that were written before: sorted, so that each page of the table is touched once. */
    writeLookups: (mutation: string, kind: string, entries: readonly LookupEntry[], by: MutationContext, batch: string): void => {
      const write = (open: Held) => {
        const due = entries.filter(([, , rid]) => isDue(rid))
        rows.writeLookups(kind, due)
        open.entries += entries.length
      }
      hold(batch, write, mutation, by)
    },
    /** The same for what they are ordered by. */
    writeOrdered: (mutation: string, kind: string, entries: readonly OrderedEntry<unknown>[], by: MutationContext, batch: string): void => {
      const write = (open: Held) => {
        const due = entries.filter(({ rid }) => isDue(rid))
        keeper.bringOrdered(kind, due)
        open.entries += entries.length
      }
      hold(batch, write, mutation, by)
    },
    /** Before somebody else changes rows: those of them that may lack entries get them. Answers with their numbers, for `markTouched`. */
    complete: (changes: readonly RowChange[]): number[] => {
      if (!unordered) return []
      return changes.flatMap(({ kind, id, before }) => {
        const rid = before ? rows.ridOf(id) : undefined
        if (!before || rid === undefined || !isUnordered(rid)) return []
        if (!before.deleted) {
          const lookups = lookupsOf(kind, before.document).map(([name, value]) => [name, value, rid] as const)
          rows.writeLookups(kind.name, lookups)
          keeper.bringOrdered(kind.name, [{ rid, fields: keeper.fieldsOf(kind.name, before.document) }])
        }
        return [rid]
      })
    },
    markTouched: (rids: readonly number[]): void => {
      for (const rid of rids) unordered?.touched.add(rid)
    },
    /** Says that the rows of an act may lack entries: it was broken off in an earlier process. */
    expectUnordered: (batch: string): void => {
      const range = history.rowsOf(batch)
      if (!range) return
      const touched = unordered?.touched ?? new Set<number>()
      unordered = {
        first: Math.min(range.first, unordered?.first ?? range.first),
        last: Math.max(range.last, unordered?.last ?? range.last),
        touched,
      }
    },
    /**
     * Puts everything that was prepared on the disk.
     * @throws LeadlineError `storage_failed` where some of it has been lost
     */
    settle: (): void => {
      release()
      refuseLost()
    },
    /** All entries are there, or their rows are gone. */
    endUnordered: (): void => {
      unordered = null
    },
  }
}

export type BulkWriter = ReturnType<typeof createBulkWriter>
