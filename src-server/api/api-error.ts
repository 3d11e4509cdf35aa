import { ORPCError, ValidationError } from '@orpc/server'
import { type ErrorCode, LeadlineError, problemsOf } from '../../src-shared/lib/errors.ts'
import { asStoreError } from '../db/store-error.ts'
import type { ServerLog } from '../log.ts'

const envelope = (status: number, message: string, code: ErrorCode, problems: readonly object[] = []) =>
  new ORPCError('LEADLINE', { defined: true, status, message, data: { code, problems: [...problems] } })

interface HttpError {
  readonly statusCode: number
  readonly message: string
}

/** What Fastify refuses before a handler has seen it. */
const isOfHttp = (error: unknown): error is HttpError => {
  const status = (error as { readonly statusCode?: unknown } | null)?.statusCode
  return typeof status === 'number' && status >= 400 && status < 500
}

/** The one shape in which every failure leaves the server. Unforeseen ones are logged here and told without their insides. */
export const asApiError = (thrown: unknown, log: Pick<ServerLog, 'error'>): ORPCError<string, unknown> => {
  const error = asStoreError(thrown)
  if (error instanceof LeadlineError && error.code !== 'internal') return envelope(422, error.message, error.code, error.problems)
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    return envelope(422, 'The input is wrong', 'bad_input', problemsOf(error.cause.issues as Parameters<typeof problemsOf>[0]))
  }
  if (error instanceof ORPCError && error.status < 500) return error
  if (isOfHttp(error)) {
    return error.statusCode === 413
      ? envelope(413, 'This is too much for one request', 'too_large')
      : envelope(error.statusCode, 'The request cannot be read', 'bad_input')
  }
  log.error('An unforeseen failure', error)
  return envelope(500, 'Something failed inside the server', 'internal')
}

/** An error as clients of the RPC protocol read it. */
export const rpcBody = (error: ORPCError<string, unknown>) => ({ json: error.toJSON(), meta: [] })
