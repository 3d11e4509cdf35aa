import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Log } from '../platform/log.ts'
import type { ImportMessage, ImportOrder, ImportTask, Prepared, TaskResults } from './import-messages.ts'

/** What hears of a task while it runs. */
export interface TaskListener {
  /** Writes what the thread has prepared; answers with the number of the first row. */
  readonly write?: (prepared: Prepared) => number
  readonly progress?: (done: number) => void
}

/** Reads one file in a thread of its own, which can be stopped at any moment. */
export interface FileReader {
  /** Starts the thread before its first task: it takes a while, and the file is still on its way. */
  readonly prepare: () => void
  /**
   * Does a task when those before it are done. What the thread prepares is written one message a turn, so that others are heard in between.
   * @throws LeadlineError with what is wrong with the file; `busy` where the reader was stopped
   */
  readonly run: <Type extends ImportTask['type']>(
    task: Extract<ImportTask, { type: Type }>,
    listener?: TaskListener,
  ) => Promise<TaskResults[Type]>
  /** Ends what is under way or waits; tasks that are asked for later are done. */
  readonly interrupt: () => Promise<void>
  /** Ends what is under way, and takes no further tasks. */
  readonly stop: () => Promise<void>
}

/** Milliseconds that a thread waits for the next task on the same file. */
const patience = 60_000
/** Megabytes by which a thread that runs away with a hostile file is ended. A workbook is in memory whole, and its thread ends with the task. */
const mostMemory = { text: 96, workbook: 600 } as const
/** Megabytes for what a thread throws away at once, which is nearly all it makes. */
const youngMemory = 24

const wasStopped = () => new LeadlineError('busy', 'The import was stopped')

const failureOf = (error: unknown): LeadlineError => {
  const isOutOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isOutOfMemory
    ? new LeadlineError('too_large', 'The file holds more than fits into memory', [{ path: 'file', rule: 'packed_too_much' }])
    : new LeadlineError('unreadable_file', 'The file could not be read', [{ path: 'file', rule: 'unreadable' }])
}

export const createFileReader = (log: Log): FileReader => {
  let worker: Worker | null = null
  /** The thread of its own in which a workbook is converted. */
  let converter: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  let stopped = false
  /** Tasks that were asked for before an interruption are not done. */
  let interruptions = 0

  const end = async () => {
    clearTimeout(idle)
    const ending = [worker, converter]
    worker = null
    converter = null
    for (const one of ending) await one?.terminate()
  }
  const endLater = () => {
    clearTimeout(idle)
    idle = setTimeout(() => void end(), patience).unref()
  }

  const start = (use: keyof typeof mostMemory): Worker => {
    const maxOldGenerationSizeMb = mostMemory[use]
    const started = new Worker(new URL('./import-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb, maxYoungGenerationSizeMb: youngMemory },
      // The library of workbooks talks of each record that it does not know.
      stderr: true,
    })
    started.stderr.resume()
    started.unref()
    // Each task listens for itself; between two of them nobody else would.
    started.on('error', () => {})
    started.on('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }

  const runTask = (task: ImportTask, { write, progress }: TaskListener, reading: Worker) =>
    new Promise<unknown>((resolve, reject) => {
      clearTimeout(idle)
      const order = (told: ImportOrder) => reading.postMessage(told)
      const inbox: Prepared[] = []
      let isWriting = false
      let isOver = false

      const over = () => {
        isOver = true
        reading.off('message', hear).off('error', fail).off('exit', leave)
        endLater()
      }
      const refuse = (error: unknown) => {
        over()
        reject(error)
      }
      const fail = (error: unknown) => {
        log.error('A file could not be read', error)
        refuse(failureOf(error))
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
        if (message.type === 'progress') progress?.(message.done)
        else if (message.type === 'failed') refuse(new LeadlineError(message.code, message.message, message.problems))
        else if (message.type === 'done') {
          over()
          resolve(message.result)
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

  const inTurn = async (task: ImportTask, listener: TaskListener, number: number): Promise<unknown> => {
    if (stopped || number !== interruptions) throw wasStopped()
    if (task.type !== 'convert') {
      worker ??= start('text')
      return runTask(task, listener, worker)
    }
    const converting = start('workbook')
    converter = converting
    try {
      return await runTask(task, listener, converting)
    } finally {
      converter = null
      await converting.terminate()
    }
  }

  return {
    prepare: () => {
      if (stopped) return
      worker ??= start('text')
      endLater()
    },
    run: (task, listener = {}) => {
      const number = interruptions
      const done = last.then(() => inTurn(task, listener, number))
      last = done.catch(() => {})
      return done as Promise<never>
    },
    interrupt: async () => {
      interruptions += 1
      await end()
    },
    stop: async () => {
      stopped = true
      await end()
    },
  }
}
