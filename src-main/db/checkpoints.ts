import { Worker } from 'node:worker_threads'
import { type Database, usualCheckpoint } from '../../src-node/sqlite/database.ts'

/** Pages of the log beyond which the writing connection brings them into the database itself, though another thread should have done it. */
const longestLog = 262_144
/** Milliseconds without work after which the thread ends. */
const patience = 2000

export interface Checkpoints {
  /** Brings what has been committed into the database, in a thread of its own: while much is written that is half of the work. */
  readonly begin: () => void
  readonly close: () => void
}

export const createCheckpoints = (database: Database, databasePath: string): Checkpoints => {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined

  const end = () => {
    clearTimeout(idle)
    void worker?.terminate()
    worker = null
    if (database.open) database.pragma(`wal_autocheckpoint = ${usualCheckpoint}`)
  }

  return {
    begin: () => {
      if (!worker) {
        database.pragma(`wal_autocheckpoint = ${longestLog}`)
        worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
          workerData: { databasePath },
          resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
        })
        worker.unref()
        // Without it the writing connection does the work alone, as it does at all other times.
        worker.on('error', end)
      }
      worker.postMessage('checkpoint')
      clearTimeout(idle)
      idle = setTimeout(end, patience).unref()
    },
    close: end,
  }
}
