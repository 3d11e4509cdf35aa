import { Worker } from 'node:worker_threads'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Queries } from './queries.ts'
import type { ReaderAnswer, ReaderQuestion } from './reader-worker.ts'

export interface Readers {
  /**
   * Asks a question of one of the read-only connections. An aborted signal rejects at once; a worker that is still busy with the abandoned
   * question after a while is given up and replaced (nothing stops SQLite in the middle of a statement), so that it never stands in the way of newer ones.
   */
  readonly ask: <Name extends keyof Queries>(
    name: Name,
    args: Parameters<Queries[Name]>[1],
    signal?: AbortSignal,
  ) => Promise<ReturnType<Queries[Name]>>
  readonly close: () => Promise<void>
}

/**
 * Milliseconds that an abandoned question may go on before its worker is stopped. A count stands in the way of other counts alone, and most end
 * sooner than another worker has begun.
 */
const patience = { rows: 250, count: 1000 }

/** Megabytes in which a worker's answers are made: what is not bounded here grows in each of them as long as there is memory. */
const youngMemory = 8

/** Questions that look at as many rows as there are. Whoever counts lets those go first who show rows. */
const isCount = (name: string) => /\.(count|counts|countEach|facets|ids|performance)$/.test(name)

interface Pending {
  readonly question: ReaderQuestion
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
  readonly settled: () => void
}

interface Reader {
  /** Null after its worker has died without a question: the next one starts another. */
  worker: Worker | null
  current: Pending | null
  /** The last of several never counts: rows are not kept waiting. */
  readonly counts: boolean
}

/** Read-only connections in worker threads: what may be slow never holds up the connection that writes. */
export const openReaders = (databasePath: string, count = 2): Readers => {
  const waiting: Pending[] = []
  let number = 0
  let closing = false

  const start = (): Worker => {
    const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), {
      workerData: { databasePath },
      resourceLimits: { maxYoungGenerationSizeMb: youngMemory },
    })
    worker.on('message', (answer: ReaderAnswer) => settle(worker, answer))
    worker.on('error', (error) => lost(worker, error))
    worker.unref()
    return worker
  }

  const takeNext = ({ counts }: Reader): Pending | null => {
    const rows = waiting.findIndex(({ question }) => !isCount(question.name))
    const place = rows >= 0 ? rows : counts ? 0 : -1
    return place < 0 ? null : (waiting.splice(place, 1)[0] ?? null)
  }

  const next = (reader: Reader) => {
    reader.current = takeNext(reader)
    if (!reader.current) return
    reader.worker ??= start()
    reader.worker.postMessage(reader.current.question)
  }

  const readerOf = (worker: Worker) => readers.find((reader) => reader.worker === worker)

  const settle = (worker: Worker, answer: ReaderAnswer) => {
    const reader = readerOf(worker)
    const pending = reader?.current
    if (!reader || !pending || pending.question.number !== answer.number) return
    pending.settled()
    if (answer.failure) pending.reject(new LeadlineError(answer.failure.code, answer.failure.message))
    else pending.resolve(answer.value as never)
    next(reader)
  }

  const replace = (reader: Reader) => {
    const old = reader.worker
    old?.removeAllListeners()
    // What a worker says while it is being stopped is nobody's business any more.
    old?.on('error', () => {})
    void old?.terminate()
    reader.worker = null
    next(reader)
  }

  const lost = (worker: Worker, error: unknown) => {
    const reader = readerOf(worker)
    if (!reader || closing) return
    reader.current?.settled()
    reader.current?.reject(error)
    replace(reader)
  }

  const readers: Reader[] = Array.from({ length: count }, (_, at) => ({
    worker: start(),
    current: null,
    counts: at < count - 1 || count === 1,
  }))

  const abandon = (pending: Pending) => {
    pending.settled()
    pending.reject(new LeadlineError('busy', 'A newer question has come'))
    const place = waiting.indexOf(pending)
    if (place >= 0) waiting.splice(place, 1)
    setTimeout(
      () => {
        const reader = readers.find((candidate) => candidate.current === pending)
        if (reader && !closing) replace(reader)
      },
      patience[isCount(pending.question.name) ? 'count' : 'rows'],
    ).unref()
  }

  return {
    ask: (name, args, signal) =>
      new Promise((resolve, reject) => {
        if (closing) {
          reject(new LeadlineError('shutting_down', 'The program is closing'))
          return
        }
        if (signal?.aborted) {
          reject(new LeadlineError('busy', 'A newer question has come'))
          return
        }
        number += 1
        const onAbort = () => abandon(pending)
        const pending: Pending = {
          question: { number, name, args },
          resolve: resolve as Pending['resolve'],
          reject,
          settled: () => signal?.removeEventListener('abort', onAbort),
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        waiting.push(pending)
        for (const reader of readers.toReversed()) if (reader.current === null && waiting.includes(pending)) next(reader)
      }),
    close: async () => {
      closing = true
      for (const pending of [...waiting, ...readers.flatMap((reader) => reader.current ?? [])]) {
        pending.settled()
        pending.reject(new LeadlineError('shutting_down', 'The program is closing'))
      }
      await Promise.all(readers.map((reader) => reader.worker?.terminate()))
    },
  }
}
