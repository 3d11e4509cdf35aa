import type { Writable } from 'node:stream'
import { Client, type ClientConfig, Pool, type PoolClient, types } from 'pg'
import { asStoreError } from './store-error.ts'

/** Numbers of 64 bits come as numbers: none of ours grows beyond 2^53. */
const withNumbers = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => (id === types.builtins.INT8 ? Number : types.getTypeParser(id, format)),
} as ClientConfig['types']

/** How each connection is made. Milliseconds. */
const configOf = (url: string) => ({
  connectionString: url,
  application_name: 'leadline',
  types: withNumbers,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 10_000,
  // Statements that do not need each other's answers travel together.
  pipeline: true,
})

/** Nothing waits for ever: not for a lock, not for an answer, nor the database for us (F12). Milliseconds. */
const deadlines = {
  statement_timeout: 60_000,
  query_timeout: 65_000,
  lock_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
}

export type Ask = <Record>(text: string, values?: readonly unknown[]) => Promise<readonly Record[]>

/** Waits for all of them, so that nothing is under way any more, and then fails as the first one that failed. */
export const together = async <const Results extends readonly Promise<unknown>[]>(
  results: Results,
): Promise<{ -readonly [Key in keyof Results]: Awaited<Results[Key]> }> => {
  for (const outcome of await Promise.allSettled(results)) if (outcome.status === 'rejected') throw outcome.reason
  return Promise.all(results) as Promise<{ -readonly [Key in keyof Results]: Awaited<Results[Key]> }>
}

/** A connection for what takes as long as it takes: listening, changing the form of tables. */
export const createConnection = (url: string): Client => new Client(configOf(url))

/** A few connections, each lent to one piece of work at a time. Every error that they tell is the store's. */
export const createConnections = (url: string, most: number) => {
  const pool = new Pool({ ...configOf(url), ...deadlines, max: most })
  // A connection that the database ends is replaced, and whoever uses it is told by the question that fails; unheard, the events would end
  // the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  /** Statements that are asked for at once leave at once: each packet of its own would wake the database, and wait for it to be woken. */
  const gatherWrites = (client: PoolClient) => {
    const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection
    if (stream.writableCorked > 0) return
    stream.cork()
    process.nextTick(() => stream.uncork())
  }

  // Statements without names: prepared ones made writing in bulk twice as slow here, with plans that know nothing of how long the lists are.
  const askOf =
    (client: PoolClient): Ask =>
    async (text, values = []) => {
      gatherWrites(client)
      return (await client.query(text, [...values])).rows
    }

  /** Takes back what a failed piece of work has begun, and the connection with it; a broken one goes. */
  const takeBack = async (client: PoolClient) => {
    try {
      if (client.getTransactionStatus() !== 'I') await client.query('rollback')
      client.release()
    } catch {
      client.release(true)
    }
  }

  /** Lends a connection to a piece of work. */
  const lend = async <Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> => {
    let client: PoolClient | undefined
    try {
      client = await pool.connect()
      const result = await work(askOf(client))
      client.release()
      return result
    } catch (error) {
      if (client) await takeBack(client)
      throw asStoreError(error)
    }
  }

  return {
    lend,
    ask: (<Record>(text: string, values?: readonly unknown[]) => lend((ask) => ask<Record>(text, values))) as Ask,
    /** Reads in which everything is seen at one moment. */
    atOneMoment: <Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> =>
      lend(async (ask) => {
        const [, result] = await together([ask('begin isolation level repeatable read read only'), work(ask)])
        await ask('commit')
        return result
      }),
    close: () => pool.end(),
  }
}

export type Connections = ReturnType<typeof createConnections>
