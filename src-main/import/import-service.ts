import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import type { BadRow, ImportPreview, ImportProgress } from '../../src-shared/import/import-contract.ts'
import type { Encoding, ImportField } from '../../src-shared/import/import-fields.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { MutationContext } from '../../src-shared/rows/mutator.ts'
import type { DeviceStore } from '../db/device-store.ts'
import { unpackLookups, unpackOrdered, unpackRows } from '../db/packed-rows.ts'
import { asStorageError } from '../db/storage-error.ts'
import type { HistoryService } from '../history/history-service.ts'
import type { Log } from '../platform/log.ts'
import type { Workspace } from '../workspace.ts'
import { createFileReader, type FileReader, type Prepared } from './file-reader.ts'
import type { ImportTask } from './import-worker.ts'

const largestFile = 2 * 1024 ** 3
/** Bad rows that are told one by one; the others are counted. */
const mostBadRows = 1000
/** Batches of imports that are under way: whoever starts next takes back what is left of them. */
const runningSetting = 'import.running'

interface Import {
  readonly id: string
  readonly path: string
  readonly bytes: number
  received: number
  /** The piece of the file that is being written. */
  arriving: Promise<void>
  preview: ImportPreview | null
  progress: ImportProgress
  readonly bad: BadRow[]
  batch: string | null
  hasBegun: boolean
  readonly reader: FileReader
  finished: Promise<void>
}

interface Dependencies {
  readonly workspace: Workspace
  readonly device: DeviceStore
  readonly dataFolder: string
  readonly history: HistoryService
  readonly log: Log
  readonly tell: (progress: ImportProgress) => void
  /** Throws where this member may not import into the stage; left out: everybody may. */
  readonly demandRight?: (stage: 'lead' | 'client') => void
}

/**
 * Imports files: read and checked in a worker that can be stopped, kept under one batch, so that all of it can be taken back. An import that
 * does not reach its end is taken back whole: at once where it was cancelled or failed, after the next start where the program ended.
 */
