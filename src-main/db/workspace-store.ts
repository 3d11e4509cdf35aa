import { join } from 'node:path'
import { type Database, migrate, openDatabase } from '../../src-node/sqlite/database.ts'
import { createRowStore, type NewRow, type RowStore, type WrittenRow } from '../../src-node/sqlite/row-store.ts'
import { historyOf } from '../../src-shared/history/history-mutators.ts'
import { LeadlineError, problemsOf } from '../../src-shared/lib/errors.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import type { MutationContext, Mutator } from '../../src-shared/rows/mutator.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import { createOverlay } from '../../src-shared/rows/transaction.ts'
import { migrationsFolder } from '../platform/paths.ts'
import { createCheckpoints } from './checkpoints.ts'
import { createHistoryKeeper } from './history-keeper.ts'
import { openProjections } from './projection.ts'
import { projections } from './projections.ts'
import { asStorageError } from './storage-error.ts'

/** Rows that a transaction wrote, told after its commit. */
export interface RowsWritten {
  readonly kind: string
  readonly ids: readonly string[]
}

/** A new row with what its projection keeps of it, all made where the document was made. */
export interface PreparedRow extends NewRow {
  readonly fields: unknown
}

export interface WorkspaceStore {
  readonly database: Database
  readonly rows: RowStore
  readonly get: <Document extends RowDocument>(kind: Kind<Document>, id: string) => Document | undefined
  readonly find: <Document extends RowDocument>(kind: Kind<Document>, lookup: string, value: string) => readonly string[]
  /**
   * Runs one mutation: all of it is on the disk when this returns, or nothing of it.
   * @throws LeadlineError `bad_input` with the problems of the arguments, or what the mutator throws
   */
  readonly mutate: <Args, Result>(mutator: Mutator<Args, Result>, args: Args, by: MutationContext, batch: string) => Result
  /** Runs many mutations in one transaction. One that fails leaves nothing behind and is told to `onRefused`; the others are kept. */
  readonly mutateMany: <Args>(
    mutator: Mutator<Args>,
    args: readonly Args[],
    by: MutationContext,
    batch: string,
    onRefused: (index: number, error: LeadlineError) => void,
  ) => void
  /**
   * Writes new rows that were made and checked elsewhere by a mutator of this name. They share a transaction with those that come after
   * them, until it is large enough, or somebody else writes, or `settle`: only then are they on the disk.
   */
  readonly writePrepared: (mutation: string, rows: readonly PreparedRow[], by: MutationContext, batch: string) => void
  /**
   * Puts prepared rows on the disk.
   * @throws LeadlineError `storage_failed` where some that were written before this call have been lost
   */
  readonly settle: () => void
  readonly onWritten: (listener: (written: readonly RowsWritten[]) => void) => () => void
  readonly close: () => void
}

/** Prepared rows in one transaction. More make an import faster, and whoever writes meanwhile wait longer for all of them to reach the disk. */
const mostHeld = 4000

interface WrittenId {
  readonly kind: string
  readonly id: string
}

type Written = readonly WrittenId[]

/** Prepared rows of a transaction that is open. Nobody else makes rows in it, so their numbers follow each other. */
interface Held {
  readonly batch: string
  readonly act: number
  readonly firstRid: number
  readonly rows: WrittenId[]
}

const groupByKind = (written: Written): RowsWritten[] => {
  const groups = new Map<string, string[]>()
  for (const { kind, id } of written) {
    const ids = groups.get(kind)
    if (ids) ids.push(id)
    else groups.set(kind, [id])
  }
  return [...groups].map(([kind, ids]) => ({ kind, ids }))
}

const named = (written: readonly WrittenRow[]): Written => written.map(({ kind, id }) => ({ kind: kind.name, id }))

