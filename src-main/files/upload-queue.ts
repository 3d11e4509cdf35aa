import { codeOf, hashOfFile } from '../../src-node/blobs/durable-files.ts'
import { type ErrorCode, LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Log } from '../platform/log.ts'
import type { BlobRecord, BlobTable } from './blob-table.ts'
import type { BlobTransport } from './blob-transport.ts'
import type { LocalBlobs } from './local-blobs.ts'
import { sendBlob } from './send-blob.ts'

interface Dependencies {
  readonly table: BlobTable
  readonly local: LocalBlobs
  readonly transport: BlobTransport
  /** Ends early where the signal says so. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Between 0 and 1. */
  readonly chance: () => number
  readonly log: Log
  /** The state of a blob has changed. */
  readonly tell: (hash: string) => void
  readonly onSent: (hash: string) => Promise<void>
}

/** What another try cannot mend. */
const refusals: readonly ErrorCode[] = ['bad_input', 'too_large', 'forbidden', 'not_found']
/** Until somebody signs in again, or is unblocked, nothing can be sent. */
const closedDoors: readonly ErrorCode[] = ['unauthorized', 'blocked']
/** What concerns this blob alone: those behind it are tried meanwhile. */
const ownTroubles: readonly ErrorCode[] = ['conflict', 'internal', 'storage_failed', 'wrong_hash']

/** How often a file whose content arrives as another one is sent, before it is given up. */
const mostSpoilt = 3
const firstPause = 500
const longestPause = 60_000

/**
 * Sends the blobs that wait, one after the other, while the program is on line: from where the server has them, again and again where the
 * network fails, and not any more where the server refuses. Where it stood lies in the database and on the server, never here.
 */
export const createUploadQueue = ({ table, local, transport, wait, chance, log, tell, onSent }: Dependencies) => {
  let isOnline = false
  let isClosed = false
  /** Ends the waiting and the sending of this turn. */
  let stop = new AbortController()
  let current: { readonly hash: string; readonly stop: AbortController } | null = null
  let running: Promise<void> | null = null
  /** Somebody woke the queue while it was about to stop. */
  let isWokenAgain = false
  /** How far the blob that is being sent has come, over all tries. */
  let reached = { hash: '', received: 0 }
  const spoilt = new Map<string, number>()

  const give = (hash: string, state: 'sent' | 'refused', reason: ErrorCode | null = null) => {
    table.setState(hash, state, reason)
    spoilt.delete(hash)
    tell(hash)
  }

  const isDamagedHere = async (hash: string) => (await hashOfFile(local.pathOf(hash))) !== hash

  /** Answers with what keeps the blob from being sent; null where it is done with, one way or the other. */
  const failed = async ({ hash }: BlobRecord, error: unknown): Promise<ErrorCode | null> => {
    if (codeOf(error) === 'ENOENT') {
      table.remove(hash)
      tell(hash)
      return null
    }
    const code = error instanceof LeadlineError ? error.code : 'internal'
    if (!(error instanceof LeadlineError)) log.error('A file could not be sent', error)
    if (refusals.includes(code)) {
      give(hash, 'refused', code)
      return null
    }
    if (code === 'wrong_hash') {
      const times = (spoilt.get(hash) ?? 0) + 1
      spoilt.set(hash, times)
      if (times >= mostSpoilt || (await isDamagedHere(hash))) {
        give(hash, 'refused', code)
        return null
      }
    }
    return code
  }

  const sendOne = async (blob: BlobRecord, signal: AbortSignal, onProgress: () => void): Promise<ErrorCode | null> => {
    const own = new AbortController()
    current = { hash: blob.hash, stop: own }
    try {
      await sendBlob({
        transport,
        hash: blob.hash,
        path: local.pathOf(blob.hash),
        size: blob.size,
        signal: AbortSignal.any([signal, own.signal]),
        onReceived: (received) => {
          if (reached.hash === blob.hash && received > reached.received) onProgress()
          reached = { hash: blob.hash, received }
        },
      })
      give(blob.hash, 'sent')
      await onSent(blob.hash)
      return null
    } catch (error) {
      if (own.signal.aborted || signal.aborted) return null
      return await failed(blob, error)
    } finally {
      current = null
    }
  }

  const run = async (signal: AbortSignal) => {
    let failures = 0
    /** Blobs with a trouble of their own wait until the others have had their turn. */
    const aside = new Set<string>()
    while (!signal.aborted) {
      const waiting = table.toSend()
      if (waiting.length === 0) return
      const next = waiting.find(({ hash }) => !aside.has(hash))
      const trouble = next && (await sendOne(next, signal, () => (failures = 0)))
      if (next && trouble === null) {
        failures = 0
        continue
      }
      if (next && trouble) {
        if (closedDoors.includes(trouble)) {
          isOnline = false
          return
        }
        if (ownTroubles.includes(trouble)) {
          aside.add(next.hash)
          if (waiting.some(({ hash }) => !aside.has(hash))) continue
        }
      }
      failures += 1
      const pause = Math.min(longestPause, firstPause * 2 ** Math.min(failures - 1, 10))
      await wait(pause * (0.5 + chance() / 2), signal)
      aside.clear()
    }
  }

  const wake = () => {
    if (!isOnline || isClosed) return
    isWokenAgain = running !== null
    if (running) return
    stop = new AbortController()
    const { signal } = stop
    running = run(signal)
      .catch(async (error) => {
        // The disk, most likely: what was sent could not be written down, and is asked about again.
        log.error('The queue of files stumbled', error)
        await wait(longestPause, signal)
        isWokenAgain = true
      })
      .finally(() => {
        running = null
        if (isWokenAgain || signal.aborted) wake()
      })
  }

  return {
    /** There is something new to send. */
    wake,
    /** Whether the server can be reached, as far as is known. Coming back on line ends a pause at once. */
    setOnline: (online: boolean) => {
      if (online === isOnline) return
      isOnline = online
      stop.abort()
      wake()
    },
    isOnline: () => isOnline,
    /** Stops sending this one. */
    stopSending: (hash: string) => {
      if (current?.hash === hash) current.stop.abort()
    },
    close: async () => {
      isClosed = true
      stop.abort()
      await running
    },
  }
}
