import { WebSocket } from 'ws'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { ownVersions, serverMessageSchema, socketPath } from '../../src-shared/sync/protocol.ts'
import { createServerClient } from './server-client.ts'
import type { Clock, SyncTransport } from './sync-transport.ts'

/** Milliseconds after which a socket on which nothing was heard is taken for dead; the server pings every fifteen seconds (F12). */
const silence = 40_000
/** Milliseconds that the opening of the socket may take. */
const handshake = 15_000
const largestMessage = 1_048_576

/** The way to a team's server over HTTP, and a WebSocket for what is new. The token goes in headers, never in an address. */
export const createHttpTransport = (server: string, token: () => string | null, clock: Pick<Clock, 'after'>): SyncTransport => {
  const client = createServerClient(server, token)
  /** Whoever is signed out need not be told so by the server. */
  const signedIn =
    <Input, Output>(ask: (input: Input) => Promise<Output>) =>
    async (input: Input): Promise<Output> => {
      if (token() === null) throw new LeadlineError('unauthorized', 'Nobody is signed in on this computer')
      return ask(input)
    }
  return {
    push: signedIn(client.sync.push),
    pull: signedIn(client.sync.pull),
    snapshot: signedIn(client.sync.snapshot),
    take: signedIn((input) => client.leads.take({ versions: ownVersions, ...input })),
    time: async () => (await client.server.info()).serverTime,
    listen: ({ onOpen, onMessage, onClose }) => {
      const socket = new WebSocket(`${server.replace(/^http/, 'ws')}${socketPath}`, {
        headers: { authorization: `Bearer ${token() ?? ''}` },
        handshakeTimeout: handshake,
        maxPayload: largestMessage,
        followRedirects: false,
      })
      let stopWaiting = () => {}
      const heard = () => {
        stopWaiting()
        stopWaiting = clock.after(silence, () => socket.terminate())
      }
      heard()
      socket.on('open', () => {
        heard()
        onOpen()
      })
      socket.on('ping', heard)
      socket.on('message', (data) => {
        heard()
        let raw: unknown
        try {
          raw = JSON.parse(String(data))
        } catch {
          return
        }
        const message = serverMessageSchema.safeParse(raw)
        // What a newer server says besides is for newer programs.
        if (message.success) onMessage(message.data)
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        stopWaiting()
        onClose()
      })
      return {
        send: (message) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
        },
        close: () => socket.close(),
      }
    },
  }
}
