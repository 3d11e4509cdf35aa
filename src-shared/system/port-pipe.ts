/** What the preload script puts into the page of a desktop window: a pipe for message ports, nothing else. */
export interface PortPipe {
  /** Asks for a fresh port to the core; it comes as a `message` event of the window, with `portMessage` as its data. */
  readonly requestPort: () => void
}

/** Name of the pipe in the page: `window.leadline`. */
export const pipeName = 'leadline'

/** Channel on which the preload asks the main process for a port. */
export const requestPortChannel = 'leadline:request-port'

/** Channel on which the port comes to the preload. */
export const portChannel = 'leadline:port'

/** Data of the window's message with which the preload passes the port on to the page. */
export const portMessage = 'leadline:port'
