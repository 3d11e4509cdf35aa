import type { Readable } from 'node:stream'

/** Who sends a blob. What they have sent half lies apart from what others send: nobody learns of it, or spoils it. */
export interface Uploader {
  readonly organisationId: string
  readonly memberId: string
}

/** A file on its way. */
export interface Upload {
  readonly received: number
  readonly total: number
}

export interface Piece {
  /** Where it goes; it must be what has been received. */
  readonly offset: number
  /** Bytes of the whole file. */
  readonly total: number
  readonly bytes: Readable
}

/** Bytes from `start` up to and with `end`. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/**
 * Where the contents of files lie, each under its SHA-256, organisation by organisation: the same content in two organisations lies there
 * twice, and neither learns of the other. One adapter, a folder, passes the conformance suite; one for S3 would be the second.
 * Hashes and ids must have been checked: adapters refuse others with a `ZodError`.
 */
export interface BlobStore {
  /** Bytes of a blob that is whole; null where there is none. */
  readonly sizeOf: (organisationId: string, hash: string) => Promise<number | null>
  /** Whether this member has sent the whole blob. */
  readonly hasSent: (uploader: Uploader, hash: string) => Promise<boolean>
  /** How far the upload of this member has come; null where none is under way. */
  readonly uploadOf: (uploader: Uploader, hash: string) => Promise<Upload | null>
  /** Uploads of this member that have begun and not ended. */
  readonly uploadsOf: (uploader: Uploader) => Promise<number>
  /**
   * Adds a piece. What has arrived of it stays, though its connection breaks; when this answers it is on the disk. With the last byte
   * the hash is checked, and the blob is whole. A writer that comes ends the one before it, whose connection may be half open.
   * @throws LeadlineError `conflict` where the piece goes elsewhere; `bad_input` where it is too long, or the total another one, and
   * `wrong_hash` where the content is another: of these two nothing is kept
   */
  readonly append: (uploader: Uploader, hash: string, piece: Piece) => Promise<Upload & { readonly isWhole: boolean }>
  /** Null where there is no such blob. */
  readonly read: (organisationId: string, hash: string, stretch: Stretch) => Promise<Readable | null>
  /** Bytes of the organisation's blobs, with what its uploads are going to take; other processes are heard of with a delay. */
  readonly usage: (organisationId: string) => Promise<number>
  /** Drops uploads that have not moved since this time, UTC milliseconds. Answers with how many went. */
  readonly sweep: (before: number) => Promise<number>
}
