import { mkdirSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { v7 as newId } from 'uuid'
import { queries } from '../../src-main/db/queries.ts'
import { openWorkspaceStore, type WorkspaceStore } from '../../src-main/db/workspace-store.ts'
import { createSyncEngine, type SyncEngine } from '../../src-main/sync/sync-engine.ts'
import { type Clock, type SyncTransport, systemClock } from '../../src-main/sync/sync-transport.ts'
import { openReader } from '../../src-node/sqlite/database.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import type { SentRow, Versions } from '../../src-shared/sync/protocol.ts'

interface MachineOptions {
  /** Empty, or left by the same machine. */
  readonly folder: string
  readonly memberId: string
  readonly transport: SyncTransport
  readonly clock?: Clock
  readonly versions?: Versions
  /** Of the first sign-in; nothing where the machine is only switched on again. */
  readonly firstRows: readonly SentRow[]
  /** See `createSyncEngine`. */
  readonly longestOffline?: () => number | null
  /** Hears of each row that goes because it may not be seen any more. */
  readonly onRemoved?: (kind: string, document: RowDocument) => void
}

/** One person's machine: the real store and the real engine, without a core around them. */
export interface Machine {
  readonly memberId: string
  readonly store: WorkspaceStore
  readonly engine: SyncEngine
  readonly sync: NonNullable<WorkspaceStore['sync']>
  /** Writes here and sends it soon. A refusal on the spot is thrown: nothing was kept. */
  readonly write: <Args>(mutator: Mutator<Args>, args: Args, batch?: string) => void
  /** Rows that the server has shown or confirmed, and all that are only here. */
  readonly rows: () => Map<string, Omit<SentRow, 'root'>>
  /** What the engine complained of; refusals of the server are none. */
  readonly complaints: readonly string[]
  /** How often it heard that the server was restored. */
  readonly restored: () => number
  readonly close: () => Promise<void>
}

export const openMachine = ({
  folder,
  memberId,
  transport,
  clock = systemClock,
  versions,
  firstRows,
  longestOffline = () => null,
  onRemoved = () => {},
}: MachineOptions): Machine => {
  mkdirSync(folder, { recursive: true })
  const store = openWorkspaceStore(folder, { team: { newId, onRemoved }, durable: false })
  const { sync } = store
  if (!sync) throw new Error('This is no workspace of a team')
  const complaints: string[] = []
  let restored = 0
  const engine = createSyncEngine({
    store: sync,
    transport,
    clock,
    newId,
    log: {
      error: (message, error) => {
        if (!(error instanceof LeadlineError))
          complaints.push(`${message}: ${error instanceof Error ? error.stack : JSON.stringify(error)}`)
      },
    },
    onRows: store.tell,
    onState: () => {},
    onRestored: () => {
      restored += 1
    },
    checksum: async () => queries['sync.checksum'](store.database, null),
    onPresence: () => {},
    longestOffline,
    ...(versions ? { versions } : {}),
  })
  if (firstRows.length > 0) sync.applyFirst(firstRows)
  return {
    memberId,
    store,
    engine,
    sync,
    write: (mutator, args, batch = newId()) => {
      store.mutate(mutator, args, { memberId, now: clock.now() + sync.state().clockOffset }, batch)
      engine.written()
    },
    rows: () => {
      const database = openReader(`${folder}/workspace.sqlite`)
      try {
        const all = database
          .prepare<[], { kind: string; id: string; version: number; data: string }>(
            'select kind, id, version, data from row where deleted = 0',
          )
          .all()
        return new Map(all.map((row) => [row.id, { ...row, deleted: false }]))
      } finally {
        database.close()
      }
    },
    complaints,
    restored: () => restored,
    close: async () => {
      engine.stop()
      store.close()
    },
  }
}

/** Nothing waits to be sent, and the last words with the server were good. */
export const isQuiet = ({ sync, engine }: Machine): boolean => sync.outbox.pending() === 0 && engine.connection().connection === 'online'

/** How a machine differs from what its person sees at the server; null where it does not (I3). */
export const differenceOf = (machine: Machine, seen: readonly SentRow[]): string | null => {
  const own = machine.rows()
  const theirs = seen.filter(({ deleted }) => !deleted)
  for (const row of theirs) {
    const here = own.get(row.id)
    if (!here) return `lacks the ${row.kind} ${row.id}`
    if (here.version !== row.version) return `has version ${here.version} of the ${row.kind} ${row.id} instead of ${row.version}`
    if (!isDeepStrictEqual(JSON.parse(here.data), JSON.parse(row.data))) return `has ${here.data} instead of ${row.data}`
  }
  return own.size === theirs.length ? null : `has ${own.size} rows instead of ${theirs.length}`
}
