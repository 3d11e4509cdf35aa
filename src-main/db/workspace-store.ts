import { join } from 'node:path'
import { type Database, migrate, openDatabase } from '../../src-node/sqlite/database.ts'
import { createRowStore, type RowStore, type WrittenRow } from '../../src-node/sqlite/row-store.ts'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { historyOf } from '../../src-shared/history/history-mutators.ts'
import { LeadlineError, problemsOf } from '../../src-shared/lib/errors.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import type { MutationContext, Mutator } from '../../src-shared/rows/mutator.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import { createOverlay, type RowChange } from '../../src-shared/rows/transaction.ts'
import { checkChange } from '../../src-shared/team/rights.ts'
import { rootAmong } from '../../src-shared/team/sight.ts'
import { migrationsFolder } from '../platform/paths.ts'
import { createSyncStore, type SyncStore, type SyncStoreDependencies } from '../sync/sync-store.ts'
import { type OwnIds, ownViewer } from '../team/own-viewer.ts'
import { type BulkWriter, createBulkWriter, type PreparedRow, type RowId } from './bulk-writer.ts'
import { createCheckpoints } from './checkpoints.ts'
import { createHistoryKeeper } from './history-keeper.ts'
import { openProjections } from './projection.ts'
import { projections } from './projections.ts'

/** Rows that a transaction wrote, told after its commit. */
export interface RowsWritten {
  readonly kind: string
  readonly ids: readonly string[]
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
  /** For an import: writes what was prepared elsewhere, much of it at once. */
  readonly bulk: BulkWriter
  /** What the workspace of a team keeps for its server; null while working alone. */
  readonly sync: SyncStore | null
  /** Tells what the server's rows have changed. */
  readonly tell: (written: readonly RowId[]) => void
  readonly onWritten: (listener: (written: readonly RowsWritten[]) => void) => () => void
  readonly close: () => void
}

const groupByKind = (written: readonly RowId[]): RowsWritten[] => {
  const groups = new Map<string, string[]>()
  for (const { kind, id } of written) {
    const ids = groups.get(kind)
    if (ids) ids.push(id)
    else groups.set(kind, [id])
  }
  return [...groups].map(([kind, ids]) => ({ kind, ids }))
}

const named = (written: readonly WrittenRow[]): RowId[] => written.map(({ kind, id }) => ({ kind: kind.name, id }))

export interface WorkspaceStoreOptions {
  /** The workspace of a team: each write goes to its server as well. */
  readonly team?: Pick<SyncStoreDependencies, 'newId' | 'onRemoved'> & {
    /** Whose rights each write is checked against before it is kept, as the server will; left out: by the server alone. */
    readonly author?: OwnIds
  }
  /** False for tests that open hundreds of stores: what is confirmed survives a killed process, but not a power cut. */
  readonly durable?: boolean
}

/** Rows and bytes, as they travel, of one write of an import on its way to the server. */
const chunk = { rows: 500, bytes: 524_288 }