/** The local store of one workspace: documents, projections, history; the authority while working alone. */
export const openWorkspaceStore = (folder: string): WorkspaceStore => {
  const path = join(folder, 'workspace.sqlite')
  const database = openDatabase(path)
  migrate(database, join(migrationsFolder, 'workspace'))
  const rows = createRowStore(database, Object.values(kindsByName))
  const keeper = openProjections(database, rows, projections)
  const history = createHistoryKeeper(database)
  const listeners = new Set<(written: readonly RowsWritten[]) => void>()
  const checkpoints = createCheckpoints(database, path)
  let held: Held | null = null
  let lost = false

  const checked = <Args>(mutator: Mutator<Args>, args: Args): Args => {
    const parsed = mutator.args.safeParse(args)
    if (!parsed.success) throw new LeadlineError('bad_input', `The arguments of ${mutator.name} are wrong`, problemsOf(parsed.error.issues))
    return parsed.data
  }

  const runOne = <Args, Result>(mutator: Mutator<Args, Result>, args: Args, by: MutationContext, batch: string) => {
    const overlay = createOverlay(rows)
    const result = mutator.run(overlay, args, by)
    const written = rows.write(overlay.changes())
    keeper.apply(written)
    if (written.length > 0) {
      const act = history.actOf(batch, mutator.name, by)
      for (const { kind, id, rid, before, after } of written) history.keep(act, rid, historyOf(kind.name, id, before, after))
    }
    return { result, written: named(written) }
  }

  const tell = (written: Written) => {
    if (written.length === 0) return
    const groups = groupByKind(written)
    for (const listener of listeners) listener(groups)
  }

  // A failed write may have taken the whole transaction with it, and the rows that were held in it.
  const failed = (error: unknown): unknown => {
    if (held && !database.inTransaction) {
      held = null
      lost = true
    }
    return asStorageError(error)
  }

  const release = () => {
    if (!held) return
    try {
      history.keepCreated(held.act, held.firstRid, held.firstRid + held.rows.length - 1)
      database.exec('commit')
    } catch (error) {
      if (database.inTransaction) database.exec('rollback')
      throw failed(error)
    }
    const written = held.rows
    held = null
    checkpoints.begin()
    tell(written)
  }

  const commit = <Result>(work: () => Result): Result => {
    let result: Result
    try {
      // Where prepared rows hold a transaction open, this is a part of it that can fail alone.
      result = held ? database.transaction(work)() : database.transaction(work).immediate()
    } catch (error) {
      throw failed(error)
    }
    release()
    return result
  }

  const settle = () => {
    release()
    if (!lost) return
    lost = false
    throw new LeadlineError('storage_failed', 'The store could not write; what was prepared is lost')
  }

  return {
    database,
    rows,
    get: (kind, id) => createOverlay(rows).get(kind, id),
    find: (kind, lookup, value) => rows.idsOf(kind.name, lookup, value),
    mutate: (mutator, args, by, batch) => {
      const valid = checked(mutator, args)
      const { result, written } = commit(() => runOne(mutator, valid, by, batch))
      tell(written)
      return result
    },
    mutateMany: (mutator, list, by, batch, onRefused) => {
      const written: Written[number][] = []
      commit(() => {
        for (const [index, args] of list.entries()) {
          try {
            written.push(...runOne(mutator, checked(mutator, args), by, batch).written)
          } catch (error) {
            if (!(error instanceof LeadlineError)) throw error
            onRefused(index, error)
          }
        }
      })
      tell(written)
    },
    writePrepared: (mutation, prepared, by, batch) => {
      if (lost) settle()
      if (prepared.length === 0) return
      try {
        if (held && held.batch !== batch) release()
        if (!held) database.exec('begin immediate')
        const act = held?.act ?? history.actOf(batch, mutation, by)
        const rids = rows.writeNew(prepared)
        for (const kind of new Set(prepared.map((row) => row.kind))) {
          const fresh = prepared.flatMap((row, at) => (row.kind === kind ? [{ rid: rids[at] as number, fields: row.fields }] : []))
          keeper.applyNew(kind, fresh)
        }
        held ??= { batch, act, firstRid: rids[0] as number, rows: [] }
        held.rows.push(...prepared.map(({ kind, id }) => ({ kind, id })))
        if (held.rows.length >= mostHeld) release()
      } catch (error) {
        if (database.inTransaction) database.exec('rollback')
        held = null
        throw asStorageError(error)
      }
    },
    settle,
    onWritten: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      release()
      checkpoints.close()
      database.close()
    },
  }
}
