import { open, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { addAbortSignal, Readable } from 'node:stream'
import { hashOfFile, makeFolder, moveDurably, orAbsent, pathOfBlob, writeWhole } from '../../src-node/blobs/durable-files.ts'
import { hashSchema } from '../../src-shared/files/file-kind.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { idSchema } from '../../src-shared/lib/schemas.ts'
import type { BlobStore, Piece, Upload, Uploader } from './blob-store.ts'
import { bytesUnder, createUsage, namesIn } from './disk-usage.ts'

interface Writer {
  readonly stop: AbortController
  readonly ended: Promise<unknown>
}

/**
 * Blobs in a folder: `<organisation>/whole/ab/cdef…`; who has sent them as empty files `<organisation>/sent/<member>/<hash>`; uploads as
 * `<organisation>/partial/<member>/<hash>/<total>`. The length of an upload's file is what has been received, whatever process died.
 */
export const createDiskBlobStore = (folder: string, now: () => number): BlobStore => {
  const under = (organisationId: string, ...parts: string[]) => join(folder, idSchema.parse(organisationId), ...parts)
  const wholePath = (organisationId: string, hash: string) => pathOfBlob(under(organisationId, 'whole'), hash)
  const partialFolder = ({ organisationId, memberId }: Uploader) => under(organisationId, 'partial', idSchema.parse(memberId))
  const uploadFolder = (uploader: Uploader, hash: string) => join(partialFolder(uploader), hashSchema.parse(hash))
  const sentPath = ({ organisationId, memberId }: Uploader, hash: string) =>
    under(organisationId, 'sent', idSchema.parse(memberId), hashSchema.parse(hash))
  const writers = new Map<string, Writer>()

  const countUsage = async (organisationId: string) => {
    let bytes = await bytesUnder(under(organisationId, 'whole'))
    for (const member of await namesIn(under(organisationId, 'partial'))) {
      for (const hash of await namesIn(under(organisationId, 'partial', member))) {
        for (const total of await namesIn(under(organisationId, 'partial', member, hash))) bytes += Number(total)
      }
    }
    return bytes
  }
  const usage = createUsage(countUsage, now)

  const sizeOf = async (organisationId: string, hash: string) => (await orAbsent(stat(wholePath(organisationId, hash))))?.size ?? null

  const uploadOf = async (uploader: Uploader, hash: string): Promise<Upload | null> => {
    const path = uploadFolder(uploader, hash)
    const [total] = await namesIn(path)
    if (total === undefined) return null
    const size = (await orAbsent(stat(join(path, total))))?.size
    return size === undefined ? null : { received: size, total: Number(total) }
  }

  const drop = async (uploader: Uploader, hash: string, total: number) => {
    await rm(uploadFolder(uploader, hash), { recursive: true, force: true })
    usage.add(uploader.organisationId, -total)
  }

  const markSent = async (uploader: Uploader, hash: string) => {
    const path = sentPath(uploader, hash)
    await makeFolder(join(path, '..'))
    const file = await open(path, 'w', 0o600)
    await file.sync().finally(() => file.close())
  }

  /** The mark comes first: without its blob it means nothing, and a blob without it could be seen by nobody until a row names it. */
  const keep = async (uploader: Uploader, hash: string, total: number) => {
    const path = join(uploadFolder(uploader, hash), String(total))
    if ((await hashOfFile(path)) !== hash) {
      await drop(uploader, hash, total)
      throw new LeadlineError('wrong_hash', 'The content of the file is not what its name says; nothing of it was kept')
    }
    await markSent(uploader, hash)
    if ((await sizeOf(uploader.organisationId, hash)) !== null) {
      await drop(uploader, hash, total)
      return
    }
    await moveDurably(path, wholePath(uploader.organisationId, hash))
    await orAbsent(rmdir(uploadFolder(uploader, hash)))
  }

  const write = async (uploader: Uploader, hash: string, { offset, total, bytes }: Piece, signal: AbortSignal) => {
    const known = await uploadOf(uploader, hash)
    if (known && known.total !== total) {
      await drop(uploader, hash, known.total)
      throw new LeadlineError('bad_input', 'The size of the file is not what was said before')
    }
    if (offset !== (known?.received ?? 0)) throw new LeadlineError('conflict', 'The piece does not go on where the file ends')
    const path = join(uploadFolder(uploader, hash), String(total))
    if (!known) {
      await makeFolder(uploadFolder(uploader, hash))
      usage.add(uploader.organisationId, total)
    }
    const file = await open(path, known ? 'r+' : 'w', 0o600)
    let received = offset
    try {
      for await (const chunk of addAbortSignal(signal, bytes) as AsyncIterable<Buffer>) {
        if (received + chunk.length > total) {
          await drop(uploader, hash, total)
          throw new LeadlineError('bad_input', 'The file is longer than was said')
        }
        await writeWhole(file, chunk, received)
        received += chunk.length
      }
      await file.sync()
    } finally {
      await file.close()
    }
    const isWhole = received === total
    if (isWhole) await keep(uploader, hash, total)
    return { received, total, isWhole }
  }

  return {
    sizeOf,
    hasSent: async (uploader, hash) => (await orAbsent(stat(sentPath(uploader, hash)))) !== null,
    uploadOf,
    uploadsOf: async (uploader) => (await namesIn(partialFolder(uploader))).length,
    append: async (uploader, hash, piece) => {
      const key = uploadFolder(uploader, hash)
      for (let other = writers.get(key); other; other = writers.get(key)) {
        other.stop.abort()
        await other.ended
      }
      const stop = new AbortController()
      const work = write(uploader, hash, piece, stop.signal)
      const ended = work.then(
        () => writers.delete(key),
        () => writers.delete(key),
      )
      writers.set(key, { stop, ended })
      return await work
    },
    read: async (organisationId, hash, { start, end }) => {
      const file = await orAbsent(open(wholePath(organisationId, hash), 'r'))
      if (!file) return null
      if (end >= start) return file.createReadStream({ start, end })
      await file.close()
      return Readable.from([])
    },
    usage: usage.of,
    sweep: async (before) => {
      let swept = 0
      for (const organisationId of await namesIn(folder)) {
        if (!idSchema.safeParse(organisationId).success) continue
        for (const memberId of await namesIn(under(organisationId, 'partial'))) {
          const uploader = { organisationId, memberId }
          for (const hash of await namesIn(partialFolder(uploader))) {
            const path = uploadFolder(uploader, hash)
            const [total = '0'] = await namesIn(path)
            const moved = (await orAbsent(stat(join(path, total))))?.mtimeMs ?? 0
            if (moved >= before || writers.has(path)) continue
            await drop(uploader, hash, Number(total))
            swept += 1
          }
        }
      }
      return swept
    },
  }
}
