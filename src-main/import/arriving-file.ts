import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { asStorageError } from '../db/storage-error.ts'

const largestFile = 2 * 1024 ** 3

/** A file that comes in pieces. */
export interface ArrivingFile {
  readonly path: string
  readonly isWhole: () => boolean
  /**
   * Writes a piece when those before it are written. Every piece goes to its own place, so that one which is sent again after a lost answer or a
   * failed write does no harm.
   */
  readonly append: (offset: number, piece: Buffer, isWanted: () => boolean) => Promise<void>
}

/** @throws LeadlineError `too_large`, `empty_file`, `storage_failed` */
export const createArrivingFile = async (path: string, bytes: number): Promise<ArrivingFile> => {
  if (bytes > largestFile)
    throw new LeadlineError('too_large', 'The file is too large', [{ path: 'file', rule: 'file_too_large', limit: largestFile }])
  if (bytes === 0) throw new LeadlineError('empty_file', 'The file is empty', [{ path: 'file', rule: 'no_rows' }])
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, '', { mode: 0o600 })
  } catch (error) {
    throw asStorageError(error)
  }
  let received = 0
  let last: Promise<void> = Promise.resolve()

  const write = async (offset: number, piece: Buffer) => {
    if (offset > received || offset + piece.length > bytes)
      throw new LeadlineError('bad_input', 'The pieces of the file do not fit together')
    const file = await open(path, 'r+')
    try {
      for (let written = 0; written < piece.length; ) {
        written += (await file.write(piece, written, piece.length - written, offset + written)).bytesWritten
      }
    } finally {
      await file.close()
    }
    received = Math.max(received, offset + piece.length)
  }

  return {
    path,
    isWhole: () => received >= bytes,
    append: async (offset, piece, isWanted) => {
      const written = last
        .then(() => {
          if (!isWanted()) throw new LeadlineError('conflict', 'This import takes no more pieces')
          return write(offset, piece)
        })
        .catch((error) => {
          throw asStorageError(error)
        })
      last = written.catch(() => {})
      await written
    },
  }
}

/** Removes a file and what was made of it beside it. */
export const removeWithSheets = async (path: string, sheets: readonly string[]): Promise<void> => {
  for (const one of [path, ...sheets]) await rm(one, { force: true })
}
