import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { v7 as newId } from 'uuid'
import { openReader } from '../../src-node/sqlite/database.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { idSchema } from '../../src-shared/lib/schemas.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { asStorageError } from '../db/storage-error.ts'
import type { HistoryService } from '../history/history-service.ts'
import type { Log } from '../platform/log.ts'
import { moveAlone } from '../team/move-alone.ts'
import type { Running, WorkService } from '../work/work-service.ts'
import type { Workspace } from '../workspace.ts'
import type { BringBackMessage, BringBackTask } from './bring-back-worker.ts'

interface Dependencies {
  readonly workspace: Workspace
  readonly work: WorkService
  readonly dataFolder: string
  readonly history: HistoryService
  /** Who brings it, with their rights; null while the rows of the team are not here yet. */
  readonly viewer: () => Viewer | null
  /** Where an upload lies that is whole; whoever asks removes it. */
  readonly takeFile: (importId: string) => string
  /** Takes over attached files that lie in a folder as those of a workspace do. */
  readonly bringFiles: (folder: string) => Promise<void>
  readonly log: Log
}

/** Megabytes by which a thread that runs away with a hostile file is ended; the archive itself lies beside them. */
const mostMemory = 512

const layOut = (task: BringBackTask, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL('./bring-back-worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    })
    const stop = () => void worker.terminate()
    signal.addEventListener('abort', stop, { once: true })
    let failure: unknown = new LeadlineError('internal', 'The thread that reads an export has ended')
    let isDone = false
    worker.on('message', (message: BringBackMessage) => {
      if (message.type === 'done') isDone = true
      else failure = new LeadlineError(message.code, message.message, message.problems)
    })
    worker.on('error', (error) => {
      failure = error
    })
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop)
      if (isDone) resolve()
      else reject(signal.aborted ? signal.reason : failure)
    })
    if (signal.aborted) stop()
  })

/**
 * Brings what was exported as JSON back. A thread checks all of it and lays it out; then it is replayed as what was made alone is in a team, under
 * one batch. One that fails on the way is taken back whole; one that was stopped stays as far as it came, and the same file brings the rest.
 */
export const createBringBack = ({ workspace, work, dataFolder, history, viewer, takeFile, bringFiles, log }: Dependencies) => {
  const { store, me } = workspace

  const memberNow = (id: string): string => (idSchema.safeParse(id).success && !store.get(memberKind, id) ? me().id : id)

  const wroteUnder = store.database.prepare<[string], number>('select exists (select 1 from act where batch = ?)').pluck()

  const replay = async (folder: string, batch: string, { signal, report }: Running) => {
    const brings = viewer()
    if (!brings) throw new LeadlineError('conflict', 'The rows of the team are not here yet')
    const database = openReader(join(folder, 'rows.sqlite'))
    let refused = 0
    try {
      await moveAlone({
        ...{ alone: { database }, memberNow, team: workspace, viewer: brings, batch, isReturn: true, signal },
        onRefused: ({ code, problems }) => {
          refused += 1
          report({ refused, ...(refused === 1 ? { error: { code, problems: [...problems] } } : {}) })
        },
        tell: ({ done, total }) => report({ done, total, batch: wroteUnder.get(batch) === 1 ? batch : null }),
      })
    } finally {
      database.close()
    }
    if (wroteUnder.get(batch) === 1) report({ batch })
  }

  const takeBack = async (batch: string) => {
    if (wroteUnder.get(batch) !== 1) return
    await history.undo(batch).catch((error) => log.error('What came of an export could not be taken back', error))
  }

  const run = async (path: string, running: Running) => {
    const batch = newId()
    const folder = join(dataFolder, 'exports', `back-${batch}`)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await layOut({ path, folder }, running.signal)
      running.signal.throwIfAborted()
      await bringFiles(folder)
      await replay(folder, batch, running)
    } catch (error) {
      if (!running.signal.aborted) {
        await takeBack(batch)
        running.report({ batch: null })
      }
      throw asStorageError(error)
    } finally {
      for (const one of [path, folder])
        await rm(one, { recursive: true, force: true }).catch((error) => log.error('An export that came back could not be removed', error))
    }
  }

  return {
    /** @throws LeadlineError `not_found`, `conflict` or `bad_input` where there is no such upload that is whole */
    start: (importId: string): Work => {
      const path = takeFile(importId)
      return work.begin('bring_back', (running) => run(path, running))
    },
  }
}

export type BringBack = ReturnType<typeof createBringBack>
