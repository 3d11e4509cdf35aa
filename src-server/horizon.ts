import type { ServerStore } from './db/store.ts'
import type { ServerLog } from './log.ts'

/** Milliseconds that deleted rows are remembered: a client that was away for longer takes a new snapshot (F4). */
const memory = 90 * 86_400_000
/** Milliseconds between two looks at what may be forgotten. */
const pause = 86_400_000

interface Dependencies {
  readonly store: Pick<ServerStore, 'organisations' | 'purge'>
  readonly now: () => number
  readonly log: ServerLog
}

/** Forgets, once a day, what was deleted long ago. Several processes may do so at once: what one has forgotten another finds gone. */
export const keepHorizon = ({ store, now, log }: Dependencies) => {
  const forget = async (): Promise<number> => {
    let forgotten = 0
    for (const id of await store.organisations()) forgotten += await store.purge(id, now() - memory)
    return forgotten
  }
  const look = () =>
    forget().then(
      (forgotten) => forgotten > 0 && log.info('Rows deleted long ago were forgotten', { rows: forgotten }),
      (error: unknown) => log.error('What was deleted long ago could not be forgotten', error),
    )
  const timer = setInterval(() => void look(), pause)
  timer.unref()
  return { look, close: () => clearInterval(timer) }
}
