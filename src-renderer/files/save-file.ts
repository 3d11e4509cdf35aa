import { filePiece } from '../../src-shared/files/file-contract.ts'
import type { AttachedFile } from '../../src-shared/files/file-kind.ts'
import type { ApiClient } from '../api/api.ts'
import { bytesOf } from './base64.ts'
import { safeFileName } from './file-name.ts'

/** Milliseconds for which the browser may take what is saved. */
const takingTime = 60_000

/** All bytes of a file, from this computer or, where it is not here, from the server. */
export const readFile = async (client: Pick<ApiClient, 'files'>, hash: string): Promise<Blob> => {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  let size = Number.POSITIVE_INFINITY
  while (offset < size) {
    const answer = await client.files.read({ hash, offset, length: filePiece })
    const piece = bytesOf(answer.piece)
    size = answer.size
    if (piece.length === 0 && offset < size) throw new Error('A file ended before its size')
    pieces.push(piece)
    offset += piece.length
  }
  // Whatever its author said it was: a file is saved and never shown by this page.
  return new Blob(pieces, { type: 'application/octet-stream' })
}

/** Saves bytes where the browser puts what is downloaded. */
export const saveBlob = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = safeFileName(name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), takingTime)
}

/** Saves an attached file. */
export const saveFile = async (client: Pick<ApiClient, 'files'>, { hash, name }: AttachedFile): Promise<void> =>
  saveBlob(await readFile(client, hash), name)
