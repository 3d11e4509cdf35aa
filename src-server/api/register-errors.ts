import type { FastifyInstance, FastifyRequest } from 'fastify'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { ServerLog } from '../log.ts'
import { asApiError, rpcBody } from './api-error.ts'

/** Bytes and milliseconds that a refused body may still take. */
const mostDrained = 64 * 1024 * 1024
const drainPatience = 5000

/**
 * Lets the rest of a body pass by, unread: a peer that is still sending when the connection closes may never see the answer.
 */
const drained = ({ raw }: FastifyRequest): Promise<void> =>
  new Promise((resolve) => {
    if (raw.complete || !(Number(raw.headers['content-length']) <= mostDrained)) {
      resolve()
      return
    }
    const late = setTimeout(resolve, drainPatience)
    for (const event of ['end', 'close', 'error']) {
      raw.once(event, () => {
        clearTimeout(late)
        resolve()
      })
    }
    raw.resume()
  })

/** One shape for whatever goes wrong outside of procedures, and one line in the log for each request. */
export const registerErrors = (fastify: FastifyInstance, log: ServerLog): void => {
  fastify.setErrorHandler(async (error, request, reply) => {
    const told = asApiError(error, log)
    if (told.status === 413) await drained(request)
    return reply.status(told.status).send(rpcBody(told))
  })
  fastify.setNotFoundHandler(async (_, reply) => {
    const told = asApiError(new LeadlineError('not_found', 'There is nothing here'), log)
    return reply.status(404).send(rpcBody(told))
  })
}
