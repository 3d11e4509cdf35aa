import type { LogPage, ServerMessage } from '../../src-shared/sync/protocol.ts'
import type { Committed, Listener, SyncService } from '../sync/sync-service.ts'

/** Milliseconds between two pokes: what is committed meanwhile is one. */
const gathering = 4

interface Place extends Listener {
  readonly send: (message: Buffer) => void
}

interface Dependencies {
  readonly sync: Pick<SyncService, 'pagesOf'>
  /** Everybody who listens in an organisation. */
  readonly places: (organisationId: string) => readonly Place[]
  readonly log: { readonly error: (message: string, error: unknown) => void }
}

const written = (message: ServerMessage): Buffer => Buffer.from(JSON.stringify(message))

/**
 * Tells the sockets of an organisation that there is something new (F2): after the commit, with the change itself where it is small. One
 * round at a time for each organisation; what is committed meanwhile goes with the next one. Hints, each may be lost.
 */
export const createPokes = ({ sync, places, log }: Dependencies) => {
  const waiting = new Map<string, Committed>()
  const busy = new Set<string>()
  let closed = false

  const poke = async (commit: Committed) => {
    const listeners = places(commit.organisationId)
    if (listeners.length === 0) return
    const pages = await sync.pagesOf(commit, listeners)
    // Listeners with the same view share one page: it is written out once.
    const messages = new Map<LogPage | null, Buffer>()
    for (const [at, { send }] of listeners.entries()) {
      const page = pages[at] ?? null
      const message = messages.get(page) ?? written({ type: 'poke', version: commit.version, page })
      messages.set(page, message)
      send(message)
    }
  }

  const round = async (organisationId: string) => {
    while (true) {
      // The first one goes at once, but for what comes in the same moment.
      await new Promise((resolve) => setImmediate(resolve))
      const commit = waiting.get(organisationId)
      waiting.delete(organisationId)
      if (!commit || closed) break
      await poke(commit).catch((error) => log.error('A poke failed', error))
      await new Promise((resolve) => setTimeout(resolve, gathering))
    }
    busy.delete(organisationId)
  }

  return {
    committed: (commit: Committed) => {
      const { organisationId } = commit
      const known = waiting.get(organisationId)
      waiting.set(organisationId, {
        organisationId,
        from: Math.min(commit.from, known?.from ?? commit.from),
        version: Math.max(commit.version, known?.version ?? 0),
      })
      if (closed || busy.has(organisationId)) return
      busy.add(organisationId)
      void round(organisationId)
    },
    close: () => {
      closed = true
    },
  }
}
