import { type ClientContext, type ClientLink, createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { StoreApi } from 'zustand/vanilla'
import type { apiContract } from '../../src-shared/api-contract.ts'
import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import { type ConnectionState, createConnections, pause } from './connections.ts'
import type { Transport } from './transport.ts'

export type ApiClient = ContractRouterClient<typeof apiContract>

export interface Api {
  readonly client: ApiClient
  readonly connection: StoreApi<ConnectionState>
  /** Hears everything that changes. After each new connection `hello` comes first. */
  readonly onEvent: (listener: (event: CoreEvent) => void) => () => void
  readonly close: () => void
}

/** Milliseconds after which a call that got no answer fails, the wait for a connection included. A stream has answered when it begins. */
const deadline = 30_000
/** The same for what may have a million rows to go through, or a whole workspace to change for another. */
const longDeadline = 30 * 60_000
const longWork: readonly string[] = [
  'history.undo',
  'imports.preview',
  'imports.cancel',
  'imports.check',
  'imports.start',
  'imports.undo',
  'team.create',
  'team.join',
  'team.joinByInvitation',
  'team.leave',
  'files.read',
]

/** Milliseconds before the events of a core that has gone are asked for again. */
const retryDelay = 100

/** Rejects with the signal's reason as soon as that is given. */
const unless = <Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })

/** One API client over connections that come and go: a call waits for a connection, and fails after its deadline. */
export const createApi = (transport: Transport): Api => {
  const connections = createConnections(transport)
  const listeners = new Set<(event: CoreEvent) => void>()
  const closing = new AbortController()

  const call: ClientLink<ClientContext>['call'] = async (path, input, options) => {
    const late = new AbortController()
    const timer = setTimeout(
      () => late.abort(new DOMException('The core has not answered in time', 'TimeoutError')),
      longWork.includes(path.join('.')) ? longDeadline : deadline,
    )
    const stop = AbortSignal.any([late.signal, closing.signal, ...(options.signal ? [options.signal] : [])])
    try {
      const { link, gone } = await unless(stop, connections.line())
      try {
        const signal = AbortSignal.any([stop, gone])
        return await unless(signal, link.call(path, input, { ...options, signal }))
      } catch (error) {
        // A broken connection shows itself in many ways; an answer is an answer.
        throw gone.aborted && !(error instanceof ORPCError) ? gone.reason : error
      }
    } finally {
      clearTimeout(timer)
    }
  }

  const client: ApiClient = createORPCClient({ call })

  const listen = async () => {
    while (!closing.signal.aborted) {
      try {
        for await (const event of await client.system.events()) for (const listener of listeners) listener(event)
      } catch {
        // The core has gone: it is asked again until it is there.
      }
      await pause(retryDelay)
    }
  }
  void listen()

  return {
    client,
    connection: connections.state,
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      connections.end()
      closing.abort(new Error('The page is closing'))
    },
  }
}
