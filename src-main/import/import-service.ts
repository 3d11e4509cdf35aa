import { appendFile, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { v7 as newId } from 'uuid'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import type { BadRow, ImportPreview, ImportProgress } from '../../src-shared/import/import-contract.ts'
import type { Encoding, ImportField } from '../../src-shared/import/import-fields.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { DeviceStore } from '../db/device-store.ts'
import type { HistoryService } from '../history/history-service.ts'
import type { Log } from '../platform/log.ts'
import type { Workspace } from '../workspace.ts'
import type { ImportMessage, ImportTask } from './import-worker.ts'

const largestFile = 2 * 1024 ** 3
/** Bad rows that are told one by one; the others are counted. */
const mostBadRows = 1000
const runningSetting = 'import.running'
/** A worker that runs away with a hostile file is ended by this much memory. */
const workerMemory = 512

interface Import {
  readonly id: string
  readonly path: string
  readonly bytes: number
  preview: ImportPreview | null
  progress: ImportProgress
  readonly bad: BadRow[]
  batch: string | null
  worker: Worker | null
  finished: Promise<void>
}

interface Dependencies {
  readonly workspace: Workspace
  readonly device: DeviceStore
  readonly dataFolder: string
  readonly history: HistoryService
  readonly log: Log
  readonly tell: (progress: ImportProgress) => void
}

/** Imports files: read and checked in a worker that can be stopped, kept in chunks under one batch, so that all of it can be taken back. */
export const createImportService = ({ workspace, device, dataFolder, history, log, tell }: Dependencies) => {
  const { store, context, country } = workspace
  const folder = join(dataFolder, 'imports')
  const imports = new Map<string, Import>()

  const existing = (id: string): Import => {
    const found = imports.get(id)
    if (!found) throw notFound('import', id)
    return found
  }

  const discard = async (path: string) => rm(path, { force: true })

  /** Runs a worker; `onRows` keeps a chunk, and the next is asked for when it returns. */
  const work = (one: Import, task: ImportTask, onRows?: (message: Extract<ImportMessage, { type: 'rows' }>) => void) =>
    new Promise<ImportPreview | null>((resolve, reject) => {
      const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: workerMemory },
      })
      one.worker = worker
      let preview: ImportPreview | null = null
      worker.on('message', (message: ImportMessage) => {
        if (message.type === 'preview') preview = message.preview
        if (message.type === 'failed') reject(new LeadlineError(message.code, message.message, message.problems))
        if (message.type === 'done') resolve(preview)
        if (message.type !== 'rows') return
        try {
          onRows?.(message)
          worker.postMessage('taken')
        } catch (error) {
          reject(error)
          void worker.terminate()
        }
      })
      worker.on('error', (error) => {
        log.error('An import failed', error)
        reject(new LeadlineError('unreadable_file', 'The file could not be read', [{ path: 'file', rule: 'unreadable' }]))
      })
      worker.on('exit', () => {
        // The worker of the preview may end after the one of the rows has begun.
        if (one.worker === worker) one.worker = null
        reject(new LeadlineError('busy', 'The import was stopped'))
      })
    })

  const report = (one: Import, change: Partial<ImportProgress>) => {
    one.progress = { ...one.progress, ...change }
    tell(one.progress)
  }

  const keepRows = (one: Import, batch: string) => (message: Extract<ImportMessage, { type: 'rows' }>) => {
    const refused: BadRow[] = []
    const args = message.contacts.map(({ contact }) => contact)
    store.mutateMany(createContact, args, context(), batch, (index, error) => {
      const [problem] = error.problems
      const line = message.contacts[index]?.line ?? 0
      refused.push({ line, field: problem?.path ?? 'name', rule: problem?.rule ?? error.code, limit: problem?.limit, value: '' })
    })
    one.bad.push(...[...message.bad, ...refused].slice(0, Math.max(0, mostBadRows - one.bad.length)))
    const { done, created, bad } = one.progress
    const wrong = message.bad.length + refused.length
    report(one, {
      done: done + message.contacts.length + message.bad.length,
      created: created + args.length - refused.length,
      bad: bad + wrong,
    })
  }

  const takeBack = (one: Import) => {
    if (one.batch && one.progress.created > 0) history.undo(one.batch)
    device.set(runningSetting, null)
  }

  const run = async (one: Import, task: ImportTask, batch: string) => {
    try {
      await work(one, task, keepRows(one, batch))
      device.set(runningSetting, null)
      report(one, { state: 'done' })
    } catch (error) {
      takeBack(one)
      report(one, { state: one.progress.state === 'cancelled' ? 'cancelled' : 'failed', created: 0 })
      if (one.progress.state === 'failed') log.error('An import failed', error)
    } finally {
      await discard(one.path)
    }
  }

  // An import that a killed process left half done is taken back before anybody sees it.
  const halfDone = device.get(runningSetting) as string | null | undefined
  if (halfDone) {
    const rows = store.database.prepare<[string], number>('select count(*) from change where batch = ?').pluck().get(halfDone) ?? 0
    if (rows > 0) history.undo(halfDone)
    device.set(runningSetting, null)
  }

  return {
    begin: async ({ bytes }: { readonly name: string; readonly bytes: number }) => {
      if (bytes > largestFile)
        throw new LeadlineError('too_large', 'The file is too large', [{ path: 'file', rule: 'file_too_large', limit: largestFile }])
      if (bytes === 0) throw new LeadlineError('empty_file', 'The file is empty', [{ path: 'file', rule: 'no_rows' }])
      const id = newId()
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const progress: ImportProgress = { importId: id, state: 'running', rows: 0, done: 0, created: 0, bad: 0 }
      imports.set(id, {
        id,
        path: join(folder, `${id}.part`),
        bytes,
        preview: null,
        progress,
        bad: [],
        batch: null,
        worker: null,
        finished: Promise.resolve(),
      })
      return { importId: id }
    },
    append: async ({ importId, offset, base64 }: { readonly importId: string; readonly offset: number; readonly base64: string }) => {
      const one = existing(importId)
      const size = await stat(one.path).then(
        (found) => found.size,
        () => 0,
      )
      // A piece that is sent again after a lost answer is there already.
      if (offset < size) return
      const piece = Buffer.from(base64, 'base64')
      if (offset !== size || size + piece.length > one.bytes)
        throw new LeadlineError('bad_input', 'The pieces of the file do not fit together')
      await appendFile(one.path, piece, { mode: 0o600 })
    },
    preview: async ({
      importId,
      ...wished
    }: {
      readonly importId: string
      readonly encoding?: Encoding | undefined
      readonly delimiter?: string | undefined
    }) => {
      const one = existing(importId)
      const preview = await work(one, { type: 'preview', path: one.path, wished })
      if (!preview) throw new LeadlineError('unreadable_file', 'The file could not be read')
      one.preview = preview
      return preview
    },
    start: async ({
      importId,
      stage,
      mapping,
    }: {
      readonly importId: string
      readonly stage: 'lead' | 'client'
      readonly mapping: readonly (ImportField | null)[]
    }) => {
      const one = existing(importId)
      if (!one.preview || one.batch) throw new LeadlineError('conflict', 'This import cannot be started')
      if (!mapping.includes('name') && !mapping.includes('company')) {
        throw new LeadlineError('bad_input', 'No column fills the name', [{ path: 'mapping', rule: 'name_not_mapped' }])
      }
      const batch = newId()
      one.batch = batch
      device.set(runningSetting, batch)
      const { encoding, delimiter, rows } = one.preview
      report(one, { rows })
      const rowContext = { stage, mapping, memberId: context().memberId, country: country() }
      one.finished = run(one, { type: 'rows', path: one.path, form: { encoding, delimiter }, context: rowContext }, batch)
      return { batch }
    },
    progress: (importId: string) => existing(importId).progress,
    cancel: async (importId: string) => {
      const one = existing(importId)
      if (one.progress.state !== 'running') return
      one.progress = { ...one.progress, state: 'cancelled' }
      await one.worker?.terminate()
      await one.finished
      await discard(one.path)
    },
    badRows: (importId: string) => {
      const one = existing(importId)
      return { rows: one.bad, more: one.progress.bad - one.bad.length }
    },
    close: async () => {
      for (const one of imports.values()) {
        await one.worker?.terminate()
        await one.finished
      }
    },
  }
}

export type ImportService = ReturnType<typeof createImportService>
