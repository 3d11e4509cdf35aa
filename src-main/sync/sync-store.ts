import { type Database, usualPatience } from '../../src-node/sqlite/database.ts'
import type { RowStore, WholeRow } from '../../src-node/sqlite/row-store.ts'
import { historyOf, type RowHistory } from '../../src-shared/history/history-mutators.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { sameJson } from '../../src-shared/lib/json.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import type { MutationContext } from '../../src-shared/rows/mutator.ts'
import { kindsByName, mutatorsByName } from '../../src-shared/rows/registry.ts'
import { createOverlay, type RowChange, type RowSource, type StoredRow } from '../../src-shared/rows/transaction.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import type { LogPage, MutationResult, SentChange, SentRow, SnapshotPage } from '../../src-shared/sync/protocol.ts'
import { groupKind } from '../../src-shared/team/group-kind.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { RowId } from '../db/bulk-writer.ts'
import type { HistoryKeeper } from '../db/history-keeper.ts'
import type { Projections } from '../db/projection.ts'
import { createArrivals } from './arrivals.ts'
import { createOutbox, type Outbox, type OutboxEntry } from './outbox.ts'
import { createServerImages, type ServerRow } from './server-images.ts'

/** What a client knows of itself and of the server, in one place. */
export interface SyncState {
  readonly clientId: string
  readonly epoch: string | null
  /** Everything up to this version is here; null before the first snapshot has ended. */
  readonly cursor: number | null
  /** The highest number whose result has been kept here. */
  readonly acknowledged: number
  /** A snapshot that is under way: where its last page ended, and the version from which the log goes on. */
  readonly snapshot: { readonly after: string | null; readonly version: number; readonly done: number; readonly total: number } | null
  /** What the user saw when the last snapshot began, in the server's words. */
  readonly view: string | null
  /** Milliseconds by which the server's clock is ahead of this one. */
  readonly clockOffset: number
  /** When everything was last the same here and there. */
  readonly syncedAt: number | null
  /** Rows have gone: what is left of them in the file is still to be overwritten. */
  readonly isToSweep: boolean
  /** Of that only the log is left: whoever read it was not waited for. */
  readonly isLogToSweep: boolean
  /** When the server last answered this account, by this computer's clock. */
  readonly contactAt: number | null
  /** What came from the server has gone, or is going, after too long without contact: until the next snapshot is here. */
  readonly isEmptied: boolean
}

export interface SyncStore {
  readonly outbox: Outbox
  readonly state: () => SyncState
  readonly setState: (change: Partial<SyncState>) => void
  /** Notes a mutation of this computer for the server. Call it inside its transaction, before its rows are written. */
  readonly record: (name: string, args: string, by: MutationContext, batch: string, changes: readonly RowChange[]) => void
  /** The same for rows that are new for sure. */
  readonly recordNew: (name: string, args: string, by: MutationContext, batch: string, rows: readonly RowId[]) => void
  /** Applies a page of the log, with its cursor and the results of this client's mutations, in one transaction (F13). */
  readonly applyPage: (page: LogPage) => readonly RowId[]
  /** Keeps rows without which no screen can be shown, before the first snapshot. */
  readonly applyFirst: (rows: readonly SentRow[]) => void
  readonly beginSnapshot: (page: SnapshotPage) => void
  readonly applySnapshotPage: (page: SnapshotPage) => readonly RowId[]
  /**
   * Overwrites what the file still holds of rows that have gone. It costs as much as the file is large: where that is more than `most` pages,
   * or an import or a reader is at the file, all or a rest of it stays to be swept the next time.
   */
  readonly sweep: (most?: number) => void
  /**
   * Removes rows that came from the server, some at a time; null when all have gone, with the writes that it has confirmed. What is on its
   * way stays, a note as long as one of its files is, and so do the organisation and its members, without whom no screen can be shown. The
   * next pull brings everything once more.
   */
  readonly emptySome: () => readonly RowId[] | null
  /** What did not come with the snapshot is gone; what is on its way is replayed. */
  readonly endSnapshot: () => readonly RowId[]
  /** Takes a new identity: the old one was copied, or the server does not know it any more. */
  readonly changeIdentity: (clientId: string, lastNumber: number) => void
  /** A write that the server would not even look at: it goes to those that need attention, and those behind it move up. */
  readonly refuseUnsent: (number: number, error: NonNullable<MutationResult['error']>) => void
  /** Takes results that no log will bring: the account is blocked, and what it did is sealed. */
  readonly settle: (results: readonly MutationResult[]) => void
  /** What to send next; all of it is on the disk here. */
  readonly toSend: () => OutboxEntry[]
  /** Ids of rows that mutations of these names on their way have touched. */
  readonly touchedBy: (mutation: string) => readonly string[]
}