export const createImportService = ({ workspace, device, dataFolder, history, log, tell, demandRight = () => {} }: Dependencies) => {
  const { store, context, country } = workspace
  const folder = join(dataFolder, 'imports')
  const imports = new Map<string, Import>()
  const closing = new AbortController()
  const running = new Set([device.get(runningSetting) ?? []].flat() as string[])

  const existing = (id: string): Import => {
    const found = imports.get(id)
    if (!found) throw notFound('import', id)
    return found
  }

  const discard = (one: Import) =>
    rm(one.path, { force: true }).catch((error) => log.error('The file of an import could not be removed', error))

  const mark = (batch: string, isRunning: boolean) => {
    if (isRunning) running.add(batch)
    else running.delete(batch)
    device.set(runningSetting, [...running])
    if (running.size === 0) store.bulk.endUnordered()
  }

  const report = (one: Import, change: Partial<ImportProgress>) => {
    one.progress = { ...one.progress, ...change }
    tell(one.progress)
  }

  /** Writes what the worker has prepared; answers with the number of the first row. */
  const keep = (one: Import, batch: string, by: MutationContext) => (message: Prepared) => {
    // A worker that was stopped may have said more than has been heard.
    if (one.progress.state !== 'running') return 0
    if (message.type === 'entries') {
      const { entries } = message
      if (entries.type === 'lookups') store.bulk.writeLookups(createContact.name, entries.kind, unpackLookups(entries), by, batch)
      else store.bulk.writeOrdered(createContact.name, entries.kind, unpackOrdered(entries), by, batch)
      return 0
    }
    const prepared = unpackRows(message.prepared)
    const firstRid = store.bulk.writeRows(createContact.name, prepared, by, batch)
    one.bad.push(...message.bad.slice(0, Math.max(0, mostBadRows - one.bad.length)))
    const { done, created, bad } = one.progress
    report(one, { done: done + message.done, created: created + prepared.length, bad: bad + message.bad.length })
    return firstRid
  }

  const takeBack = async (batch: string) => {
    try {
      await history.undo(batch, closing.signal)
    } catch (error) {
      if (!(error instanceof LeadlineError && error.code === 'not_found')) throw error
    }
    mark(batch, false)
  }

  /** Failing to take back leaves the mark: the next start tries again. */
  const tryToTakeBack = async (batch: string) => {
    try {
      store.bulk.settle()
    } catch (error) {
      log.error('What an import had written last is lost', error)
    }
    try {
      await takeBack(batch)
    } catch (error) {
      if (!closing.signal.aborted) log.error('An import could not be taken back yet', error)
    }
  }

  const run = async (one: Import, task: ImportTask, batch: string, by: MutationContext) => {
    try {
      one.hasBegun = true
      await one.reader.run(task, keep(one, batch, by))
      store.bulk.settle()
      mark(batch, false)
      report(one, { state: 'done' })
    } catch (error) {
      if (closing.signal.aborted) return
      const cancelled = one.progress.state === 'cancelled'
      if (!cancelled) log.error('An import failed', error)
      await tryToTakeBack(batch)
      report(one, { state: cancelled ? 'cancelled' : 'failed', created: 0 })
    } finally {
      await one.reader.stop()
      await discard(one)
    }
  }

  // Whatever lies here belongs to imports that nobody remembers.
  const emptied = rm(folder, { recursive: true, force: true })
  for (const batch of running) store.bulk.expectUnordered(batch)
  const recovered = (async () => {
    for (const batch of [...running]) await tryToTakeBack(batch)
  })()
  // One import after the other: two would only be in each other's way.
  let queue: Promise<unknown> = recovered

  return {
    /** Settles when what an earlier process left half done has been taken back. */
    recovered,
    begin: async ({ bytes }: { readonly name: string; readonly bytes: number }) => {
      if (bytes > largestFile)
        throw new LeadlineError('too_large', 'The file is too large', [{ path: 'file', rule: 'file_too_large', limit: largestFile }])
      if (bytes === 0) throw new LeadlineError('empty_file', 'The file is empty', [{ path: 'file', rule: 'no_rows' }])
      const id = newId()
      const path = join(folder, `${id}.part`)
      try {
        await emptied
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFile(path, '', { mode: 0o600 })
      } catch (error) {
        throw asStorageError(error)
      }
      const progress: ImportProgress = { importId: id, state: 'running', rows: 0, done: 0, created: 0, bad: 0 }
      imports.set(id, {
        id,
        path,
        bytes,
        received: 0,
        arriving: Promise.resolve(),
        preview: null,
        progress,
        bad: [],
        batch: null,
        hasBegun: false,
        reader: createFileReader(log),
        finished: Promise.resolve(),
      })
      return { importId: id }
    },
    /** Every piece goes to its own place, so that one which is sent again after a lost answer or a failed write does no harm. */
    append: async ({ importId, offset, base64 }: { readonly importId: string; readonly offset: number; readonly base64: string }) => {
      const one = existing(importId)
      const piece = Buffer.from(base64, 'base64')
      const write = async () => {
        if (one.batch !== null || one.progress.state !== 'running') throw new LeadlineError('conflict', 'This import takes no more pieces')
        if (offset > one.received || offset + piece.length > one.bytes)
          throw new LeadlineError('bad_input', 'The pieces of the file do not fit together')
        const file = await open(one.path, 'r+')
        try {
          for (let written = 0; written < piece.length; ) {
            written += (await file.write(piece, written, piece.length - written, offset + written)).bytesWritten
          }
        } finally {
          await file.close()
        }
        one.received = Math.max(one.received, offset + piece.length)
      }
      const written = one.arriving.then(write).catch((error) => {
        throw asStorageError(error)
      })
      one.arriving = written.catch(() => {})
      await written
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
      if (one.batch !== null || one.progress.state !== 'running') throw new LeadlineError('conflict', 'This import has been started')
      if (one.received < one.bytes) throw new LeadlineError('bad_input', 'The file has not arrived whole')
      const preview = await one.reader.run({ type: 'preview', path: one.path, wished })
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
      demandRight(stage)
      const one = existing(importId)
      if (!one.preview || one.batch || one.progress.state !== 'running')
        throw new LeadlineError('conflict', 'This import cannot be started')
      if (!mapping.includes('name') && !mapping.includes('company')) {
        throw new LeadlineError('bad_input', 'No column fills the name', [{ path: 'mapping', rule: 'name_not_mapped' }])
      }
      const batch = newId()
      mark(batch, true)
      one.batch = batch
      const { encoding, delimiter, rows } = one.preview
      report(one, { rows })
      const by = context()
      const task: ImportTask = {
        type: 'rows',
        path: one.path,
        form: { encoding, delimiter },
        context: { stage, mapping, by, country: country() },
      }
      one.finished = queue.then(() => run(one, task, batch, by))
      queue = one.finished
      return { batch }
    },
    isRunning: (): boolean => running.size > 0,
    progress: (importId: string) => existing(importId).progress,
    cancel: async (importId: string) => {
      const one = existing(importId)
      if (one.progress.state !== 'running') return
      one.progress = { ...one.progress, state: 'cancelled' }
      await one.reader.stop()
      if (one.hasBegun) await one.finished
      await discard(one)
    },
    badRows: (importId: string) => {
      const one = existing(importId)
      return { rows: one.bad, more: one.progress.bad - one.bad.length }
    },
    /** Stops what is under way; the next start takes it back. */
    close: async () => {
      closing.abort()
      for (const one of imports.values()) {
        await one.reader.stop()
        await one.finished
        if (one.batch === null) await discard(one)
      }
      await recovered
    },
  }
}

export type ImportService = ReturnType<typeof createImportService>
