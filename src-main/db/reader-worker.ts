import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from '../../src-node/sqlite/database.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { queries } from './queries.ts'
import { asStorageError } from './storage-error.ts'

export interface ReaderQuestion {
  readonly number: number
  readonly name: string
  readonly args: unknown
}

export interface ReaderAnswer {
  readonly number: number
  readonly value?: unknown
  readonly failure?: { readonly code: LeadlineError['code']; readonly message: string }
}

const database = openReader((workerData as { databasePath: string }).databasePath)
const byName = queries as unknown as Readonly<Record<string, (connection: typeof database, args: unknown) => unknown>>

const failureOf = (error: unknown): ReaderAnswer['failure'] => {
  const told = asStorageError(error)
  if (told instanceof LeadlineError) return { code: told.code, message: told.message }
  return { code: 'internal', message: told instanceof Error ? told.message : String(told) }
}

// One transaction: the statements of a question all see the same moment.
const answer = database.transaction((name: string, args: unknown) => byName[name]?.(database, args))

parentPort?.on('message', ({ number, name, args }: ReaderQuestion) => {
  let told: ReaderAnswer
  try {
    told = { number, value: answer(name, args) }
  } catch (error) {
    told = { number, failure: failureOf(error) }
  }
  parentPort?.postMessage(told)
})
