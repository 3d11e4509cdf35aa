import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../src-node/sqlite/database.ts'

const database = openDatabase((workerData as { databasePath: string }).databasePath)

// PASSIVE waits for nobody, and nobody waits for it: what is still being read or written is left for the next time.
parentPort?.on('message', () => database.pragma('wal_checkpoint(passive)'))
