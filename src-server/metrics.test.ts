import { expect, it } from 'vitest'
import { createMetrics, mayReadMetrics } from './metrics.ts'

it('figures are counted by outcome and route, and asked for where they are counted elsewhere', async () => {
  const metrics = createMetrics()
  let queue = 3
  metrics.watch({ sockets: () => 2, queueLength: () => queue })
  const result = { number: 1, version: 1, error: null }
  metrics.pushed({
    epoch: 'e',
    lastNumber: 2,
    serverTime: 0,
    results: [
      { ...result, outcome: 'done' },
      { ...result, outcome: 'refused' },
      { ...result, outcome: 'done' },
    ],
  })
  metrics.took('lost')
  metrics.diverged()
  metrics.request('/api/rpc/sync/push', 200, 0.01)
  queue = 5
  const lines = (await metrics.text()).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'leadline_pushes_total 1',
      'leadline_mutations_total{outcome="done"} 2',
      'leadline_mutations_total{outcome="refused"} 1',
      'leadline_takes_total{outcome="lost"} 1',
      'leadline_divergences_total 1',
      'leadline_http_request_seconds_count{route="/api/rpc/sync/push",status="200"} 1',
      'leadline_sockets 2',
      'leadline_queue_length 5',
    ]),
  )
})

it.each([
  ['127.0.0.1', {}, null, true],
  ['::1', {}, null, true],
  ['::ffff:127.0.0.1', {}, null, true],
  ['192.0.2.1', {}, null, false],
  ['192.0.2.1', { authorization: 'Bearer null' }, null, false],
  ['192.0.2.1', { authorization: 'Bearer sesame' }, 'sesame', true],
  ['192.0.2.1', { authorization: 'Bearer sesam3' }, 'sesame', false],
  ['127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }, null, false],
  ['127.0.0.1', { forwarded: 'for=192.0.2.1' }, null, false],
])('who asks from %s with %j, the token being %s, may read the figures: %s', (address, headers, token, may) => {
  expect(mayReadMetrics({ address, headers }, token)).toBe(may)
})
