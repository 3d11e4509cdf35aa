import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hashSchema } from '../../src-shared/files/file-kind.ts'

/**
 * Where a blob lies in a folder of blobs: `ab/cdef…`. Only a hash makes a path, so nothing leads out of the folder.
 * @throws ZodError where it is not a hash
 */
export const pathOfBlob = (folder: string, hash: string): string => {
  const checked = hashSchema.parse(hash)
  return join(folder, checked.slice(0, 2), checked.slice(2))
}

/** SHA-256 of what is on the disk, in lower-case hexadecimal. */
export const hashOfFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** A write to a file may take a part only. */
export const writeWhole = async (file: FileHandle, bytes: Uint8Array, position: number): Promise<void> => {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}

/** Brings the content of a file to the disk. */
export const syncFile = async (path: string): Promise<void> => {
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}

/** Makes names in a folder outlive a power cut. Windows knows no such thing and does not need it. */
const syncFolder = async (path: string) => {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Makes a folder, readable by its owner alone, that outlives a power cut. */
export const makeFolder = async (path: string): Promise<void> => {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = path; ; made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === first) return
  }
}

/** Moves a file whose content is on the disk to its name for good: when this answers, a power cut takes neither. */
export const moveDurably = async (from: string, to: string): Promise<void> => {
  await makeFolder(dirname(to))
  await rename(from, to)
  await syncFolder(dirname(to))
}

/** What an error of the system is called (errno(3)). */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Null where there is no such file. */
export const orAbsent = async <Result>(work: Promise<Result>): Promise<Result | null> => {
  try {
    return await work
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null
    throw error
  }
}
