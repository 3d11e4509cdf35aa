import { open } from 'node:fs/promises'
import { blobPiece } from '../../src-shared/files/blob-protocol.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { BlobTransport } from './blob-transport.ts'

interface Sending {
  readonly transport: BlobTransport
  readonly hash: string
  readonly path: string
  readonly size: number
  readonly signal: AbortSignal
  /** Bytes that the server has by now. */
  readonly onReceived: (received: number) => void
}

/** Sends a file from where the server has it to its end, a piece at a time. */
export const sendBlob = async ({ transport, hash, path, size, signal, onReceived }: Sending): Promise<void> => {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(Math.min(blobPiece, size))
    let { received, isWhole } = await transport.head(hash, signal)
    onReceived(received)
    while (!isWhole) {
      const wanted = Math.min(buffer.length, size - received)
      const { bytesRead } = await file.read(buffer, 0, Math.max(0, wanted), received)
      if (bytesRead < wanted || wanted < 0) throw new LeadlineError('wrong_hash', 'The file is not as long as it should be')
      const sent = await transport.patch({ hash, offset: received, total: size, bytes: buffer.subarray(0, bytesRead), signal })
      if (sent.received <= received && !sent.isWhole) throw new LeadlineError('conflict', 'The server did not keep a piece')
      received = sent.received
      isWhole = sent.isWhole
      onReceived(received)
    }
  } finally {
    await file.close()
  }
}
