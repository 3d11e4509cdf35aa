import { filePiece } from '../../src-shared/files/file-contract.ts'
import type { AttachedFile } from '../../src-shared/files/file-kind.ts'
import type { ApiClient } from '../api/api.ts'
import { base64Of } from './base64.ts'
import { safeFileName } from './file-name.ts'

interface Options {
  readonly client: Pick<ApiClient, 'files'>
  readonly file: File
  readonly signal: AbortSignal
  /** Hears how much is taken in, from 0 to 1. */
  readonly onProgress: (share: number) => void
}

/** Brings a file to the core in pieces; given up, nothing of it stays there. Rejects with what the core or the disk said. */
export const takeInFile = async ({ client, file, signal, onProgress }: Options): Promise<AttachedFile> => {
  const { uploadId } = await client.files.begin({ name: safeFileName(file.name), type: file.type.slice(0, 100), size: file.size })
  try {
    for (let offset = 0; offset < file.size; offset += filePiece) {
      signal.throwIfAborted()
      await client.files.append({ uploadId, offset, piece: await base64Of(file.slice(offset, offset + filePiece)) })
      onProgress(Math.min(1, (offset + filePiece) / file.size))
    }
    signal.throwIfAborted()
    return await client.files.finish({ uploadId })
  } catch (error) {
    await client.files.cancel({ uploadId }).catch(() => undefined)
    throw error
  }
}
