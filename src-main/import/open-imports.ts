import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import type { ImportProgress, importPlanSchema } from '../../src-shared/import/import-contract.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { Log } from '../platform/log.ts'
import { type ArrivingFile, createArrivingFile, removeWithSheets } from './arriving-file.ts'
import { createFileReader, type FileReader } from './file-reader.ts'
import type { ConvertedBook, NewNames, TablePreview } from './import-messages.ts'
import type { createImportWriter } from './import-writer.ts'

export type Plan = ReturnType<typeof importPlanSchema.parse>

/** A file that is being imported, from its first byte to its last row. */
export interface OpenImport {
  readonly id: string
  readonly name: string
  readonly file: ArrivingFile
  readonly reader: FileReader
  book: ConvertedBook | null
  preview: TablePreview | null
  /** The last plan that was checked, and the names that it needs. */
  checked: { readonly plan: Plan; readonly fresh: NewNames; readonly tooManyNames: number | null } | null
  progress: ImportProgress
  bad: ReturnType<ReturnType<typeof createImportWriter>['bad']>
  isStarted: boolean
  hasBegun: boolean
  finished: Promise<void>
}

interface Dependencies {
  readonly dataFolder: string
  readonly log: Log
  readonly tell: (progress: ImportProgress) => void
}

export const nothingDone = { rows: 0, done: 0, created: 0, updated: 0, skipped: 0, bad: 0 }

/** Where the rows of an import lie that cannot be taken. */
export const badPathOf = ({ file }: Pick<OpenImport, 'file'>): string => `${file.path}.bad.csv`

/** Takes files in, piece by piece, and knows how far each import is; whatever a process before this one has left of files is removed. */
export const createOpenImports = ({ dataFolder, log, tell }: Dependencies) => {
  const folder = join(dataFolder, 'imports')
  const imports = new Map<string, OpenImport>()
  // Whatever lies here belongs to imports that nobody remembers.
  const emptied = rm(folder, { recursive: true, force: true })

  /** @throws LeadlineError `not_found` */
  const existing = (id: string): OpenImport => {
    const found = imports.get(id)
    if (!found) throw notFound('import', id)
    return found
  }

  const demandWhole = ({ file }: OpenImport) => {
    if (!file.isWhole()) throw new LeadlineError('bad_input', 'The file has not arrived whole')
  }

  return {
    get: (id: string): OpenImport | undefined => imports.get(id),
    all: (): Iterable<OpenImport> => imports.values(),
    existing,
    /** One whose file is here, and that has not been started. */
    toPreview: (id: string): OpenImport => {
      const one = existing(id)
      if (one.isStarted || one.progress.state !== 'running') throw new LeadlineError('conflict', 'This import has been started')
      demandWhole(one)
      return one
    },
    /** One that waits for what is to become of its rows. */
    waiting: (id: string): { readonly one: OpenImport; readonly preview: TablePreview } => {
      const one = existing(id)
      const isWaiting = !one.isStarted && (one.progress.state === 'running' || one.progress.state === 'checking')
      if (!isWaiting || !one.preview) throw new LeadlineError('conflict', 'This import cannot be started')
      return { one, preview: one.preview }
    },
    report: (one: OpenImport, change: Partial<ImportProgress>): void => {
      one.progress = { ...one.progress, ...change }
      tell(one.progress)
    },
    /** Removes its files. */
    discard: (one: OpenImport): Promise<void> =>
      removeWithSheets(one.file.path, [badPathOf(one), ...(one.book?.sheets ?? []).map(({ path }) => path)]).catch((error) =>
        log.error('The file of an import could not be removed', error),
      ),
    begin: async ({ name, bytes }: { readonly name: string; readonly bytes: number }) => {
      const id = newId()
      await emptied
      const file = await createArrivingFile(join(folder, `${id}.part`), bytes)
      const reader = createFileReader(log)
      reader.prepare()
      imports.set(id, {
        id,
        name,
        file,
        reader,
        book: null,
        preview: null,
        checked: null,
        progress: { importId: id, state: 'running', ...nothingDone },
        bad: [],
        isStarted: false,
        hasBegun: false,
        finished: Promise.resolve(),
      })
      return { importId: id }
    },
    append: async ({ importId, offset, base64 }: { readonly importId: string; readonly offset: number; readonly base64: string }) => {
      const one = existing(importId)
      await one.file.append(offset, Buffer.from(base64, 'base64'), () => !one.isStarted && one.progress.state === 'running')
    },
    /** Gives a file that has arrived whole to whoever reads it otherwise, and removes it then. */
    takeFile: (importId: string): string => {
      const one = existing(importId)
      if (one.isStarted || one.preview || one.progress.state !== 'running')
        throw new LeadlineError('conflict', 'This import has been begun')
      demandWhole(one)
      imports.delete(importId)
      return one.file.path
    },
  }
}
