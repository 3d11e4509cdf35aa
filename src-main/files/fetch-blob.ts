import { constants, open, rm } from 'node:fs/promises'
import { hashOfFile, writeWhole } from '../../src-node/blobs/durable-files.ts'
import { blobPiece } from '../../src-shared/files/blob-protocol.ts'
import { largestFile } from '../../src-shared/files/file-kind.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { BlobTransport } from './blob-transport.ts'

interface Fetching {
  readonly transport: BlobTransport
  readonly hash: string
  /** Where the content goes; what lies there already is gone on from. */
  readonly path: string
  readonly signal: AbortSignal
}

/** How many requests in a row may bring nothing. */
const patience = 2

/**
 * Brings the content of a blob from the server to the disk, stretch by stretch; what has come stays for the next try.
 * @throws LeadlineError `wrong_hash` where the content is another: nothing is kept
 */
export const fetchBlob = async ({ transport, hash, path, signal }: Fetching): Promise<number> => {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  let received = (await file.stat()).size
  let size: number | null = null
  let failures = 0
  try {
    while (size === null || received < size) {
      const before = received
      try {
        const stretch = await transport.get({ hash, offset: received, length: blobPiece, signal })
        if (stretch.size > largestFile) throw new LeadlineError('too_large', 'The file is larger than files may be')
        size = stretch.size
        for await (const chunk of stretch.bytes) {
          if (received + chunk.length > size) throw new LeadlineError('unreachable', 'The server sent more than it said')
          await writeWhole(file, chunk, received)
          received += chunk.length
        }
        failures = received > before ? 0 : failures + 1
      } catch (error) {
        const isNetwork = error instanceof LeadlineError && error.code === 'unreachable'
        failures = received > before ? 0 : failures + 1
        if (!isNetwork || signal.aborted || failures >= patience) throw error
      }
      if (failures >= patience) throw new LeadlineError('unreachable', 'The server sent nothing of the file')
    }
    await file.sync()
  } finally {
    await file.close()
  }
  if ((await hashOfFile(path)) === hash) return received
  await rm(path, { force: true })
  throw new LeadlineError('wrong_hash', 'The content of the file is not what its name says')
}