/** The local store of one workspace: documents, projections, history; the authority while working alone. */
export const openWorkspaceStore = (folder: string, { team, durable = true }: WorkspaceStoreOptions = {}): WorkspaceStore => {
  const path = join(folder, 'workspace.sqlite')
  const database = openDatabase(path)
  if (!durable) database.pragma('synchronous = OFF')
  // What somebody may not see any more is gone from the file too, not only from its tables (I5).
  if (team) database.pragma('secure_delete = ON')
  migrate(database, join(migrationsFolder, 'workspace'))
  const rows = createRowStore(database, Object.values(kindsByName))
  const keeper = openProjections(database, rows, projections)
  const history = createHistoryKeeper(database)
  const listeners = new Set<(written: readonly RowsWritten[]) => void>()
  const checkpoints = createCheckpoints(database, path)

  const tell = (written: readonly RowId[]) => {
    if (written.length === 0) return
    const groups = groupByKind(written)
    for (const listener of listeners) listener(groups)
  }

  const onCommitted = (written: readonly RowId[]) => {
    checkpoints.begin()
    tell(written)
  }
  const recordNew = (prepared: readonly Omit<PreparedRow, 'lookups'>[], by: MutationContext, batch: string) => {
    let documents: string[] = []
    let written: RowId[] = []
    let bytes = 0
    const flush = () => {
      if (written.length > 0) sync?.recordNew(importContacts.name, `{"contacts":[${documents.join(',')}]}`, by, batch, written)
      documents = []
      written = []
      bytes = 0
    }
    for (const { kind, id, data } of prepared) {
      const size = Buffer.byteLength(JSON.stringify(data))
      if (written.length >= chunk.rows || bytes + size > chunk.bytes) flush()
      documents.push(data)
      written.push({ kind, id })
      bytes += size
    }
    flush()
  }
  const bulk = createBulkWriter({ database, rows, keeper, history, onCommitted, onPrepared: team ? recordNew : () => {} })

  const checked = <Args>(mutator: Mutator<Args>, args: Args): Args => {
    const parsed = mutator.args.safeParse(args)
    if (!parsed.success) throw new LeadlineError('bad_input', `The arguments of ${mutator.name} are wrong`, problemsOf(parsed.error.issues))
    return parsed.data
  }

  const author = team?.author
  /** What the server would refuse is refused here at once. Rights may be withdrawn while it is on its way: the server has the last word. */
  const checkRights = (mutation: string, changes: readonly RowChange[]) => {
    const viewer = author && ownViewer(rows, author)
    if (viewer) for (const change of changes) checkChange(viewer, mutation, change, rootAmong(rows.read))
  }

  const runOne = <Args, Result>(mutator: Mutator<Args, Result>, args: Args, by: MutationContext, batch: string) => {
    const overlay = createOverlay(rows)
    const result = mutator.run(overlay, args, by)
    const changes = overlay.changes()
    checkRights(mutator.name, changes)
    const completed = bulk.complete(changes)
    if (changes.length > 0) sync?.record(mutator.name, JSON.stringify(args), by, batch, changes)
    const written = rows.write(changes)
    keeper.apply(written)
    if (written.length > 0) {
      const act = history.actOf(batch, mutator.name, by)
      for (const { kind, id, rid, before, after } of written) {
        if (sync) history.setAside(act, rid)
        history.keep(act, rid, historyOf(kind.name, id, before, after))
      }
    }
    return { result, written: named(written), completed }
  }

  const commit = <Result>(work: () => Result): Result => {
    let result: Result
    try {
      // Where prepared rows hold a transaction open, this is a part of it that can fail alone.
      result = bulk.isHolding() ? database.transaction(work)() : database.transaction(work).immediate()
    } catch (error) {
      throw bulk.failed(error)
    }
    bulk.release()
    return result
  }

  /**
   * For what can be fetched once more: a power cut may take it, with all that came after it, but nothing that was confirmed to anybody, for
   * each of those commits waits for the disk.
   */
  const commitFetched = <Result>(work: () => Result): Result => {
    if (!durable || bulk.isHolding()) return commit(work)
    database.pragma('synchronous = NORMAL')
    try {
      return commit(work)
    } finally {
      database.pragma('synchronous = FULL')
      checkpoints.begin()
    }
  }

  const completed = (changes: readonly RowChange[]) => bulk.markTouched(bulk.complete(changes))
  const sync = team ? createSyncStore({ database, rows, keeper, history, commit, commitFetched, complete: completed, ...team }) : null

  return {
    database,
    rows,
    sync,
    tell,
    get: (kind, id) => createOverlay(rows).get(kind, id),
    find: (kind, lookup, value) => rows.idsOf(kind.name, lookup, value),
    mutate: (mutator, args, by, batch) => {
      const valid = checked(mutator, args)
      const { result, written, completed } = commit(() => runOne(mutator, valid, by, batch))
      bulk.markTouched(completed)
      tell(written)
      return result
    },
    mutateMany: (mutator, list, by, batch, onRefused) => {
      const written: RowId[] = []
      const completed: number[] = []
      commit(() => {
        for (const [index, args] of list.entries()) {
          try {
            const one = runOne(mutator, checked(mutator, args), by, batch)
            written.push(...one.written)
            completed.push(...one.completed)
          } catch (error) {
            if (!(error instanceof LeadlineError)) throw error
            onRefused(index, error)
          }
        }
      })
      bulk.markTouched(completed)
      tell(written)
    },
    bulk,
    onWritten: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      bulk.release()
      checkpoints.close()
      database.close()
    },
  }
}
