import { copyFile, link, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hashOfFile, makeFolder, moveDurably, orAbsent, pathOfBlob, syncFile } from '../../src-node/blobs/durable-files.ts'
import { hashSchema } from '../../src-shared/files/file-kind.ts'
import type { BlobTable } from './blob-table.ts'

interface Dependencies {
  /** Of the blobs. */
  readonly folder: string
  readonly table: BlobTable
  /** See `createFileService`. */
  readonly isNamedElsewhere: (hash: string) => boolean
  readonly now: () => number
}

const aDay = 24 * 3_600_000

/** Files that are whole lie under their hash; those that are on their way lie in `arriving/`, and no process finds them again. */
export const createLocalBlobs = ({ folder, table, isNamedElsewhere, now }: Dependencies) => {
  const arrivingFolder = join(folder, 'arriving')
  const pathOf = (hash: string) => pathOfBlob(folder, hash)
  const sizeOf = async (hash: string): Promise<number | null> => (await orAbsent(stat(pathOf(hash))))?.size ?? null

  /** Blobs in a folder, by what lies there and not by what is said of it. */
  const blobsIn = async function* (root: string) {
    for (const part of (await orAbsent(readdir(root))) ?? []) {
      if (!/^[0-9a-f]{2}$/.test(part)) continue
      for (const rest of await readdir(join(root, part))) {
        const hash = part + rest
        if (hashSchema.safeParse(hash).success) yield { hash, path: join(root, part, rest) }
      }
    }
  }

  /** Row and file of a blob change together: one after the other. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  const remove = (hash: string, isStillSo: () => boolean) =>
    inTurn(async () => {
      if (!isStillSo()) return
      table.remove(hash)
      await rm(pathOf(hash), { force: true })
    })

  /** Gives a file its name for good, then writes its row. Its content must have been synced and its hash checked. */
  const keep = (path: string, hash: string, record: () => void) =>
    inTurn(async () => {
      if ((await sizeOf(hash)) === null) await moveDurably(path, pathOf(hash))
      else await rm(path, { force: true })
      record()
    })

  const isWanted = (hash: string) => table.isNamed(hash) || isNamedElsewhere(hash)

  /** What a process that died left behind: a file whose row was not written yet, a row whose file was already gone. */
  const agree = async () => {
    const missing = new Set(table.all())
    for await (const { hash, path } of blobsIn(folder)) {
      if (missing.delete(hash)) continue
      const found = await orAbsent(stat(path))
      if (found) table.adopt(hash, found.size, Math.trunc(found.mtimeMs))
    }
    for (const hash of missing) {
      await inTurn(async () => {
        if ((await sizeOf(hash)) === null) table.remove(hash)
      })
    }
  }

  const sweep = async () => {
    const before = now() - aDay
    const unnamed = table.unnamed(before)
    const inBin = unnamed.length > 0 ? table.namedByDeleted() : new Set()
    for (const hash of unnamed) {
      // What was never sent is nowhere else: a note that comes back from the bin must find it.
      if (inBin.has(hash) && table.get(hash)?.state !== 'sent') continue
      await remove(hash, () => !isWanted(hash) && table.unnamed(before).includes(hash))
    }
  }

  return {
    arrivingFolder,
    pathOf,
    sizeOf,
    remove,
    /** Something names the blob: a row, or what may still become one. */
    isWanted,
    keep,
    empty: async () => {
      await rm(arrivingFolder, { recursive: true, force: true })
      await makeFolder(arrivingFolder)
    },
    settle: async () => {
      await agree()
      table.waitAgain(['refused'])
      await sweep()
    },
    /** Makes room where the server has what goes. */
    evict: async (most: number, spared: string) => {
      for (const hash of table.tooMany(most, spared)) await remove(hash, () => table.get(hash)?.state === 'sent')
    },
    /** Takes over the blobs of another workspace of this machine; what was damaged there stays there. */
    bringIn: async (from: string) => {
      for await (const { hash, path } of blobsIn(from)) {
        const copy = join(arrivingFolder, hash)
        await rm(copy, { force: true })
        // Both are the same file where the disk can do that: a blob never changes.
        await link(path, copy).catch(() => copyFile(path, copy))
        if ((await hashOfFile(copy)) !== hash) {
          await rm(copy, { force: true })
          continue
        }
        const { size } = await stat(copy)
        await syncFile(copy)
        await keep(copy, hash, () => table.take(hash, size, now()))
      }
    },
  }
}

export type LocalBlobs = ReturnType<typeof createLocalBlobs>
