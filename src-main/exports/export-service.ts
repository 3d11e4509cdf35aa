import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'
import type { exportInputSchema } from '../../src-shared/exports/export-contract.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { Language } from '../../src-shared/lib/schemas.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { asStorageError } from '../db/storage-error.ts'
import type { FileService } from '../files/file-service.ts'
import type { Log } from '../platform/log.ts'
import type { Running, WorkService } from '../work/work-service.ts'
import type { Workspace } from '../workspace.ts'
import type { ExportMessage, ExportTask, FilePiece } from './export-worker.ts'

export interface ExportDependencies {
  readonly workspace: Workspace
  readonly work: WorkService
  readonly files: Pick<FileService, 'read'>
  readonly dataFolder: string
  readonly log: Log
}

type ExportInput = z.output<typeof exportInputSchema>

interface Written {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly mediaType: string
}

/** Megabytes by which a thread that runs away is ended. */
const mostMemory = 512
/** Bytes of an attached file that are handed over at a time. */
const pieceSize = 1_048_576

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/zip',
} as const

/** Failures after which an attached file is left out: it lies nowhere, or where nobody reaches it now. */
const isAbsence = (error: unknown) =>
  error instanceof LeadlineError && ['not_found', 'unreachable', 'forbidden', 'unauthorized'].includes(error.code)

/** What the file of a table is called. */
const tableNames: Readonly<Record<Language, Readonly<Record<'client' | 'lead' | 'any', string>>>> = {
  pl: { client: 'klienci', lead: 'leady', any: 'kontakty' },
  en: { client: 'clients', lead: 'leads', any: 'contacts' },
}

const nameOf = (input: ExportInput, language: Language, now: number): string => {
  const day = new Date(now).toISOString().slice(0, 10)
  if (input.what === 'everything') return `leadline-${day}.zip`
  const kind = tableNames[input.format === 'json' ? 'en' : language]['query' in input.selection ? input.selection.query.stage : 'any']
  return `leadline-${kind}-${day}.${input.format === 'json' ? 'zip' : input.format}`
}

/**
 * Takes data out in open formats. A thread reads through a connection of its own and writes a file that its owner alone may read; it lies here until it was
 * fetched whole, is not wanted, or the program ends, and what a program that died has left goes at the next start.
 */
export const createExportService = ({ workspace, work, files, dataFolder, log }: ExportDependencies) => {
  const folder = join(dataFolder, 'exports')
  const written = new Map<string, Written>()
  const emptied = rm(folder, { recursive: true, force: true }).catch((error) => log.error('Old exports could not be removed', error))

  const remove = async (id: string, path: string) => {
    written.delete(id)
    await rm(path, { force: true }).catch((error) => log.error('An export could not be removed', error))
  }

  const pieceOf = async (hash: string, offset: number): Promise<FilePiece> => {
    try {
      const { piece } = await files.read({ hash, offset, length: pieceSize })
      return Buffer.from(piece, 'base64')
    } catch (error) {
      if (isAbsence(error)) return null
      throw error
    }
  }

  const runWorker = (task: ExportTask, { signal, report }: Running) =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./export-worker.ts', import.meta.url), {
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: mostMemory },
      })
      const stop = () => void worker.terminate()
      signal.addEventListener('abort', stop, { once: true })
      let failure: unknown = new LeadlineError('internal', 'The thread that exports has ended')
      let isDone = false
      const answer = async (hash: string, offset: number) => {
        try {
          worker.postMessage(await pieceOf(hash, offset))
        } catch (error) {
          failure = error
          stop()
        }
      }
      worker.on('message', (message: ExportMessage) => {
        if (message.type === 'progress') report({ total: message.total, done: message.done })
        else if (message.type === 'piece') void answer(message.hash, message.offset)
        else if (message.type === 'done') isDone = true
        else failure = new LeadlineError(message.code, message.message, message.problems)
      })
      worker.on('error', (error) => {
        failure = error
      })
      // Only now is everything on the way heard, and the file closed.
      worker.on('exit', () => {
        signal.removeEventListener('abort', stop)
        if (isDone) resolve()
        else reject(signal.aborted ? signal.reason : failure)
      })
      if (signal.aborted) stop()
    })

  const languageOf = (input: ExportInput): Language => (input.what === 'contacts' && input.language) || workspace.me().language

  const taskOf = (input: ExportInput, path: string): ExportTask => {
    const common = { path, databasePath: workspace.store.database.name }
    const memberId = workspace.me().id
    if (input.what === 'everything') return { ...common, what: 'everything', format: 'json', memberId }
    const selection = { selection: input.selection, memberId }
    return { ...common, what: 'contacts', format: input.format, selection, country: workspace.country(), language: languageOf(input) }
  }

  const run = async (id: string, input: ExportInput, running: Running) => {
    const path = join(folder, id)
    try {
      await emptied
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await runWorker(taskOf(input, path), running)
      const { size } = await stat(path)
      written.set(id, {
        path,
        name: nameOf(input, languageOf(input), workspace.context().now),
        bytes: size,
        mediaType: mediaTypes[input.format],
      })
    } catch (error) {
      await remove(id, path)
      throw asStorageError(error)
    }
  }

  const existing = (id: string): Written => {
    const found = written.get(id)
    if (!found) throw notFound('export', id)
    return found
  }

  return {
    /** Begins; the id of the work is that of the file. */
    start: (input: ExportInput): Work => {
      const id = newId()
      return work.begin('export', (running) => run(id, input, running), id)
    },
    file: (id: string) => {
      const { name, bytes, mediaType } = existing(id)
      return { name, bytes, mediaType }
    },
    read: async ({ id, offset, length }: { readonly id: string; readonly offset: number; readonly length: number }) => {
      const { path, bytes } = existing(id)
      const file = await open(path, 'r')
      try {
        const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, bytes - offset)))
        const { bytesRead } = await file.read(buffer, 0, buffer.length, offset)
        if (offset + bytesRead >= bytes) await remove(id, path)
        return { base64: buffer.toString('base64', 0, bytesRead) }
      } catch (error) {
        throw asStorageError(error)
      } finally {
        await file.close()
      }
    },
    discard: async (id: string): Promise<void> => {
      const found = written.get(id)
      if (found) await remove(id, found.path)
    },
    close: async (): Promise<void> => {
      await emptied
      written.clear()
      await rm(folder, { recursive: true, force: true }).catch((error) => log.error('Exports could not be removed', error))
    },
  }
}

export type ExportService = ReturnType<typeof createExportService>
