import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { type PortPipe, portMessage } from '../../src-shared/system/port-pipe.ts'

/** One connection to the core. Calls on it fail, and do not hang, once `closed` has settled. */
export interface Connection {
  readonly link: ClientLink<ClientContext>
  readonly closed: Promise<void>
}

/** Opens connections to the core; rejects where the core cannot be reached. */
export type Transport = () => Promise<Connection>

/** It is heard before the link hears the same event, so that whoever is told of a failed call knows why already. */
const closeOf = (connection: EventTarget) =>
  new Promise<void>((resolve) => connection.addEventListener('close', () => resolve(), { once: true }))

/**
 * The socket as the link has it. When a connection breaks, the link still sends a word of farewell for each open call and fails unheard where
 * it cannot: after the end that goes nowhere, quietly.
 */
const quietAfterEnd = (socket: WebSocket) => ({
  get readyState() {
    return socket.readyState === WebSocket.CONNECTING ? WebSocket.CONNECTING : WebSocket.OPEN
  },
  addEventListener: socket.addEventListener.bind(socket),
  removeEventListener: socket.removeEventListener.bind(socket),
  send: (message: Parameters<WebSocket['send']>[0]) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(message)
  },
})

/** The Node host: a WebSocket to the origin that served the page. The cookie of the page proves who it is. */
export const webSocketTransport =
  (url: string): Transport =>
  () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url)
      const closed = closeOf(socket)
      socket.addEventListener('open', () => resolve({ link: new SocketLink({ websocket: quietAfterEnd(socket) }), closed }), { once: true })
      void closed.then(() => reject(new Error('The core cannot be reached')))
    })

/** The Electron host: a message port to the core's process. Where there is no core at the moment, the port comes once there is one. */
export const messagePortTransport =
  (pipe: PortPipe): Transport =>
  () =>
    new Promise((resolve) => {
      const receive = (event: MessageEvent) => {
        const port = event.ports[0]
        if (event.source !== window || event.data !== portMessage || !port) return
        window.removeEventListener('message', receive)
        const closed = closeOf(port)
        const link = new PortLink({ port })
        port.start()
        resolve({ link, closed })
      }
      window.addEventListener('message', receive)
      pipe.requestPort()
    })
