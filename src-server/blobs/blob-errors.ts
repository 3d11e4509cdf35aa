import type { FastifyReply, FastifyRequest } from 'fastify'
import { codeOf } from '../../src-node/blobs/durable-files.ts'
import { blobHeaders } from '../../src-shared/files/blob-protocol.ts'
import { type ErrorCode, LeadlineError } from '../../src-shared/lib/errors.ts'

/** What the server says of itself. Never names, hashes or contents of people's files. */
export interface BlobLog {
  readonly error: (message: string, error: unknown) => void
}

const statuses: Partial<Record<ErrorCode, number>> = {
  bad_input: 400,
  unauthorized: 401,
  blocked: 403,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many_attempts: 429,
  internal: 500,
  busy: 503,
  shutting_down: 503,
  unreachable: 503,
  storage_failed: 507,
}

const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS'].includes(codeOf(error))

/** The sender went away, or came back on another connection. */
const isBroken = (error: unknown, request: FastifyRequest) =>
  request.raw.destroyed || codeOf(error) === 'ECONNRESET' || (error instanceof Error && error.name === 'AbortError')

const asLeadlineError = (error: unknown, request: FastifyRequest, log: BlobLog): LeadlineError => {
  if (error instanceof LeadlineError && error.code !== 'internal') return error
  if (isBroken(error, request)) return new LeadlineError('unreachable', 'The connection broke')
  if (isFull(error)) {
    log.error('The disk of the blobs failed', error)
    return new LeadlineError('storage_failed', 'The server has no room for this file')
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500) return new LeadlineError('bad_input', 'The request is wrong')
  log.error('An unforeseen failure of the blobs', error)
  return new LeadlineError('internal', 'Something failed inside the server')
}

/** Bytes of a refused body that are read to their end, so that its sender hears why. */
const readAnyway = 8 * 1_048_576

/** Answers in the error shape of the whole API. Unforeseen failures are logged here and told without their insides. */
export const answerBlobError = (log: BlobLog) => (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const { code, message, problems } = asLeadlineError(thrown, request, log)
  const status = statuses[code] ?? 422
  const announced = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY)
  if (request.method === 'PATCH' && announced > readAnyway) reply.header('connection', 'close')
  const body = { defined: true, code: 'LEADLINE', status, message, data: { code, problems } }
  return reply.code(status).header(blobHeaders.error, code).type('application/json; charset=utf-8').send(JSON.stringify(body))
}
