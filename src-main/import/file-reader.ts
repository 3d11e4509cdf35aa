import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { ImportPreview } from '../../src-shared/import/import-contract.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Log } from '../platform/log.ts'
import type { ImportMessage, ImportOrder, ImportTask } from './import-worker.ts'

/** What is to be written. */
export type Prepared = Extract<ImportMessage, { type: 'rows' | 'entries' }>

/** Reads one file in a thread of its own, which can be stopped at any moment. */
export interface FileReader {
  /**
   * Does a task when those before it are done. What the thread prepares goes to `write`, one message a turn, so that others are heard in between;
   * `write` answers with the number of the first row.
   * @throws LeadlineError with what is wrong with the file; `busy` where the reader was stopped
   */
  readonly run: (task: ImportTask, write?: (prepared: Prepared) => number) => Promise<ImportPreview | null>
  readonly stop: () => Promise<void>
}

/** Milliseconds that a thread waits for the next task on the same file. */
const patience = 60_000
/** Megabytes by which a thread that runs away with a hostile file is ended. */
const mostMemory = 128
/** Megabytes for what a thread throws away at once, which is nearly all it makes. */
const youngMemory = 48

const wasStopped = () => new LeadlineError('busy', 'The import was stopped')

export const createFileReader = (log: Log): FileReader => {
  let worker: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  let stopped = false

  const end = async () => {
    clearTimeout(idle)
    const ending = worker
    worker = null
    await ending?.terminate()
  }

  const start = (): Worker => {
    const started = new Worker(new URL('./import-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: youngMemory },
    })
    started.unref()
    // Each task listens for itself; between two of them nobody else would.
    started.on('error', () => {})
    started.on('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }

  const runTask = (task: ImportTask, write?: (prepared: Prepared) => number) =>
    new Promise<ImportPreview | null>((resolve, reject) => {
      clearTimeout(idle)
      worker ??= start()
      const reading = worker
      const order = (told: ImportOrder) => reading.postMessage(told)
      const inbox: Prepared[] = []
      let isWriting = false
      let isOver = false
      let preview: ImportPreview | null = null

      const over = () => {
        isOver = true
        reading.off('message', hear).off('error', fail).off('exit', leave)
        idle = setTimeout(() => void end(), patience).unref()
      }
      const refuse = (error: unknown) => {
        over()
        reject(error)
      }
      const fail = (error: unknown) => {
        log.error('A file could not be read', error)
        refuse(new LeadlineError('unreadable_file', 'The file could not be read', [{ path: 'file', rule: 'unreadable' }]))
      }
      const leave = () => refuse(wasStopped())
      const writeAll = async () => {
        isWriting = true
        for (let message = inbox.shift(); message && !isOver; message = inbox.shift()) {
          order({ type: 'taken', firstRid: write?.(message) ?? 0 })
          await nextTurn()
        }
        isWriting = false
      }
      const hear = (message: ImportMessage) => {
        if (message.type === 'preview') preview = message.preview
        else if (message.type === 'failed') refuse(new LeadlineError(message.code, message.message, message.problems))
        else if (message.type === 'done') {
          over()
          resolve(preview)
        } else {
          inbox.push(message)
          if (isWriting) return
          writeAll().catch((error) => {
            refuse(error)
            void end()
          })
        }
      }
      reading.on('message', hear).on('error', fail).on('exit', leave)
      order(task)
    })

  return {
    run: (task, write) => {
      const done = last.then(() => {
        if (stopped) throw wasStopped()
        return runTask(task, write)
      })
      last = done.catch(() => {})
      return done
    },
    stop: async () => {
      stopped = true
      await end()
    },
  }
}
