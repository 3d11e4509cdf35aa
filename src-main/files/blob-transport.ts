/** How far an upload has come on the server. */
export interface SentSoFar {
  readonly received: number
  /** The server has the whole file and has checked its hash. */
  readonly isWhole: boolean
}

/**
 * The way of blobs between this machine and the team's server. Each request has a deadline (F12).
 * All throw LeadlineError: `unreachable` where no answer came, else what the server says.
 */
export interface BlobTransport {
  readonly head: (hash: string, signal: AbortSignal) => Promise<SentSoFar>
  readonly patch: (piece: {
    readonly hash: string
    readonly offset: number
    /** Bytes of the whole file. */
    readonly total: number
    readonly bytes: Uint8Array
    readonly signal: AbortSignal
  }) => Promise<SentSoFar>
  /** At most `length` bytes from `offset` on, with the size of the whole file. Reading them may throw as well. */
  readonly get: (stretch: {
    readonly hash: string
    readonly offset: number
    readonly length: number
    readonly signal: AbortSignal
  }) => Promise<{ readonly size: number; readonly bytes: AsyncIterable<Uint8Array> }>
}
