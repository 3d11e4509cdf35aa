import { createORPCClient, DynamicLink } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { apiContract } from '../../src-shared/api-contract.ts'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import type { Connection, Transport } from './transport.ts'

export type ApiClient = ContractRouterClient<typeof apiContract>

export interface ConnectionState {
  readonly connected: boolean
  /** When the core was lost, UTC milliseconds; null while connected or before the first connection. */
  readonly lostAt: number | null
}

export interface Api {
  readonly client: ApiClient
  readonly connection: StoreApi<ConnectionState>
  /** Hears everything that changes. After each new connection `hello` comes first. */
  readonly onEvent: (listener: (event: CoreEvent) => void) => () => void
  readonly close: () => void
}

/** Milliseconds after which a call that got no answer fails. A closed port would leave it hanging for ever. */
const deadline = 30_000
/** Milliseconds between two attempts to reach a core that has gone. */
const retryDelays = [100, 200, 400, 800, 1500]

const isStream = (path: readonly string[]) => path.at(-1) === 'events' || path.at(-1) === 'attach'

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** One API client over connections that come and go: a call waits for a connection, and fails after its deadline. */
export const createApi = (transport: Transport): Api => {
  const connection = createStore<ConnectionState>(() => ({ connected: false, lostAt: null }))
  const listeners = new Set<(event: CoreEvent) => void>()
  let closed = false
  let current: Promise<Connection> | null = null

  const open = async (): Promise<Connection> => {
    for (let attempt = 0; !closed; attempt++) {
      try {
        const opened = await transport()
        connection.setState({ connected: true, lostAt: null })
        void opened.closed.then(() => {
          current = null
          connection.setState({ connected: false, lostAt: Date.now() })
        })
        return opened
      } catch {
        if (connection.getState().lostAt === null) connection.setState({ connected: false, lostAt: Date.now() })
        await pause(retryDelays[Math.min(attempt, retryDelays.length - 1)] ?? 1500)
      }
    }
    throw new Error('The page is closing')
  }

  const connected = () => {
    current ??= open()
    return current
  }

  const link = new DynamicLink(async () => {
    const { link: opened, closed: gone } = await connected()
    return {
      call: (path, input, options) => {
        const stream = isStream(path)
        const signals = [options.signal, stream ? undefined : AbortSignal.timeout(deadline)].filter((signal) => signal !== undefined)
        const answer = opened.call(path, input, { ...options, signal: signals.length > 0 ? AbortSignal.any(signals) : undefined })
        return Promise.race([answer, gone.then(() => Promise.reject(new Error('The core has gone away')))])
      },
    }
  })

  const client: ApiClient = createORPCClient(link)

  const listen = async () => {
    while (!closed) {
      try {
        for await (const event of await client.system.events()) for (const listener of listeners) listener(event)
      } catch {
        await pause(100)
      }
    }
  }
  void listen()

  return {
    client,
    connection,
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      closed = true
    },
  }
}
