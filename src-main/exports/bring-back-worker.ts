import { parentPort, workerData } from 'node:worker_threads'
import { type FieldProblem, LeadlineError } from '../../src-shared/lib/errors.ts'
import { asStorageError } from '../db/storage-error.ts'
import { readArchive } from './read-archive.ts'

/** The archive, and the folder in which it is laid out. */
export interface BringBackTask {
  readonly path: string
  readonly folder: string
}

export type BringBackMessage =
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: LeadlineError['code']; readonly message: string; readonly problems: readonly FieldProblem[] }

const tell = (message: BringBackMessage) => parentPort?.postMessage(message)

try {
  const { path, folder } = workerData as BringBackTask
  readArchive(path, folder)
  tell({ type: 'done' })
} catch (thrown) {
  const error = asStorageError(thrown)
  if (!(error instanceof LeadlineError)) throw error
  tell({ type: 'failed', code: error.code, message: error.message, problems: error.problems })
}
