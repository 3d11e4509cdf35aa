import { createHash, randomBytes } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BlobStore, Uploader } from './blob-store.ts'

export interface OpenedBlobStore {
  readonly store: BlobStore
  /** The same blobs, as another process sees them. */
  readonly again: () => BlobStore
  readonly close: () => Promise<void>
}

const anna: Uploader = { organisationId: '0197a000-0000-7000-8000-000000000001', memberId: '0197a000-0000-7000-8000-00000000000a' }
const marek: Uploader = { ...anna, memberId: '0197a000-0000-7000-8000-00000000000b' }
const elsewhere: Uploader = { ...anna, organisationId: '0197a000-0000-7000-8000-000000000002' }

const named = (content: Buffer) => createHash('sha256').update(content).digest('hex')

const readAll = async (stream: Readable | null) => stream && Buffer.concat(await stream.toArray())

/** What every store of blobs promises. */
export const describeBlobStore = (name: string, open: () => Promise<OpenedBlobStore>) => {
  describe(name, () => {
    let opened: OpenedBlobStore
    let store: BlobStore
    const content = randomBytes(200_000)
    const hash = named(content)
    const total = content.length

    const append = (from: number, to: number, by = anna, on = store) =>
      on.append(by, hash, { offset: from, total, bytes: Readable.from([content.subarray(from, to)]) })

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    it('a file that came in pieces can be read whole and in stretches', async () => {
      expect(await append(0, 70_000)).toEqual({ received: 70_000, total, isWhole: false })
      expect(await store.sizeOf(anna.organisationId, hash)).toBeNull()
      expect(await append(70_000, total)).toEqual({ received: total, total, isWhole: true })
      expect(await store.sizeOf(anna.organisationId, hash)).toBe(total)
      expect(await readAll(await store.read(anna.organisationId, hash, { start: 0, end: total - 1 }))).toEqual(content)
      expect(await readAll(await store.read(anna.organisationId, hash, { start: 10, end: 19 }))).toEqual(content.subarray(10, 20))
      expect(await store.uploadOf(anna, hash)).toBeNull()
    })

    it('an empty file is a file', async () => {
      const empty = named(Buffer.alloc(0))
      expect(await store.append(anna, empty, { offset: 0, total: 0, bytes: Readable.from([]) })).toMatchObject({ isWhole: true })
      expect(await readAll(await store.read(anna.organisationId, empty, { start: 0, end: -1 }))).toEqual(Buffer.alloc(0))
    })

    it('another process goes on where the upload ended', async () => {
      await append(0, 50_000)
      const other = opened.again()
      expect(await other.uploadOf(anna, hash)).toEqual({ received: 50_000, total })
      await append(50_000, total, anna, other)
      expect(await store.sizeOf(anna.organisationId, hash)).toBe(total)
    })

    it('what had arrived of a piece stays when its connection breaks', async () => {
      const broken = async function* () {
        yield content.subarray(0, 30_000)
        throw new Error('reset')
      }
      await expect(store.append(anna, hash, { offset: 0, total, bytes: Readable.from(broken()) })).rejects.toThrow('reset')
      expect(await store.uploadOf(anna, hash)).toEqual({ received: 30_000, total })
      expect(await append(30_000, total)).toMatchObject({ isWhole: true })
    })

    it('a content with another hash is refused, and nothing of it is kept', async () => {
      const wrong = Buffer.from(content)
      wrong[100] = (wrong[100] as number) ^ 1
      await expect(store.append(anna, hash, { offset: 0, total, bytes: Readable.from([wrong]) })).rejects.toMatchObject({
        code: 'wrong_hash',
      })
      expect(await store.uploadOf(anna, hash)).toBeNull()
      expect(await store.sizeOf(anna.organisationId, hash)).toBeNull()
      expect(await store.hasSent(anna, hash)).toBe(false)
      expect(await store.usage(anna.organisationId)).toBe(0)
    })

    it('a piece that leaves a gap or comes twice is refused, and the upload goes on', async () => {
      await append(0, 1000)
      await expect(append(2000, 3000)).rejects.toMatchObject({ code: 'conflict' })
      await expect(append(0, 1000)).rejects.toMatchObject({ code: 'conflict' })
      expect(await store.uploadOf(anna, hash)).toEqual({ received: 1000, total })
    })

    it('a file that is longer than was said, or changes its length, is dropped', async () => {
      const bytes = () => Readable.from([content])
      await expect(store.append(anna, hash, { offset: 0, total: 1000, bytes: bytes() })).rejects.toMatchObject({ code: 'bad_input' })
      expect(await store.uploadOf(anna, hash)).toBeNull()
      await append(0, 1000)
      await expect(store.append(anna, hash, { offset: 1000, total: total + 1, bytes: bytes() })).rejects.toMatchObject({
        code: 'bad_input',
      })
      expect(await store.uploadOf(anna, hash)).toBeNull()
    })

    it('a writer that comes ends the one before it', async () => {
      const halfOpen = new PassThrough()
      const first = store.append(anna, hash, { offset: 0, total, bytes: halfOpen })
      const ended = expect(first).rejects.toThrow()
      halfOpen.write(content.subarray(0, 5000))
      await expect.poll(() => store.uploadOf(anna, hash)).toEqual({ received: 5000, total })
      expect(await append(5000, total)).toMatchObject({ isWhole: true })
      await ended
    })

    it('two members who send the same file do not meet; both have sent it', async () => {
      await append(0, 1000)
      expect(await store.uploadOf(marek, hash)).toBeNull()
      await append(0, total, marek)
      expect([await store.hasSent(anna, hash), await store.hasSent(marek, hash)]).toEqual([false, true])
      await append(1000, total)
      expect(await store.hasSent(anna, hash)).toBe(true)
      expect(await store.usage(anna.organisationId)).toBe(total)
    })

    it('an organisation has nothing of another one', async () => {
      await append(0, total)
      expect(await store.sizeOf(elsewhere.organisationId, hash)).toBeNull()
      expect(await store.hasSent(elsewhere, hash)).toBe(false)
      expect(await store.read(elsewhere.organisationId, hash, { start: 0, end: 1 })).toBeNull()
      expect(await store.usage(elsewhere.organisationId)).toBe(0)
    })

    it('uploads count with what they are going to take, and go when they stand still', async () => {
      await append(0, 1000)
      expect(await store.usage(anna.organisationId)).toBe(total)
      expect(await opened.again().usage(anna.organisationId)).toBe(total)
      expect(await store.uploadsOf(anna)).toBe(1)
      expect(await store.sweep(0)).toBe(0)
      expect(await store.sweep(Date.now() + 60_000)).toBe(1)
      expect(await store.uploadOf(anna, hash)).toBeNull()
      expect([await store.usage(anna.organisationId), await store.uploadsOf(anna)]).toEqual([0, 0])
    })

    it.each(['../../../../etc/passwd', `${'a'.repeat(63)}/`, 'A'.repeat(64), ''])(
      'only a hash names a blob: %j is refused',
      async (bad) => {
        await expect(store.sizeOf(anna.organisationId, bad)).rejects.toThrow()
        await expect(store.append(anna, bad, { offset: 0, total: 1, bytes: Readable.from(['x']) })).rejects.toThrow()
        await expect(store.sizeOf('..', hash)).rejects.toThrow()
        await expect(store.hasSent({ ...anna, memberId: '../..' }, hash)).rejects.toThrow()
      },
    )
  })
}