export interface SyncStoreDependencies {
  readonly database: Database
  readonly rows: RowStore
  readonly keeper: Projections
  readonly history: HistoryKeeper
  readonly newId: () => string
  /** Runs work in the transaction of the store that writes: all of it is on the disk afterwards, or nothing of it. */
  readonly commit: <Result>(work: () => Result) => Result
  /** The same for what can be fetched once more: it may be on the disk a little later. */
  readonly commitFetched: <Result>(work: () => Result) => Result
  /** Before rows change: those of an import that is under way get what they may lack. */
  readonly complete: (changes: readonly RowChange[]) => void
  /** Told inside the transaction: a row is gone from this computer, with what hung on it alone. */
  readonly onRemoved: (kind: string, document: RowDocument) => void
}

/** Pages of a file that is swept as soon as a row has gone: some 200 ms. A larger one waits for the next snapshot, as each narrower view brings one. */
const mostSweptAtOnce = 12_500

/** The disk, not the mutation, has failed. */
const isStorageError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (String(error.code).startsWith('SQLITE') || error.code === 'storage_failed')

/** Rows of a kind that this program does not know are kept as they came, for the newer program that will (F6). */
const kindOf = (name: string, root: string): Kind => kindsByName[name] ?? ({ name, root: () => root, lookups: {} } as unknown as Kind)

const storedOf = (data: string, deleted: boolean): StoredRow => ({ document: JSON.parse(data) as RowDocument, deleted })

