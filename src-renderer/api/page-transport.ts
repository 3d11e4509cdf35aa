import type { PortPipe } from '../../src-shared/system/port-pipe.ts'
import { messagePortTransport, type Transport, webSocketTransport } from './transport.ts'

declare global {
  interface Window {
    /** There in the windows of the desktop, put there by their preload script. */
    readonly leadline?: PortPipe
  }
}

/** How this page reaches the core: over the pipe of a desktop window, else over a WebSocket to the host that served it. */
export const pageTransport = (): Transport => {
  if (window.leadline) return messagePortTransport(window.leadline)
  const { protocol, host } = window.location
  return webSocketTransport(`${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/api/ws`)
}
