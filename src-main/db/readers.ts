import { Worker } from 'node:worker_threads'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Queries } from './queries.ts'
import type { ReaderAnswer, ReaderQuestion } from './reader-worker.ts'

export interface Readers {
  /**
   * Asks a question of one of the read-only connections. An aborted signal rejects at once; a worker that is still busy with the abandoned
   * question after a while is stopped and replaced, so that it never stands in the way of newer ones.
   */
  readonly ask: <Name extends keyof Queries>(
    name: Name,
    args: Parameters<Queries[Name]>[1],
    signal?: AbortSignal,
  ) => Promise<ReturnType<Queries[Name]>>
  readonly close: () => Promise<void>
}

/** Milliseconds that an abandoned question may go on before its worker is stopped. */
const patience = 250

interface Pending {
  readonly question: ReaderQuestion
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

interface Reader {
  worker: Worker
  current: Pending | null
}

/** Read-only connections in worker threads: what may be slow never holds up the connection that writes. */
export const openReaders = (databasePath: string, count = 2): Readers => {
  const waiting: Pending[] = []
  let number = 0
  let closing = false

  const start = (): Worker => {
    const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), { workerData: { databasePath } })
    worker.on('message', (answer: ReaderAnswer) => settle(worker, answer))
    worker.on('error', (error) => lost(worker, error))
    worker.unref()
    return worker
  }

  const next = (reader: Reader) => {
    reader.current = waiting.shift() ?? null
    if (reader.current) reader.worker.postMessage(reader.current.question)
  }

  const settle = (worker: Worker, answer: ReaderAnswer) => {
    const reader = readers.find((candidate) => candidate.worker === worker)
    const pending = reader?.current
    if (!reader || !pending || pending.question.number !== answer.number) return
    if (answer.error === undefined) pending.resolve(answer.value as never)
    else pending.reject(new LeadlineError('internal', answer.error))
    next(reader)
  }

  const replace = (reader: Reader) => {
    const old = reader.worker
    old.removeAllListeners()
    void old.terminate()
    reader.worker = start()
    next(reader)
  }

  const lost = (worker: Worker, error: unknown) => {
    const reader = readers.find((candidate) => candidate.worker === worker)
    if (!reader || closing) return
    reader.current?.reject(error)
    replace(reader)
  }

  const readers: Reader[] = Array.from({ length: count }, () => ({ worker: start(), current: null }))

  const abandon = (pending: Pending) => {
    pending.reject(new LeadlineError('busy', 'A newer question has come'))
    const place = waiting.indexOf(pending)
    if (place >= 0) waiting.splice(place, 1)
    setTimeout(() => {
      const reader = readers.find((candidate) => candidate.current === pending)
      if (reader && !closing) replace(reader)
    }, patience).unref()
  }

  return {
    ask: (name, args, signal) =>
      new Promise((resolve, reject) => {
        if (closing) {
          reject(new LeadlineError('shutting_down', 'The program is closing'))
          return
        }
        number += 1
        const pending: Pending = { question: { number, name, args }, resolve: resolve as Pending['resolve'], reject }
        signal?.addEventListener('abort', () => abandon(pending), { once: true })
        waiting.push(pending)
        const idle = readers.find((reader) => reader.current === null)
        if (idle) next(idle)
      }),
    close: async () => {
      closing = true
      for (const pending of [...waiting, ...readers.flatMap((reader) => reader.current ?? [])]) {
        pending.reject(new LeadlineError('shutting_down', 'The program is closing'))
      }
      await Promise.all(readers.map((reader) => reader.worker.terminate()))
    },
  }
}
