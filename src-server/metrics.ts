import { timingSafeEqual } from 'node:crypto'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { PushOutput } from '../src-shared/sync/protocol.ts'

/** Figures of one server process in Prometheus' text form. Labels are names of routes and outcomes, never of people. */
export const createMetrics = () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Histogram({
    name: 'leadline_http_request_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const pushes = new Counter({ name: 'leadline_pushes_total', help: 'Pushes that were answered', registers })
  const mutations = new Counter({
    name: 'leadline_mutations_total',
    help: 'Results of mutations, repeated ones included',
    labelNames: ['outcome'],
    registers,
  })
  const takes = new Counter({ name: 'leadline_takes_total', help: 'Leads asked for', labelNames: ['outcome'], registers })
  const divergences = new Counter({
    name: 'leadline_divergences_total',
    help: 'Snapshots that clients took because their checksum was another',
    registers,
  })

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    request: (route: string, status: number, seconds: number) => requests.observe({ route, status }, seconds),
    pushed: ({ results }: PushOutput) => {
      pushes.inc()
      for (const { outcome } of results) mutations.inc({ outcome })
    },
    took: (outcome: string) => takes.inc({ outcome }),
    diverged: () => divergences.inc(),
    /** Shows what is counted elsewhere, asked whenever somebody reads the figures. */
    watch: (sources: { readonly sockets: () => number; readonly queueLength: () => number }) => {
      const gauge = (name: string, help: string, read: () => number) =>
        new Gauge({
          name,
          help,
          registers,
          collect() {
            this.set(read())
          },
        })
      gauge('leadline_sockets', 'Open sockets of clients', sources.sockets)
      gauge('leadline_queue_length', 'Pushes and takes that wait for their transaction', sources.queueLength)
    },
  }
}

export type Metrics = ReturnType<typeof createMetrics>

const loopback = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/

export const isLoopback = (address: string): boolean => address === 'localhost' || loopback.test(address)

interface Asker {
  /** Of whom asks, as far as a trusted proxy says. */
  readonly address: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/**
 * Whether somebody may read the figures: who brings the token, and programs on this machine. What a proxy passes on comes from
 * elsewhere, also where nobody said that there is one.
 */
export const mayReadMetrics = ({ address, headers }: Asker, token: string | null): boolean => {
  const [sent, wanted] = [Buffer.from(headers.authorization?.toString() ?? ''), Buffer.from(`Bearer ${token}`)]
  if (token !== null && sent.length === wanted.length && timingSafeEqual(sent, wanted)) return true
  const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
  return isLoopback(address) && !forwarded
}
