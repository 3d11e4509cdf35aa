import type { ServerStore } from './db/store.ts'
import type { ServerLog } from './log.ts'

/**
 * Milliseconds that deleted rows are remembered: a client that was away for longer takes a new snapshot (F4). So long expired invitations and
 * codes can be looked at, too.
 */
const memory = 90 * 86_400_000
/** Milliseconds between two looks at what may be forgotten. */
const pause = 86_400_000

interface Dependencies {
  readonly store: Pick<ServerStore, 'organisations' | 'purge' | 'purgeTickets'>
  readonly now: () => number
  readonly log: ServerLog
}

/** Forgets, once a day, what was deleted long ago. Several processes may do so at once: what one has forgotten another finds gone. */
export const keepHorizon = ({ store, now, log }: Dependencies) => {
  const forget = async (): Promise<{ readonly rows: number; readonly tickets: number }> => {
    let rows = 0
    for (const id of await store.organisations()) rows += await store.purge(id, now() - memory)
    return { rows, tickets: await store.purgeTickets(now() - memory) }
  }
  const look = () =>
    forget().then(
      (forgotten) =>
        forgotten.rows + forgotten.tickets > 0 && log.info('Rows deleted and tickets expired long ago were forgotten', { ...forgotten }),
      (error: unknown) => log.error('What was deleted long ago could not be forgotten', error),
    )
  const timer = setInterval(() => void look(), pause)
  timer.unref()
  return { look, close: () => clearInterval(timer) }
}
