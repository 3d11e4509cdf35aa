import { createHash, type Hash } from 'node:crypto'
import { open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { syncFile, writeWhole } from '../../src-node/blobs/durable-files.ts'
import { type AttachedFile, largestFile } from '../../src-shared/files/file-kind.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import { asStorageError } from '../db/storage-error.ts'
import type { BlobTable } from './blob-table.ts'
import type { LocalBlobs } from './local-blobs.ts'

interface Arriving {
  readonly id: string
  readonly path: string
  readonly name: string
  readonly type: string
  readonly size: number
  received: number
  readonly hash: Hash
  movedAt: number
  isOver: boolean
  /** What is being done to the file: one after the other. */
  work: Promise<unknown>
}

interface Dependencies {
  readonly local: LocalBlobs
  readonly table: BlobTable
  /** Settles when the folder of arriving files can be used. */
  readonly emptied: Promise<void>
  readonly now: () => number
  /** A file has been kept. */
  readonly onTaken: (hash: string) => void
}

/** A page that went away in the middle never says so. */
const patience = 3_600_000
const mostAtOnce = 50

/** Files as a page hands them over, in pieces; the hash is made on the way. */
export const createArrivingFiles = ({ local, table, emptied, now, onTaken }: Dependencies) => {
  const arriving = new Map<string, Arriving>()

  const existing = (id: string): Arriving => {
    const found = arriving.get(id)
    if (!found) throw notFound('upload', id)
    return found
  }

  const drop = async (one: Arriving) => {
    one.isOver = true
    arriving.delete(one.id)
    await rm(one.path, { force: true })
  }

  /** One after the other for each file. What the disk refuses is told as such. */
  const inTurn = async <Result>(one: Arriving, work: () => Promise<Result>): Promise<Result> => {
    const done = one.work
      .then(() => {
        if (one.isOver) throw notFound('upload', one.id)
        return work()
      })
      .catch((error) => {
        throw asStorageError(error)
      })
    one.work = done.catch(() => {})
    return await done
  }

  return {
    begin: async ({ name, type, size }: { readonly name: string; readonly type: string; readonly size: number }) => {
      if (size > largestFile) {
        throw new LeadlineError('too_large', 'The file is too large', [{ path: 'file', rule: 'file_too_large', limit: largestFile }])
      }
      for (const one of [...arriving.values()]) if (now() - one.movedAt > patience) await inTurn(one, () => drop(one))
      if (arriving.size >= mostAtOnce) throw new LeadlineError('conflict', 'Too many files are being taken in at once')
      const id = newId()
      const path = join(local.arrivingFolder, `${id}.part`)
      try {
        await emptied
        await writeFile(path, '', { mode: 0o600 })
      } catch (error) {
        throw asStorageError(error)
      }
      const work = Promise.resolve()
      arriving.set(id, { id, path, name, type, size, received: 0, hash: createHash('sha256'), movedAt: now(), isOver: false, work })
      return { uploadId: id }
    },
    /** A piece that is sent again, after a lost answer, changes nothing. */
    append: async ({ uploadId, offset, piece }: { readonly uploadId: string; readonly offset: number; readonly piece: string }) => {
      const one = existing(uploadId)
      const bytes = Buffer.from(piece, 'base64')
      return await inTurn(one, async () => {
        if (offset > one.received || offset + bytes.length > one.size) {
          throw new LeadlineError('bad_input', 'The pieces of the file do not fit together')
        }
        const fresh = bytes.subarray(Math.min(bytes.length, one.received - offset))
        const file = await open(one.path, 'r+')
        await writeWhole(file, fresh, one.received).finally(() => file.close())
        one.hash.update(fresh)
        one.received += fresh.length
        one.movedAt = now()
        return { received: one.received }
      })
    },
    finish: async ({ uploadId }: { readonly uploadId: string }): Promise<AttachedFile> => {
      const one = existing(uploadId)
      return await inTurn(one, async () => {
        if (one.received < one.size) throw new LeadlineError('bad_input', 'The file has not arrived whole')
        const hash = one.hash.copy().digest('hex')
        // After a failed try the file may have its name already.
        if ((await local.sizeOf(hash)) === null) await syncFile(one.path)
        await local.keep(one.path, hash, () => table.take(hash, one.size, now()))
        one.isOver = true
        arriving.delete(one.id)
        onTaken(hash)
        return { id: newId(), hash, name: one.name, size: one.size, type: one.type }
      })
    },
    cancel: async ({ uploadId }: { readonly uploadId: string }) => {
      const one = arriving.get(uploadId)
      if (one) await inTurn(one, () => drop(one))
      return {}
    },
    close: async () => {
      for (const one of arriving.values()) await one.work
    },
  }
}
