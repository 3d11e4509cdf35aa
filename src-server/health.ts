import type { FastifyInstance } from 'fastify'
import { type Metrics, mayReadMetrics } from './metrics.ts'

interface Dependencies {
  readonly metrics: Metrics
  /** Opens the figures to other machines. */
  readonly token: string | null
  /** Whether requests are welcome; a rejection counts as no. */
  readonly ready: () => Promise<boolean>
}

/** For whoever watches the server: is it alive, may it be sent requests, how is it doing. And a line in the log for each request. */
export const registerHealth = (fastify: FastifyInstance, { metrics, token, ready }: Dependencies): void => {
  fastify.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, never the address: whatever somebody puts there stays out.
    const route = request.routeOptions.url ?? 'none'
    metrics.request(route, reply.statusCode, reply.elapsedTime / 1000)
    request.log.info({ route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })

  fastify.get('/healthz', async (_, reply) => reply.type('text/plain').send('ok\n'))

  fastify.get('/readyz', async (_, reply) => {
    const isReady = await ready().catch(() => false)
    return reply
      .status(isReady ? 200 : 503)
      .type('text/plain')
      .send(isReady ? 'ok\n' : 'not ready\n')
  })

  fastify.get('/metrics', async ({ ip, headers }, reply) => {
    if (!mayReadMetrics({ address: ip, headers }, token)) return reply.status(403).type('text/plain').send('forbidden\n')
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}
