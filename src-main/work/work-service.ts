import { v7 as newId } from 'uuid'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import type { Log } from '../platform/log.ts'

/** What somebody who works at length is given. */
export interface Running {
  /** Aborted when the work is not wanted any more, or the program ends. */
  readonly signal: AbortSignal
  readonly report: (change: Partial<Pick<Work, 'total' | 'done' | 'refused' | 'error' | 'batch'>>) => void
}

interface Entry {
  work: Work
  readonly stop: AbortController
  finished: Promise<void>
}

/** Works that have ended and are still told about. */
const mostEnded = 100

/** Whatever takes a while: it goes on by itself, tells how far it is, and can be stopped. */
export const createWorkService = (tell: (work: Work) => void, log: Log) => {
  const entries = new Map<string, Entry>()

  const existing = (id: string): Entry => {
    const entry = entries.get(id)
    if (!entry) throw notFound('work', id)
    return entry
  }

  const forgetOld = () => {
    const ended = [...entries.values()].filter(({ work }) => work.state !== 'running')
    for (const { work } of ended.slice(0, Math.max(0, ended.length - mostEnded))) entries.delete(work.id)
  }

  const update = (entry: Entry, change: Partial<Work>) => {
    entry.work = { ...entry.work, ...change }
    tell(entry.work)
  }

  return {
    get: (id: string): Work => existing(id).work,
    isRunning: (): boolean => [...entries.values()].some(({ work }) => work.state === 'running'),
    /** Begins; answers at once. `id` where somebody else has named it already. */
    begin: (kind: Work['kind'], run: (running: Running) => Promise<void>, id: string = newId()): Work => {
      const work: Work = { id, kind, state: 'running', total: 0, done: 0, refused: 0, error: null, batch: null }
      const entry: Entry = { work, stop: new AbortController(), finished: Promise.resolve() }
      entries.set(id, entry)
      const { signal } = entry.stop
      const end = (error: unknown) => {
        if (signal.aborted) update(entry, { state: 'cancelled' })
        else if (error instanceof LeadlineError) {
          update(entry, { state: 'failed', error: { code: error.code, problems: [...error.problems] } })
        } else {
          log.error('Something that takes a while has failed', error)
          update(entry, { state: 'failed', error: { code: 'internal', problems: [] } })
        }
      }
      entry.finished = run({ signal, report: (change) => update(entry, change) })
        .then(() => update(entry, { state: signal.aborted ? 'cancelled' : 'done' }), end)
        .finally(forgetOld)
      return entry.work
    },
    cancel: async (id: string): Promise<Work> => {
      const entry = existing(id)
      entry.stop.abort(new LeadlineError('busy', 'It was stopped'))
      await entry.finished
      return entry.work
    },
    close: async (): Promise<void> => {
      for (const { stop } of entries.values()) stop.abort(new LeadlineError('shutting_down', 'The program is closing'))
      await Promise.all([...entries.values()].map(({ finished }) => finished))
    },
  }
}

export type WorkService = ReturnType<typeof createWorkService>
