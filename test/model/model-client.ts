import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { queries } from '../../src-main/db/queries.ts'
import { openWorkspaceStore, type WorkspaceStore } from '../../src-main/db/workspace-store.ts'
import { createSyncEngine, type SyncEngine } from '../../src-main/sync/sync-engine.ts'
import type { Clock, SyncTransport } from '../../src-main/sync/sync-transport.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'

interface Dependencies {
  readonly folder: string
  /** An empty workspace that is copied: making one takes longer than all the rest. */
  readonly template: string
  readonly memberId: string
  readonly clock: Clock
  readonly transport: (clientId: () => string) => SyncTransport
  readonly newId: () => string
  readonly firstRows: readonly SentRow[]
  readonly fail: (sentence: string) => void
}

/** One machine: the real store and the real engine, which may die at any moment. */
export const createModelClient = ({ folder, template, memberId, clock, transport, newId, firstRows, fail }: Dependencies) => {
  mkdirSync(folder, { recursive: true })
  cpSync(template, folder, { recursive: true })
  let store: WorkspaceStore
  let engine: SyncEngine
  let isOn = false

  const sync = () => {
    if (!store.sync) throw new Error('This is no workspace of a team')
    return store.sync
  }

  const start = () => {
    store = openWorkspaceStore(folder, { team: { newId, onRemoved: () => {} }, durable: false })
    engine = createSyncEngine({
      store: sync(),
      transport: transport(() => sync().state().clientId),
      clock,
      newId,
      log: {
        error: (message, error) => fail(`${message}: ${error instanceof Error ? error.stack : JSON.stringify(error)}`),
      },
      onRows: store.tell,
      onState: () => {},
      onRestored: () => {},
      checksum: async () => queries['sync.checksum'](store.database, null),
      onPresence: () => {},
    })
    isOn = true
  }

  start()
  sync().applyFirst(firstRows)

  return {
    memberId,
    store: () => store,
    sync,
    engine: () => engine,
    isOn: () => isOn,
    start: () => engine.start(),
    /** Writes here, whatever the network does. A refusal on the spot is the author's to see: nothing was confirmed. */
    write: <Args>(mutator: Mutator<Args>, args: Args, batch = newId()): boolean => {
      const now = clock.now() + sync().state().clockOffset
      try {
        store.mutate(mutator, args, { memberId, now }, batch)
        engine.written()
        return true
      } catch (error) {
        if (error instanceof LeadlineError) return false
        throw error
      }
    },
    /** Dies on the spot: what was confirmed is on the disk, what was on its way is not. */
    crash: () => {
      isOn = false
      engine.stop()
      store.close()
    },
    reopen: () => {
      start()
      engine.start()
    },
    file: () => join(folder, 'workspace.sqlite'),
    close: async () => {
      if (!isOn) return
      isOn = false
      // Not waited for: it may have asked something, and no time passes any more in which the answer could come.
      engine.stop()
      store.close()
    },
  }
}

export type ModelClient = ReturnType<typeof createModelClient>
