import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { RPCHandler } from '@orpc/server/fastify'
import type { FastifyInstance } from 'fastify'
import { serverApiPath, serverContract } from '../../src-shared/sync/server-contract.ts'
import type { ServerRouter } from './router.ts'

/** Bytes of a body that is still read. A push has at most half of it. */
export const largestBody = 6 * 1024 * 1024

/** Answers shorter than this travel as they are, characters. */
const worthPacking = 4096

const packed = promisify(gzip)

/** The addresses of all procedures: each is a route of its own, so that figures and logs can name it and nothing else. */
const addresses = Object.entries(serverContract).flatMap(([group, procedures]) =>
  Object.keys(procedures).map((name) => `${serverApiPath}/${group}/${name}`),
)

/** Mounts the API: JSON in, JSON out, long answers compressed (F7). */
export const registerApi = async (fastify: FastifyInstance, router: ServerRouter): Promise<void> => {
  const handler = new RPCHandler(router)
  await fastify.register(async (scope) => {
    scope.addHook('onSend', async (request, reply, payload) => {
      reply.header('cache-control', 'no-store')
      if (typeof payload !== 'string' || payload.length < worthPacking) return payload
      if (!/\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '')) return payload
      reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').removeHeader('content-length')
      return packed(payload, { level: 1 })
    })
    for (const url of addresses) {
      scope.route({
        method: ['GET', 'POST'],
        url,
        bodyLimit: largestBody,
        handler: async (request, reply) => {
          const context = { headers: request.headers, address: request.ip }
          const { matched } = await handler.handle(request, reply, { prefix: serverApiPath, context })
          if (!matched) reply.callNotFound()
        },
      })
    }
  })
}
