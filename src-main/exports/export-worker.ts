import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from '../../src-node/sqlite/database.ts'
import type { ExportFormat } from '../../src-shared/exports/export-contract.ts'
import { type FieldProblem, LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Language } from '../../src-shared/lib/schemas.ts'
import { asStorageError } from '../db/storage-error.ts'
import { documentEntries } from './document-entries.ts'
import { type AskedSelection, selectedRows } from './selected-rows.ts'
import { csvFile, workbookEntries } from './table-files.ts'
import { writeZip } from './zip-file.ts'

export type ExportTask = { readonly path: string; readonly databasePath: string } & (
  | {
      readonly what: 'contacts'
      readonly format: ExportFormat
      readonly selection: AskedSelection
      readonly country: string
      readonly language: Language
    }
  | { readonly what: 'everything'; readonly format: 'json'; readonly memberId: string }
)

/** A piece of an attached file: empty behind its end, null where the file cannot be had. */
export type FilePiece = Uint8Array | null

export type ExportMessage =
  | { readonly type: 'progress'; readonly total: number; readonly done: number }
  /** Asks for a piece of an attached file; a message with the piece is the answer. */
  | { readonly type: 'piece'; readonly hash: string; readonly offset: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: LeadlineError['code']; readonly message: string; readonly problems: readonly FieldProblem[] }

const tell = (message: ExportMessage) => parentPort?.postMessage(message)

let answered: ((piece: FilePiece) => void) | null = null

const pieceOf = (hash: string, offset: number): Promise<FilePiece> =>
  new Promise((resolve) => {
    answered = resolve
    tell({ type: 'piece', hash, offset })
  })

const write = async (task: ExportTask): Promise<void> => {
  const database = openReader(task.databasePath)
  try {
    const progress = (total: number, done: number) => tell({ type: 'progress', total, done })
    if (task.what === 'everything') return await writeZip(task.path, documentEntries(database, null, task.memberId, pieceOf, progress))
    const rids = selectedRows(database, task.selection)
    const table = { database, rids, country: task.country, language: task.language, progress }
    if (task.format === 'json') await writeZip(task.path, documentEntries(database, rids, task.selection.memberId, pieceOf, progress))
    else if (task.format === 'xlsx') await writeZip(task.path, workbookEntries(table))
    else await pipeline(Readable.from(csvFile(table)), createWriteStream(task.path, { mode: 0o600, flags: 'wx' }))
  } finally {
    database.close()
  }
}

parentPort?.on('message', (piece: FilePiece) => {
  answered?.(piece)
  answered = null
})

try {
  await write(workerData as ExportTask)
  tell({ type: 'done' })
} catch (thrown) {
  const error = asStorageError(thrown)
  if (!(error instanceof LeadlineError)) throw error
  tell({ type: 'failed', code: error.code, message: error.message, problems: error.problems })
} finally {
  parentPort?.close()
}
