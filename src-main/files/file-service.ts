import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { orAbsent } from '../../src-node/blobs/durable-files.ts'
import type { Database } from '../../src-node/sqlite/database.ts'
import type { FileState } from '../../src-shared/files/file-contract.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { asStorageError } from '../db/storage-error.ts'
import type { Log } from '../platform/log.ts'
import { createArrivingFiles } from './arriving-files.ts'
import { createBlobTable } from './blob-table.ts'
import type { BlobTransport } from './blob-transport.ts'
import { fetchBlob } from './fetch-blob.ts'
import { createLocalBlobs } from './local-blobs.ts'
import { createUploadQueue } from './upload-queue.ts'

interface Dependencies {
  /** Of the workspace; blobs lie in `blobs/` there. */
  readonly folder: string
  /** The workspace's, migrated. */
  readonly database: Database
  /** The way to the team's server; null for who works alone. */
  readonly transport: BlobTransport | null
  /** UTC milliseconds. */
  readonly now: () => number
  readonly log: Log
  /** The state of these files has changed. */
  readonly tell: (hashes: readonly string[]) => void
  /**
   * Something beside rows that names a blob: a change that waits to be sent, or was refused and is shown to its author. While the rows are
   * being read anew from the server it must say yes to everything: nobody knows yet what will be named.
   */
  readonly isNamedElsewhere?: (hash: string) => boolean
  /** Bytes of blobs that lie here though the server has them. */
  readonly mostCached?: number
  /** Ends early, without an error, where the signal says so. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  readonly chance?: () => number
}

interface Fetch {
  readonly stop: AbortController
  readonly done: Promise<void>
}

const usuallyCached = 1024 ** 3

const pause = (milliseconds: number, signal: AbortSignal) => delay(milliseconds, undefined, { signal }).catch(() => {})

const absent = () => new LeadlineError('not_found', 'There is no such file')

/**
 * Files that hang on rows. What a page hands over is on the disk before it is told so; a queue sends it to the team's server once a row
 * names it; what is not here is fetched when it is opened, and dropped again when room is needed.
 */
export const createFileService = (dependencies: Dependencies) => {
  const { database, transport, now, log, tell, mostCached = usuallyCached } = dependencies
  const table = createBlobTable(database)
  const local = createLocalBlobs({
    folder: join(dependencies.folder, 'blobs'),
    table,
    isNamedElsewhere: dependencies.isNamedElsewhere ?? (() => false),
    now,
  })
  const emptied = local.empty()
  const settled = emptied.then(local.settle)
  // Whoever waits for it hears of its failure there.
  emptied.catch(() => {})

  const evict = (spared: string) => local.evict(mostCached, spared).catch((error) => log.error('No room was made for files', error))
  const queue =
    transport &&
    createUploadQueue({
      table,
      local,
      transport,
      wait: dependencies.wait ?? pause,
      chance: dependencies.chance ?? Math.random,
      log,
      tell: (hash) => tell([hash]),
      onSent: evict,
    })
  const arriving = createArrivingFiles({ local, table, emptied, now, onTaken: () => queue?.wake() })
  const ready = settled.then(
    () => queue?.wake(),
    (error) => log.error('The files of the workspace could not be looked through', error),
  )

  const fetches = new Map<string, Fetch>()
  const fetchPath = (hash: string) => join(local.arrivingFolder, `${hash}.fetch`)

  const fetchNow = async (hash: string, way: BlobTransport, signal: AbortSignal) => {
    await emptied
    const path = fetchPath(hash)
    const size = await fetchBlob({ transport: way, hash, path, signal })
    await local.keep(path, hash, () => table.keepFetched(hash, size, now()))
    // It may have been forgotten meanwhile.
    await local.remove(hash, () => !local.isWanted(hash))
    await evict(hash)
    tell([hash])
  }

  const fetchOnce = (hash: string): Promise<void> => {
    const known = fetches.get(hash)
    if (known) return known.done
    if (!transport || !local.isWanted(hash)) throw absent()
    if (!queue?.isOnline()) throw new LeadlineError('unreachable', 'The file is not on this computer, and there is no connection')
    const stop = new AbortController()
    const done = fetchNow(hash, transport, stop.signal).finally(() => fetches.delete(hash))
    fetches.set(hash, { stop, done })
    return done
  }

  /** Opens a blob that is here, or is brought here. */
  const openBlob = async (hash: string) => {
    const here = await orAbsent(open(local.pathOf(hash), 'r'))
    if (here) return here
    await fetchOnce(hash)
    const fetched = await orAbsent(open(local.pathOf(hash), 'r'))
    if (!fetched) throw absent()
    return fetched
  }

  const read = async ({ hash, offset, length }: { readonly hash: string; readonly offset: number; readonly length: number }) => {
    const file = await openBlob(hash)
    try {
      if (offset === 0) table.use(hash, now())
      const { size } = await file.stat()
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset)
      return { piece: buffer.toString('base64', 0, bytesRead), size }
    } catch (error) {
      throw asStorageError(error)
    } finally {
      await file.close()
    }
  }

  const stateOf = (hash: string): FileState => {
    const state = table.get(hash)?.state
    if (state === undefined) return 'elsewhere'
    return state === 'sent' || !transport ? 'here' : state
  }

  const forget = async (hash: string) => {
    if (local.isWanted(hash)) return
    queue?.stopSending(hash)
    const fetching = fetches.get(hash)
    fetching?.stop.abort()
    await fetching?.done.catch(() => {})
    await local.remove(hash, () => !local.isWanted(hash))
    await rm(fetchPath(hash), { force: true })
  }

  return {
    begin: arriving.begin,
    append: arriving.append,
    finish: arriving.finish,
    cancel: arriving.cancel,
    read,
    states: ({ hashes }: { readonly hashes: readonly string[] }) => ({
      states: Object.fromEntries(hashes.map((hash) => [hash, stateOf(hash)])),
    }),
    /** Settles when what an earlier process left half done is in order. */
    ready,
    /** Whether the server can be reached, as far as is known. */
    setOnline: (online: boolean) => queue?.setOnline(online),
    /** Rows were written that may name files: call it after each commit that touched notes. */
    rowsWritten: () => queue?.wake(),
    /** Files that rows name and that the server does not have yet. */
    waiting: (): number => (transport ? table.countToSend() : 0),
    /** Drops blobs whose rows this user may not see any more, once those rows are gone; what another row names stays (I5). */
    forget: async (hashes: readonly string[]) => {
      for (const hash of new Set(hashes)) await forget(hash)
    },
    /** The server was restored from a backup: it is asked again for everything that it had (F11). */
    serverRestored: () => {
      table.waitAgain(['refused', 'sent'])
      queue?.wake()
    },
    /** Takes over the files of another workspace of this machine, by its folder: they wait to be sent. */
    bringIn: async (workspaceFolder: string) => {
      await emptied
      await local.bringIn(join(workspaceFolder, 'blobs'))
      queue?.wake()
    },
    close: async () => {
      await queue?.close()
      for (const { stop, done } of fetches.values()) {
        stop.abort()
        await done.catch(() => {})
      }
      await arriving.close()
      await ready
    },
  }
}

export type FileService = ReturnType<typeof createFileService>
