import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { blobHeaders, blobPath, blobPieceType, bytesOf } from '../../src-shared/files/blob-protocol.ts'
import { hashSchema, largestFile } from '../../src-shared/files/file-kind.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { ServerStore } from '../db/store.ts'
import type { Identity } from '../sync/sync-service.ts'
import { readUnblocked } from '../team/standing.ts'
import { answerBlobError, type BlobLog } from './blob-errors.ts'
import { seesBlob } from './blob-rights.ts'
import type { Stretch } from './blob-store.ts'
import { stretchOf } from './byte-range.ts'
import { createDiskBlobStore } from './disk-blob-store.ts'

export interface BlobLimits {
  /** Bytes of one file. */
  readonly largest: number
  /** Bytes of all files of one organisation; null without a limit. */
  readonly perOrganisation: number | null
  /** Uploads of one member that have begun and not ended. */
  readonly uploads: number
  /** Milliseconds for which an upload may bring nothing before its connection is closed. */
  readonly silence: number
}

export interface BlobOptions {
  /** Where blobs lie; made where it is missing. */
  readonly folder: string
  /** Who asks; null without a session. May throw a LeadlineError. */
  readonly identify: (request: FastifyRequest) => Promise<Identity | null> | Identity | null
  readonly store: Pick<ServerStore, 'rows' | 'idsOf'>
  readonly limits?: Partial<BlobLimits>
  /** UTC milliseconds. */
  readonly now: () => number
  readonly log: BlobLog
}

const usualLimits: BlobLimits = { largest: largestFile, perOrganisation: null, uploads: 50, silence: 60_000 }

/** Uploads that have not moved for a week are dropped; whether there are any is looked at this often, milliseconds. */
const uploadLifetime = 7 * 24 * 3_600_000
const sweepInterval = 6 * 3_600_000

/** The same for a blob that is not there and for one that the member may not see. */
const noSuchBlob = () => new LeadlineError('not_found', 'There is no such file')

const hashIn = (request: FastifyRequest): string => {
  const parsed = hashSchema.safeParse((request.params as { hash?: unknown }).hash)
  if (!parsed.success) throw new LeadlineError('bad_input', 'A file is named by its SHA-256 in lower-case hexadecimal')
  return parsed.data
}

/**
 * Blobs of the team's server under `/api/blobs/<hash>`: HEAD tells how far an upload has come, PATCH adds a piece, GET sends the content to
 * whoever sees a row that names it, or has sent it.
 */
