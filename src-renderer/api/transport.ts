import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'

/** One connection to the core. Calls on it fail, and do not hang, once `closed` has settled. */
export interface Connection {
  readonly link: ClientLink<ClientContext>
  readonly closed: Promise<void>
}

/** Opens connections to the core; rejects where the core cannot be reached. */
export type Transport = () => Promise<Connection>

/** The Node host: a WebSocket to the origin that served the page. The cookie of the page proves who it is. */
export const webSocketTransport =
  (url: string): Transport =>
  () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url)
      socket.addEventListener(
        'open',
        () => resolve({ link: new SocketLink({ websocket: socket }), closed: new Promise((close) => socket.addEventListener('close', () => close())) }),
        { once: true },
      )
      socket.addEventListener('close', () => reject(new Error('The core cannot be reached')), { once: true })
    })

/** What the preload script puts into the page of a desktop window: a pipe, nothing else. */
export interface PortPipe {
  /** Asks for a fresh port to the core; it comes as a `message` event of the window with `data === 'leadline:port'`. */
  readonly requestPort: () => void
}

/** The Electron host: a message port to the core's process. `close` events of the port tell that the core has gone. */
export const messagePortTransport =
  (pipe: PortPipe): Transport =>
  () =>
    new Promise((resolve) => {
      const receive = (event: MessageEvent) => {
        const port = event.ports[0]
        if (event.source !== window || event.data !== 'leadline:port' || !port) return
        window.removeEventListener('message', receive)
        const closed = new Promise<void>((close) => port.addEventListener('close', () => close()))
        port.start()
        resolve({ link: new PortLink({ port }), closed })
      }
      window.addEventListener('message', receive)
      pipe.requestPort()
    })
