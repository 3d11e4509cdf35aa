/** Address of a blob on the team's server; everything there wants a bearer. The hash is not personal and may stand in an address. */
export const blobPath = (hash: string) => `/api/blobs/${hash}`

/**
 * Headers of the resumable upload, after tus (tus.io/protocols/resumable-upload) and RFC draft ietf-httpbis-resumable-upload.
 *
 * - `offset`: bytes that are there (answers), or where a piece goes (PATCH).
 * - `length`: bytes of the whole file; wanted with its first piece.
 * - `complete`: `?1` once the whole file is there and its hash is right.
 * - `error`: code of a failure; an answer to HEAD has no other place for it.
 */
export const blobHeaders = {
  offset: 'upload-offset',
  length: 'upload-length',
  complete: 'upload-complete',
  error: 'leadline-error',
} as const

/** Media type of a piece. */
export const blobPieceType = 'application/offset+octet-stream'

/** Bytes of a piece in which blobs go between a client and the server: small enough to arrive within the deadline of a request. */
export const blobPiece = 1_048_576

/** A number of bytes in a header; null where it is none. */
export const bytesOf = (text: unknown): number | null => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null)