export const registerBlobs = (fastify: FastifyInstance, { folder, identify, store, now, log, ...options }: BlobOptions): void => {
  const limits = { ...usualLimits, ...options.limits }
  const blobs = createDiskBlobStore(folder, now)

  const admit = async (request: FastifyRequest) => {
    const identity = await identify(request)
    if (!identity) throw new LeadlineError('unauthorized', 'Sign in first')
    return { identity, viewer: (await readUnblocked(store, identity)).viewer }
  }
  type Admitted = Awaited<ReturnType<typeof admit>>

  /** Bytes of a blob that is whole and that this member may have. */
  const sizeFor = async ({ identity, viewer }: Admitted, hash: string): Promise<number | null> => {
    const size = await blobs.sizeOf(identity.organisationId, hash)
    if (size === null) return null
    const isAllowed = (await blobs.hasSent(identity, hash)) || (await seesBlob(store, identity.organisationId, viewer, hash))
    return isAllowed ? size : null
  }

  const checkRoom = async (identity: Identity, total: number) => {
    if (total > limits.largest) {
      throw new LeadlineError('too_large', 'The file is too large', [{ path: 'file', rule: 'file_too_large', limit: limits.largest }])
    }
    if ((await blobs.uploadsOf(identity)) >= limits.uploads) throw new LeadlineError('too_many_attempts', 'Too many files have been begun')
    if (limits.perOrganisation !== null && (await blobs.usage(identity.organisationId)) + total > limits.perOrganisation) {
      throw new LeadlineError('storage_failed', 'The organisation has no room left for files')
    }
  }

  /** A connection that brings nothing any more is closed: it may be half open. */
  const watchSilence = (request: FastifyRequest, bytes: Readable) => {
    let heard = request.raw.socket.bytesRead
    const timer = setInterval(() => {
      if (heard === request.raw.socket.bytesRead) bytes.destroy(new LeadlineError('timeout', 'Nothing has arrived for too long'))
      heard = request.raw.socket.bytesRead
    }, limits.silence)
    return () => clearInterval(timer)
  }

  const append = async (request: FastifyRequest, identity: Identity, hash: string) => {
    const offset = bytesOf(request.headers[blobHeaders.offset])
    const said = bytesOf(request.headers[blobHeaders.length])
    const known = await blobs.uploadOf(identity, hash)
    const total = said ?? known?.total ?? null
    if (offset === null || total === null) throw new LeadlineError('bad_input', 'Offset or length of the file is missing')
    if (!known) await checkRoom(identity, total)
    const bytes = request.body instanceof Readable ? request.body : Readable.from([])
    const heard = watchSilence(request, bytes)
    try {
      return await blobs.append(identity, hash, { offset, total, bytes })
    } finally {
      heard()
    }
  }

  fastify.register(async (scope) => {
    scope.setErrorHandler(answerBlobError(log))
    // Pieces are streamed to the disk, never held as a whole.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(blobPieceType, (_request: FastifyRequest, payload: Readable, done: (error: null, body: Readable) => void) =>
      done(null, payload),
    )
    const path = blobPath(':hash')

    scope.head(path, async (request, reply) => {
      const hash = hashIn(request)
      const admitted = await admit(request)
      const size = await sizeFor(admitted, hash)
      reply.header('cache-control', 'no-store')
      if (size !== null) {
        return reply.headers({ [blobHeaders.offset]: size, [blobHeaders.length]: size, [blobHeaders.complete]: '?1' }).send()
      }
      const upload = await blobs.uploadOf(admitted.identity, hash)
      if (!upload) throw noSuchBlob()
      return reply
        .headers({ [blobHeaders.offset]: upload.received, [blobHeaders.length]: upload.total, [blobHeaders.complete]: '?0' })
        .send()
    })

    scope.patch(path, async (request, reply) => {
      const hash = hashIn(request)
      const { identity } = await admit(request)
      const { received, isWhole } = await append(request, identity, hash)
      return reply
        .code(204)
        .headers({ [blobHeaders.offset]: received, [blobHeaders.complete]: isWhole ? '?1' : '?0' })
        .send()
    })

    scope.get(path, { exposeHeadRoute: false }, async (request, reply) => {
      const hash = hashIn(request)
      const admitted = await admit(request)
      const size = await sizeFor(admitted, hash)
      if (size === null) throw noSuchBlob()
      const asked = stretchOf(request.headers.range, size)
      // What people send is never shown as a page of this address.
      reply.headers({
        'content-disposition': 'attachment',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-store',
      })
      if (asked === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send()
      const stretch: Stretch = asked ?? { start: 0, end: size - 1 }
      const content = await blobs.read(admitted.identity.organisationId, hash, stretch)
      if (!content) throw noSuchBlob()
      if (asked) reply.code(206).header('content-range', `bytes ${stretch.start}-${stretch.end}/${size}`)
      return reply
        .header('content-length', stretch.end - stretch.start + 1)
        .type('application/octet-stream')
        .send(content)
    })

    const sweep = () => blobs.sweep(now() - uploadLifetime).catch((error) => log.error('Old uploads could not be dropped', error))
    const timer = setInterval(sweep, sweepInterval)
    timer.unref()
    scope.addHook('onReady', async () => void sweep())
    scope.addHook('onClose', async () => clearInterval(timer))
  })
}
