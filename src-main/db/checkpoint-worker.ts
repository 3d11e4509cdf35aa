import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../src-node/sqlite/database.ts'

/** Pages of the log beyond which it has to begin anew. */
const longestLog = 32_768

/** Milliseconds between a commit and what is done about it, and about those that come meanwhile. */
const pause = 250

let isDue = false
const database = openDatabase((workerData as { databasePath: string }).databasePath)

// PASSIVE waits for nobody, and nobody waits for it. While somebody writes without a pause it never reaches the end, and the log grows: then
// RESTART makes the writer wait for the little that is left.
const checkpoint = () => {
  isDue = false
  const [{ log }] = database.pragma('wal_checkpoint(passive)') as [{ log: number }]
  if (log > longestLog) database.pragma('wal_checkpoint(restart)')
}

// Pages that are written again and again are brought over once.
parentPort?.on('message', () => {
  if (isDue) return
  isDue = true
  setTimeout(checkpoint, pause)
})