/** What the client keeps for the team's server: the outbox, the server's image of rows that mutations on their way have touched, its place in the log. */
export const createSyncStore = ({
  database,
  rows,
  keeper,
  history,
  newId,
  commit,
  commitFetched,
  complete,
  onRemoved,
}: SyncStoreDependencies): SyncStore => {
  const outbox = createOutbox(database)
  const images = createServerImages(database)
  const writeArrivals = createArrivals({ rows, keeper, images, outbox })
  const selectState = database.prepare<[], { name: string; value: string }>('select name, value from sync_state')
  const upsertState = database.prepare('insert or replace into sync_state (name, value) values (?, ?)')
  const insertSeen = database.prepare<[string]>('insert or ignore into snapshot_row (id) values (?)')
  const selectUnseen = database.prepare<[number, number], { rid: number; id: string }>(
    'select rid, id from row where rid > ? and version > 0 and not exists (select 1 from snapshot_row where snapshot_row.id = row.id) order by rid limit ?',
  )
  const selectFromServer = database
    .prepare<[], string>(
      `select id from row where version > 0 and kind not in ('${workspaceKind.name}', '${memberKind.name}', '${groupKind.name}')
       and rid not in (
         select rid from blob join lookup_value on value = hash
         where blob.state <> 'sent' and lookup in (select lookup from lookup_name where name = 'blob')
       ) limit 1000`,
    )
    .pluck()
  const insertLate = database.prepare<[string, string]>('insert into late_change (row_id, change) values (?, ?)')
  const selectLate = database.prepare<[string], { seq: number; change: string }>(
    'select seq, change from late_change where row_id = ? order by seq',
  )
  const deleteLate = database.prepare<[string]>('delete from late_change where row_id = ?')
  const anyLate = database.prepare<[], number>('select exists (select 1 from late_change)').pluck()
  const selectTouched = database
    .prepare<[string], string>("select distinct id from outbox_row join outbox using (number) where name = ? and state = 'pending'")
    .pluck()

  let known: SyncState | null = null
  const state = (): SyncState => {
    if (known) return known
    const values = Object.fromEntries(selectState.all().map(({ name, value }) => [name, JSON.parse(value) as unknown]))
    const empty: SyncState = {
      clientId: newId(),
      epoch: null,
      cursor: null,
      acknowledged: 0,
      snapshot: null,
      view: null,
      clockOffset: 0,
      syncedAt: null,
      isToSweep: false,
      isLogToSweep: false,
      contactAt: null,
      isEmptied: false,
    }
    known = { ...empty, ...values }
    if (!('clientId' in values)) upsertState.run('clientId', JSON.stringify(known.clientId))
    return known
  }
  const setState = (change: Partial<SyncState>) => {
    for (const [name, value] of Object.entries(change)) upsertState.run(name, JSON.stringify(value))
    known = { ...state(), ...change }
  }

  /** A transaction after whose failure the state is read anew. */
  const atomically = <Result>(work: () => Result, write = commit): Result => {
    try {
      return write(work)
    } catch (error) {
      known = null
      throw error
    }
  }

  const localOf = (id: string): ServerRow | null => {
    const row = rows.whole(id)
    return row ? { kind: row.kind, root: row.root, version: row.version, deleted: row.deleted, data: row.data } : null
  }

  /** Rows as the server has them, where mutations on their way have changed them here. */
  const sourceOver = (serverRows: ReadonlyMap<string, ServerRow | null>): RowSource => ({
    read: (kind, id) => {
      if (!serverRows.has(id)) return rows.read(kind, id)
      const row = serverRows.get(id)
      return row && row.kind === kind ? storedOf(row.data, row.deleted) : undefined
    },
    idsOf: (kind, lookup, value) => {
      const found = rows.idsOf(kind, lookup, value).filter((id) => !serverRows.has(id))
      for (const [id, row] of serverRows) {
        if (!row || row.deleted || row.kind !== kind) continue
        if (kindsByName[kind]?.lookups[lookup]?.(JSON.parse(row.data)).includes(value)) found.push(id)
      }
      return found
    },
  })

  const keepChange = (change: SentChange): void => {
    const rid = rows.ridOf(change.rowId)
    if (rid === undefined) {
      insertLate.run(change.rowId, JSON.stringify(change))
      return
    }
    const act = history.actOf(change.batch, change.mutation, { memberId: change.memberId, now: change.at }, change.device)
    history.keep(act, rid, {
      kind: '',
      id: change.rowId,
      act: change.what,
      before: JSON.parse(change.before) as RowHistory['before'],
      after: JSON.parse(change.after) as RowHistory['after'],
    })
  }

  const keepLateChanges = (ids: Iterable<string>) => {
    if (anyLate.get() !== 1) return
    for (const id of ids) {
      const late = selectLate.all(id)
      if (late.length === 0) continue
      deleteLate.run(id)
      for (const { change } of late) keepChange(JSON.parse(change) as SentChange)
    }
  }

  /**
   * Brings rows to what the server has, and replays what is on its way over them. Only what is concerned is touched: rows that came, rows of
   * mutations that are settled, and whatever hangs together with these through mutations on their way.
   */
  const rebase = (
    incoming: ReadonlyMap<string, ServerRow | null>,
    results: readonly MutationResult[],
    changes: readonly SentChange[],
    all = false,
  ): RowId[] => {
    const settled = new Set(results.map(({ number }) => number))
    const serverRows = new Map<string, ServerRow | null>()
    const replay = new Map<number, OutboxEntry>()
    const touched = new Map<number, readonly string[]>()

    const concern = (first: readonly string[]) => {
      const waiting = [...first]
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (serverRows.has(id)) continue
        const image = incoming.has(id) ? incoming.get(id) : images.get(id)
        serverRows.set(id, image === undefined ? localOf(id) : image)
        for (const number of outbox.numbersOf(id)) {
          if (settled.has(number) || replay.has(number)) continue
          replay.set(number, outbox.get(number) as OutboxEntry)
          waiting.push(...outbox.rowsOf(number))
        }
      }
    }
    concern([...incoming.keys(), ...results.flatMap(({ number }) => outbox.rowsOf(number))])
    if (all) {
      for (const entry of outbox.all()) {
        replay.set(entry.number, entry)
        concern(outbox.rowsOf(entry.number))
      }
    }

    // The history of what is settled or replayed is told anew: by the server, or by the replay.
    const bringHistoryBack = (number: number) => {
      const entry = outbox.get(number)
      if (!entry) return
      for (const id of outbox.rowsOf(number)) {
        const rid = rows.ridOf(id)
        if (rid !== undefined) history.bringBack(entry.batch, rid)
      }
    }
    for (const number of [...settled, ...replay.keys()]) bringHistoryBack(number)
    for (const result of results) outbox.settle(result)

    const layers: { readonly entry: OutboxEntry; readonly done: readonly RowChange[] }[] = []
    let base = createOverlay(sourceOver(serverRows))
    const replayAll = (): boolean => {
      layers.length = 0
      base = createOverlay(sourceOver(serverRows))
      for (const number of [...replay.keys()].sort((one, other) => one - other)) {
        const entry = replay.get(number) as OutboxEntry
        const layer = createOverlay(base)
        try {
          mutatorsByName[entry.name]?.run(layer, mutatorsByName[entry.name]?.args.parse(JSON.parse(entry.args)) as never, {
            memberId: entry.memberId,
            now: entry.at,
          })
        } catch (error) {
          // It does not fit any more: the server will say so, with the reason. Until then it has no effect here, and holds up nothing.
          if (isStorageError(error)) throw error
          touched.set(number, [])
          layers.push({ entry, done: [] })
          continue
        }
        const done = layer.changes()
        const ids = done.map(({ id }) => id)
        touched.set(number, ids)
        const fresh = ids.filter((id) => !serverRows.has(id))
        if (fresh.length > 0) {
          // It now touches rows that it had not touched: whatever else is on its way to them is to be replayed as well.
          const before = replay.size
          concern(fresh)
          if (replay.size > before) return false
        }
        base.absorb(done)
        layers.push({ entry, done })
      }
      return true
    }
    while (!replayAll());

    const replayed = new Map(layers.flatMap(({ done }) => done.map((change) => [change.id, change] as const)))
    const finalOf = (id: string): { readonly kind: string; readonly root: string; readonly row: StoredRow } | null => {
      const change = replayed.get(id)
      if (change) return { kind: change.kind.name, root: change.kind.root(change.after.document), row: change.after }
      const row = serverRows.get(id)
      return row ? { kind: row.kind, root: row.root, row: storedOf(row.data, row.deleted) } : null
    }

    const toWrite: RowChange[] = []
    const told: RowId[] = []
    const removeRow = (id: string, local: WholeRow) => {
      const kind = kindOf(local.kind, local.root)
      const before = storedOf(local.data, local.deleted)
      // Whatever list shows it lets it go before it is gone.
      const gone = { kind, id, before, after: { document: before.document, deleted: true } }
      complete([gone])
      if (!state().isToSweep) setState({ isToSweep: true })
      if (state().isLogToSweep) setState({ isLogToSweep: false })
      keeper.apply([{ ...gone, rid: local.rid }])
      onRemoved(local.kind, before.document)
      rows.remove(kind, id, before)
      history.forget(local.rid)
      told.push({ kind: local.kind, id })
    }
    for (const [id, serverRow] of serverRows) {
      const local = rows.whole(id)
      const final = finalOf(id)
      if (local && local.kind !== final?.kind) removeRow(id, local)
      if (!final) continue
      const kind = kindOf(final.kind, final.root)
      // In the place of a card that may not be seen any more stands its entry in the directory, under the same id.
      const before = local && local.kind === final.kind ? storedOf(local.data, local.deleted) : undefined
      if (before && before.deleted === final.row.deleted && sameJson(before.document, final.row.document)) {
        if (local && local.version !== (serverRow?.version ?? 0)) rows.setVersion(id, serverRow?.version ?? 0)
        continue
      }
      toWrite.push({ kind, id, before, after: final.row })
      told.push({ kind: final.kind, id })
    }
    complete(toWrite)
    const written = rows.write(toWrite)
    keeper.applyArrived(written)
    for (const { id } of written) rows.setVersion(id, serverRows.get(id)?.version ?? 0)

    for (const change of changes) keepChange(change)
    keepLateChanges(serverRows.keys())
    for (const [number, ids] of touched) outbox.setRows(number, ids)
    const stillTouched = new Set([...touched.values()].flat())
    for (const [id, row] of serverRows) {
      if (stillTouched.has(id)) images.set(id, row)
      else images.delete(id)
    }
    for (const { entry, done } of layers) {
      if (done.length === 0) continue
      const act = history.actOf(entry.batch, entry.name, { memberId: entry.memberId, now: entry.at })
      for (const { kind, id, before, after } of done) {
        const rid = rows.ridOf(id)
        if (rid === undefined) continue
        history.setAside(act, rid)
        history.keep(act, rid, historyOf(kind.name, id, before, after))
      }
    }
    return told
  }

  /** The log holds pages as they were; whoever reads them is not waited for. Answers whether it is empty now. */
  const emptyLog = (): boolean => {
    database.pragma('busy_timeout = 0')
    try {
      const [{ busy }] = database.pragma('wal_checkpoint(truncate)') as [{ busy: number }]
      return busy === 0
    } finally {
      database.pragma(`busy_timeout = ${usualPatience}`)
    }
  }

  const serverRowOf = ({ kind, root, version, deleted, data }: SentRow): ServerRow => ({ kind, root, version, deleted, data })

  return {
    outbox,
    state,
    setState,
    record: (name, args, by, batch, changes) => {
      for (const { id } of changes) if (!images.has(id)) images.set(id, localOf(id))
      outbox.add(
        { name, args, batch, memberId: by.memberId, at: by.now },
        changes.map(({ id }) => id),
      )
    },
    recordNew: (name, args, by, batch, fresh) => {
      for (const { id } of fresh) images.set(id, null)
      outbox.add(
        { name, args, batch, memberId: by.memberId, at: by.now },
        fresh.map(({ id }) => id),
      )
    },
    applyPage: (page) =>
      atomically(() => {
        if (page.from !== state().cursor) throw new LeadlineError('conflict', 'This page does not follow what is here')
        const incoming = new Map<string, ServerRow | null>(page.rows.map((row) => [row.id, serverRowOf(row)]))
        for (const id of page.forgotten) incoming.set(id, null)
        const fresh = page.results.filter(({ number }) => number > state().acknowledged)
        const told = rebase(incoming, fresh, page.changes)
        const acknowledged = Math.max(state().acknowledged, ...fresh.map(({ number }) => number))
        setState({ cursor: page.to, acknowledged, epoch: page.epoch })
        return told
      }),
    applyFirst: (rowsOfAll) => atomically(() => void rebase(new Map(rowsOfAll.map((row) => [row.id, serverRowOf(row)])), [], [])),
    beginSnapshot: ({ epoch, version, total, view }) =>
      atomically(() => {
        database.exec('delete from snapshot_row')
        setState({ epoch, view, cursor: null, snapshot: { after: null, version, done: 0, total } })
      }),
    applySnapshotPage: (page) =>
      atomically(() => {
        const snapshot = state().snapshot
        if (!snapshot) throw new LeadlineError('conflict', 'No snapshot is under way')
        const { written, others } = writeArrivals(page.rows)
        keepLateChanges(written.map(({ id }) => id))
        const rebased = rebase(new Map(others.map((row) => [row.id, serverRowOf(row)])), [], page.changes)
        for (const { id } of page.rows) insertSeen.run(id)
        setState({ snapshot: { ...snapshot, after: page.next, done: snapshot.done + page.rows.length } })
        return [...written.map(({ kind, id }) => ({ kind: kind.name, id })), ...rebased]
      }, commitFetched),
    endSnapshot: () =>
      atomically(() => {
        const snapshot = state().snapshot
        if (!snapshot) throw new LeadlineError('conflict', 'No snapshot is under way')
        const told: RowId[] = []
        for (let page = selectUnseen.all(0, 1000); page.length > 0; page = selectUnseen.all(page.at(-1)?.rid ?? 0, 1000)) {
          told.push(...rebase(new Map(page.map(({ id }) => [id, null])), [], []))
        }
        database.exec('delete from snapshot_row')
        told.push(...rebase(new Map(), [], [], true))
        setState({ cursor: snapshot.version, snapshot: null, isEmptied: false })
        return told
      }),
    emptySome: () =>
      atomically(() => {
        const page = selectFromServer.all()
        if (page.length === 0 && state().isEmptied) return null
        setState({ isEmptied: true, cursor: null, snapshot: null, isToSweep: true, isLogToSweep: false })
        database.exec('delete from late_change')
        outbox.forgetAnswered()
        return rebase(new Map(page.map((id) => [id, null])), [], [])
      }),
    sweep: (most = mostSweptAtOnce) => {
      if (!state().isToSweep || database.inTransaction) return
      if (!state().isLogToSweep) {
        const pages = database.pragma('page_count', { simple: true }) as number
        if (pages > most) return
        keeper.sweep()
        // What is copied meanwhile would lie in a folder that is not the workspace's.
        database.pragma(`temp_store = ${pages > mostSweptAtOnce ? 'FILE' : 'MEMORY'}`)
        // Secure deletion overwrites a row where it lies, but not the copies that SQLite leaves behind as it moves rows from page to page.
        database.exec('vacuum')
      }
      const isEmpty = emptyLog()
      setState({ isToSweep: !isEmpty, isLogToSweep: !isEmpty })
    },
    changeIdentity: (clientId, lastNumber) =>
      atomically(() => {
        outbox.renumber(lastNumber)
        setState({ clientId, acknowledged: 0, cursor: null, snapshot: null })
      }),
    refuseUnsent: (number, error) =>
      atomically(() => {
        rebase(new Map(), [{ number, version: 0, outcome: 'refused', error }], [])
        outbox.closeGap(number)
      }),
    settle: (results) =>
      atomically(() => {
        const fresh = results.filter(({ number }) => number > state().acknowledged)
        rebase(new Map(), fresh, [])
        setState({ acknowledged: Math.max(state().acknowledged, ...fresh.map(({ number }) => number)) })
      }),
    // What an import still holds is written first: nothing may be known to the server that a crash could take from this computer.
    toSend: () => atomically(() => outbox.next()),
    touchedBy: (mutation) => selectTouched.all(mutation),
  }
}
