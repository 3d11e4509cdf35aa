import { join } from 'node:path'
import { type Database, migrate, openDatabase } from '../../src-node/sqlite/database.ts'
import { createRowStore, type RowStore, type WrittenRow } from '../../src-node/sqlite/row-store.ts'
import { historyOf } from '../../src-shared/history/history-mutators.ts'
import { LeadlineError, problemsOf } from '../../src-shared/lib/errors.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import type { MutationContext, Mutator } from '../../src-shared/rows/mutator.ts'
import { createOverlay } from '../../src-shared/rows/transaction.ts'
import { callProjection } from '../calls/call-projection.ts'
import { contactProjection } from '../contacts/contact-projection.ts'
import { feedTable } from '../contacts/contact-tables.ts'
import { noteProjection } from '../notes/note-projection.ts'
import { migrationsFolder } from '../platform/paths.ts'
import { openProjections, type Projection } from './projection.ts'

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
  readonly onWritten: (listener: (written: readonly RowsWritten[]) => void) => () => void
  readonly close: () => void
}

// The feed stands before contacts, which read from it, and is filled by notes and calls.
const feedProjection: Projection = { kind: 'feed', number: 1, tables: [feedTable], prepare: () => () => {} }
const projections = [feedProjection, contactProjection, callProjection, noteProjection] as readonly Projection[]

const groupByKind = (written: readonly WrittenRow[]): RowsWritten[] => {
  const groups = new Map<string, string[]>()
  for (const { kind, id } of written) groups.set(kind.name, [...(groups.get(kind.name) ?? []), id])
  return [...groups].map(([kind, ids]) => ({ kind, ids }))
}

/** The local store of one workspace: documents, projections, history; the authority while working alone. */
export const openWorkspaceStore = (folder: string): WorkspaceStore => {
  const database = openDatabase(join(folder, 'workspace.sqlite'))
  migrate(database, join(migrationsFolder, 'workspace'))
  const rows = createRowStore(database)
  const keeper = openProjections(database, rows, projections)
  const listeners = new Set<(written: readonly RowsWritten[]) => void>()

  const insertChange = database.prepare(
    `insert into change (batch, mutation, member_id, at, kind, row_id, act, before, after) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (batch, row_id) do nothing`,
  )
  const selectChange = database.prepare<[string, string], { act: string; before: string; after: string }>(
    'select act, before, after from change where batch = ? and row_id = ?',
  )
  const updateChange = database.prepare('update change set before = ?, after = ?, at = ? where batch = ? and row_id = ?')

  const keepHistory = (mutation: string, written: readonly WrittenRow[], by: MutationContext, batch: string) => {
    for (const { kind, id, before, after } of written) {
      const { act, before: old, after: fresh } = historyOf(kind.name, id, before, after)
      const added = insertChange.run(batch, mutation, by.memberId, by.now, kind.name, id, act, JSON.stringify(old), JSON.stringify(fresh))
      if (added.changes > 0) continue
      // Within a batch a row stands once: the first `before` stays, the last `after` counts.
      const known = selectChange.get(batch, id)
      if (known?.act !== 'changed') continue
      const merged = [
        { ...old, ...JSON.parse(known.before) },
        { ...JSON.parse(known.after), ...fresh },
      ]
      updateChange.run(...merged.map((fields) => JSON.stringify(fields)), by.now, batch, id)
    }
  }

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
    keepHistory(mutator.name, written, by, batch)
    return { result, written }
  }

  const commit = <Result>(work: () => Result): Result => {
    try {
      return database.transaction(work).immediate()
    } catch (error) {
      if (error instanceof LeadlineError || !isSqliteError(error)) throw error
      throw new LeadlineError('storage_failed', `The store could not write (${error.code}); nothing of it was kept`)
    }
  }

  const tell = (written: readonly WrittenRow[]) => {
    if (written.length === 0) return
    const groups = groupByKind(written)
    for (const listener of listeners) listener(groups)
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
      const written: WrittenRow[] = []
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
    onWritten: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => database.close(),
  }
}

const isSqliteError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE')
