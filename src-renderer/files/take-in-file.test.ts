import { expect, test, vi } from 'vitest'
import { filePiece } from '../../src-shared/files/file-contract.ts'
import type { AttachedFile } from '../../src-shared/files/file-kind.ts'
import type { ApiClient } from '../api/api.ts'
import { readFile } from './save-file.ts'
import { takeInFile } from './take-in-file.ts'

type Files = Pick<ApiClient, 'files'>

/** A core that keeps what it is given. */
const createCore = () => {
  let kept = Buffer.alloc(0)
  const files = {
    begin: vi.fn(async (_input: { name: string }) => ({ uploadId: 'u' })),
    append: vi.fn(async ({ offset, piece }: { offset: number; piece: string }) => {
      expect(offset).toBe(kept.length)
      kept = Buffer.concat([kept, Buffer.from(piece, 'base64')])
      return { received: kept.length }
    }),
    finish: vi.fn(async (): Promise<Partial<AttachedFile>> => ({ hash: 'h', size: kept.length })),
    cancel: vi.fn(async () => ({})),
    read: vi.fn(async ({ offset, length }: { offset: number; length: number }) => ({
      piece: kept.subarray(offset, offset + length).toString('base64'),
      size: kept.length,
    })),
  }
  return { client: { files } as unknown as Files, files }
}

const bytes = Uint8Array.from({ length: filePiece * 2 + 77 }, (_, at) => (at * 31) % 251)

test('a file goes over in pieces, telling how far it is, and comes back the same as nothing but bytes', async () => {
  const { client, files } = createCore()
  const shares: number[] = []
  const file = new File([bytes], 'a/b.html', { type: 'text/html' })
  const taken = await takeInFile({ client, file, signal: new AbortController().signal, onProgress: (share) => shares.push(share) })
  expect(taken.size).toBe(bytes.length)
  expect(files.begin.mock.calls[0]?.[0].name).toBe('a_b.html')
  expect(shares).toHaveLength(3)
  expect(shares.at(-1)).toBe(1)
  const back = await readFile(client, 'h')
  expect(back.type).toBe('application/octet-stream')
  expect(Buffer.from(await back.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true)
})

test('a file that is given up leaves nothing behind in the core', async () => {
  const { client, files } = createCore()
  const stopping = new AbortController()
  const taken = takeInFile({ client, file: new File([bytes], 'a'), signal: stopping.signal, onProgress: () => stopping.abort() })
  await expect(taken).rejects.toThrow()
  expect(files.append).toHaveBeenCalledOnce()
  expect(files.cancel).toHaveBeenCalledExactlyOnceWith({ uploadId: 'u' })
  expect(files.finish).not.toHaveBeenCalled()
})

test('an empty file is a file', async () => {
  const { client } = createCore()
  await takeInFile({ client, file: new File([], 'pusty.txt'), signal: new AbortController().signal, onProgress: () => undefined })
  expect((await readFile(client, 'h')).size).toBe(0)
})

test('a file that ends before its size is told of, and not saved in part', async () => {
  const { client, files } = createCore()
  files.read.mockResolvedValue({ piece: '', size: 10 })
  await expect(readFile(client, 'h')).rejects.toThrow('ended before its size')
})
