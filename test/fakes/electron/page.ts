import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import { takeEnds, toWebPort } from './ports.ts'

/** A frame as the main process knows it. */
export interface FrameDouble {
  url: string
  readonly parent: FrameDouble | null
  detached: boolean
  readonly isDestroyed: () => boolean
  readonly postMessage: (channel: string, message: unknown, transfer?: readonly unknown[]) => void
}

/** A page with a preload script that has its own `ipcRenderer`, and a window of its own in which messages are heard. */
export interface Page {
  readonly frame: FrameDouble
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** What the preload has put into the page. */
  readonly exposed: Readonly<Record<string, unknown>>
  /** Runs code as code of this page, with all that comes of it: `window` is the page's. */
  readonly run: <Result>(code: () => Result) => Result
  readonly leave: () => void
}

interface Listener {
  readonly name: string
  readonly hear: (event: object) => void
}

interface Renderer {
  readonly frame: FrameDouble
  readonly ipc: EventEmitter
  readonly exposed: Record<string, unknown>
  readonly listeners: Set<Listener>
  readonly sendToMain: (channel: string, args: readonly unknown[]) => void
}

/** Pages share this process; whose code is running is told by where it came from. */
const renderers = new AsyncLocalStorage<Renderer>()

const here = (): Renderer => {
  const renderer = renderers.getStore()
  if (!renderer) throw new Error('The double of Electron: this is no code of a page')
  return renderer
}

const originOf = ({ frame }: Renderer): string => {
  const { protocol, host } = new URL(frame.url)
  return `${protocol}//${host}`
}

/** One `window` for all pages: it is the one of the page whose code is running. */
const pageWindow = {
  get leadline() {
    return here().exposed.leadline
  },
  addEventListener: (name: string, hear: Listener['hear']) => void here().listeners.add({ name, hear }),
  removeEventListener: (name: string, hear: Listener['hear']) => {
    const { listeners } = here()
    for (const listener of listeners) if (listener.name === name && listener.hear === hear) listeners.delete(listener)
  },
  postMessage: (data: unknown, origin: string, ports: readonly MessagePort[] = []) => {
    const renderer = here()
    if (origin !== originOf(renderer)) return
    const event = { data: structuredClone(data), origin, source: pageWindow, ports }
    setImmediate(() => {
      for (const { name, hear } of [...renderer.listeners]) if (name === 'message') renderers.run(renderer, hear, event)
    })
  },
}

const pageLocation = {
  get origin() {
    return originOf(here())
  },
}

export const ipcRenderer = {
  send: (channel: string, ...args: unknown[]) => {
    const renderer = here()
    const copies = structuredClone(args)
    renderers.exit(() => setImmediate(() => renderer.sendToMain(channel, copies)))
  },
  on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
    const renderer = here()
    renderer.ipc.on(channel, (event: object, ...args: unknown[]) => renderers.run(renderer, listener, event, ...args))
  },
}

export const contextBridge = {
  exposeInMainWorld: (name: string, api: Readonly<Record<string, unknown>>) => {
    const renderer = here()
    if (name in renderer.exposed) throw new Error(`Cannot bind an API on top of an existing property on the window object: ${name}`)
    renderer.exposed[name] = Object.fromEntries(
      Object.entries(api).map(([key, value]) => {
        if (typeof value !== 'function') throw new Error(`The double of Electron carries functions over the bridge, and ${key} is none`)
        return [key, (...args: unknown[]) => renderers.run(renderer, () => value(...args))]
      }),
    )
  },
}

interface PageStart {
  readonly url: string
  readonly response: Response
  /** Evaluates the preload script anew, as for each page. */
  readonly runPreload: () => void
  readonly sendToMain: (frame: FrameDouble, channel: string, args: readonly unknown[]) => void
}

export const createFrame = (
  url: string,
  parent: FrameDouble | null,
  deliver: (channel: string, ports: MessagePort[]) => void,
): FrameDouble & { gone: boolean } => {
  const frame = {
    url,
    parent,
    detached: false,
    gone: false,
    isDestroyed: () => frame.gone,
    postMessage: (channel: string, _message: unknown, transfer: readonly unknown[] = []) => {
      if (frame.gone) throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      deliver(channel, takeEnds(transfer).map(toWebPort))
    },
  }
  return frame
}

export const openPage = async ({ url, response, runPreload, sendToMain }: PageStart): Promise<Page> => {
  const ipc = new EventEmitter()
  const given: MessagePort[] = []
  const frame = createFrame(url, null, (channel, ports) => {
    given.push(...ports)
    setImmediate(() => ipc.emit(channel, { ports }))
  })
  const renderer: Renderer = {
    frame,
    ipc,
    exposed: {},
    listeners: new Set(),
    sendToMain: (channel, args) => sendToMain(frame, channel, args),
  }
  Object.assign(globalThis, { window: pageWindow, location: pageLocation })
  const body = await response.text()
  renderers.run(renderer, runPreload)
  return {
    frame,
    status: response.status,
    headers: response.headers,
    body,
    exposed: renderer.exposed,
    run: (code) => renderers.run(renderer, code),
    leave: () => {
      frame.gone = true
      for (const port of given) port.close()
    },
  }
}
