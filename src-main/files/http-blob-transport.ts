import { blobHeaders, blobPath, blobPieceType, bytesOf } from '../../src-shared/files/blob-protocol.ts'
import { type ErrorCode, errorCodes, LeadlineError } from '../../src-shared/lib/errors.ts'
import type { BlobTransport, SentSoFar } from './blob-transport.ts'

interface Options {
  /** Address of the team's server, `https://crm.example`. */
  readonly url: string
  /** Bearer of the session. */
  readonly token: () => string
  /** Milliseconds until a request is given up, its content included. */
  readonly deadline?: number
}

/** Long enough for a piece over a poor line; what has arrived of it by then counts. */
const usualDeadline = 60_000

const unreachable = () => new LeadlineError('unreachable', 'The server did not answer')

const nothing = async function* (): AsyncGenerator<Uint8Array> {}

const isCode = (text: string | null): text is ErrorCode => (errorCodes as readonly (string | null)[]).includes(text)

/** Whatever answers without the header is not our server, or something before it that has no way to it. */
const refusalOf = (response: Response): LeadlineError => {
  const code = response.headers.get(blobHeaders.error)
  return isCode(code) ? new LeadlineError(code, `The server answered ${response.status}`) : unreachable()
}

const sentSoFarOf = (response: Response): SentSoFar => {
  const received = bytesOf(response.headers.get(blobHeaders.offset))
  if (received === null) throw unreachable()
  return { received, isWhole: response.headers.get(blobHeaders.complete) === '?1' }
}

/** Blobs over HTTP, with a bearer that follows no redirection. */
export const createHttpBlobTransport = ({ url, token, deadline = usualDeadline }: Options): BlobTransport => {
  const request = async (method: string, hash: string, headers: Record<string, string>, signal: AbortSignal, body?: Uint8Array) => {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), deadline)
    const end = () => clearTimeout(timer)
    try {
      const response = await fetch(new URL(blobPath(hash), url), {
        method,
        headers: { ...headers, authorization: `Bearer ${token()}` },
        redirect: 'error',
        signal: AbortSignal.any([signal, late.signal]),
        ...(body && { body: body as Uint8Array<ArrayBuffer> }),
      })
      if (response.ok || response.status === 416) return { response, end }
      await response.body?.cancel().catch(() => {})
      throw refusalOf(response)
    } catch (error) {
      end()
      throw error instanceof LeadlineError ? error : unreachable()
    }
  }

  const contentOf = async function* (response: Response, end: () => void) {
    try {
      for await (const chunk of response.body ?? []) yield chunk as Uint8Array
    } catch {
      throw unreachable()
    } finally {
      end()
    }
  }

  return {
    head: async (hash, signal) => {
      try {
        const { response, end } = await request('HEAD', hash, {}, signal)
        end()
        return sentSoFarOf(response)
      } catch (error) {
        if (error instanceof LeadlineError && error.code === 'not_found') return { received: 0, isWhole: false }
        throw error
      }
    },
    patch: async ({ hash, offset, total, bytes, signal }) => {
      const headers = { 'content-type': blobPieceType, [blobHeaders.offset]: String(offset), [blobHeaders.length]: String(total) }
      const { response, end } = await request('PATCH', hash, headers, signal, bytes)
      end()
      return sentSoFarOf(response)
    },
    get: async ({ hash, offset, length, signal }) => {
      const range = { range: `bytes=${offset}-${offset + length - 1}` }
      const { response, end } = await request('GET', hash, range, signal)
      const size = bytesOf(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1])
      if (response.status === 206 && size !== null) return { size, bytes: contentOf(response, end) }
      end()
      await response.body?.cancel().catch(() => {})
      // Nothing lies behind the end of the file, which may be empty.
      if (response.status === 416 && size !== null) return { size, bytes: nothing() }
      throw unreachable()
    },
  }
}
