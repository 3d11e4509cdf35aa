import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { type Ask, createConnection } from './postgres-connections.ts'

const channel = 'leadline'
/** PostgreSQL takes payloads of fewer bytes. */
const mostBytes = 8000
/** Milliseconds between attempts to hear again. */
const pause = 500

interface Announcement {
  /** The process that says it: none hears itself. */
  readonly from: string
  readonly org: string
  readonly payload: string
}

interface Dependencies {
  readonly url: string
  readonly ask: Ask
  /** Names this process. */
  readonly id: string
  /** The database was away: what is known of it may not count any more. */
  readonly onBack: () => void
}

/**
 * LISTEN and NOTIFY, on a connection of its own: it goes on by itself when that breaks, and what was said meanwhile is lost. Never inside a
 * transaction that writes: it would have to wait for all others that announce something (F2).
 */
export const createAnnouncements = ({ url, ask, id, onBack }: Dependencies) => {
  const listeners = new Set<(organisationId: string, payload: string) => void>()
  const closing = new AbortController()
  let connection: Client | null = null

  const tell = (text: string) => {
    const { from, org, payload } = JSON.parse(text) as Announcement
    if (from === id) return
    for (const listener of listeners) listener(org, payload)
  }

  /** Settles when it hears; goes on by itself from then on. */
  const listen = async () => {
    const client = createConnection(url)
    let hears = false
    let ended = false
    client.once('end', () => {
      ended = true
      if (hears) void listenAgain()
    })
    // The end says all that has to be known.
    client.on('error', () => {})
    client.on('notification', ({ payload }) => tell(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      if (ended || closing.signal.aborted) throw new LeadlineError('unreachable', 'The database cannot be heard')
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    hears = true
    connection = client
  }

  const listenAgain = async () => {
    while (!closing.signal.aborted) {
      try {
        await listen()
        onBack()
        return
      } catch {
        await delay(pause, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
  }

  return {
    open: listen,
    announce: async (organisationId: string, payload: string): Promise<void> => {
      const text = JSON.stringify({ from: id, org: organisationId, payload } satisfies Announcement)
      if (Buffer.byteLength(text) >= mostBytes) throw new LeadlineError('too_large', 'This is too long to be announced')
      await ask('select pg_notify($1, $2)', [channel, text])
    },
    onAnnounced: (listener: (organisationId: string, payload: string) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      closing.abort()
      await connection?.end().catch(() => {})
    },
  }
}
