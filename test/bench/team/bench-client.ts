import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import type { RowId } from '../../../src-main/db/bulk-writer.ts'
import { queries } from '../../../src-main/db/queries.ts'
import { openWorkspaceStore, type WorkspaceStore } from '../../../src-main/db/workspace-store.ts'
import { createHttpTransport } from '../../../src-main/sync/http-transport.ts'
import { createSyncEngine } from '../../../src-main/sync/sync-engine.ts'
import type { SyncStore } from '../../../src-main/sync/sync-store.ts'
import { systemClock } from '../../../src-main/sync/sync-transport.ts'

export interface BenchClient {
  readonly store: WorkspaceStore
  readonly sync: SyncStore
  /** Begins, and settles when everything that the server has is here. */
  readonly bring: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The store and the engine of a real client, in a folder of its own. */
export const openBenchClient = (server: string, token: string, onRows: (rows: readonly RowId[]) => void = () => {}): BenchClient => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-bench-client-'))
  const store = openWorkspaceStore(folder, { team: { newId, onRemoved: () => {} } })
  const sync = store.sync as SyncStore
  let failure: unknown = null
  const engine = createSyncEngine({
    store: sync,
    transport: createHttpTransport(server, () => token, systemClock),
    clock: systemClock,
    newId,
    log: {
      error: (_, error) => {
        failure = error
      },
    },
    onRows,
    onState: () => {},
    onRestored: () => {},
    checksum: async () => queries['sync.checksum'](store.database, null),
    onPresence: () => {},
  })
  return {
    store,
    sync,
    bring: async () => {
      engine.start()
      await engine.runNow()
      if (failure !== null || sync.state().syncedAt === null) throw new Error('The client did not come up to date', { cause: failure })
    },
    close: async () => {
      engine.stop()
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
