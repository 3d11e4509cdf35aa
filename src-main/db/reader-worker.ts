import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from '../../src-node/sqlite/database.ts'
import { queries } from './queries.ts'

export interface ReaderQuestion {
  readonly number: number
  readonly name: string
  readonly args: unknown
}

export interface ReaderAnswer {
  readonly number: number
  readonly value?: unknown
  readonly error?: string
}

const database = openReader((workerData as { databasePath: string }).databasePath)
const byName = queries as unknown as Readonly<Record<string, (connection: typeof database, args: unknown) => unknown>>

parentPort?.on('message', ({ number, name, args }: ReaderQuestion) => {
  let answer: ReaderAnswer
  try {
    answer = { number, value: byName[name]?.(database, args) }
  } catch (error) {
    answer = { number, error: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(answer)
})
