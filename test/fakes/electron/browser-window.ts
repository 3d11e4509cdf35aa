import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { compileFunction } from 'node:vm'
import { demandReady, events, finishQuitting, quit, state } from './application.ts'
import { contextBridge, type FrameDouble, ipcRenderer, openPage, type Page } from './page.ts'
import { preventable, strict } from './strict.ts'

interface Preferences {
  readonly preload?: string
  readonly [name: string]: unknown
}

type OpenHandler = (details: { url: string; frameName: string }) => { action: string }

const ipcMainEvents = new EventEmitter()

export const ipcMain = strict('ipcMain', {
  on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => void ipcMainEvents.on(channel, listener),
})

/** A message for the main process, out of any frame. */
export const receive = (contents: WebContents, frame: FrameDouble | null, channel: string, args: readonly unknown[] = []) => {
  if (ipcMainEvents.listenerCount(channel) === 0) throw new Error(`Nobody listens on the channel ${channel}`)
  ipcMainEvents.emit(channel, { sender: contents, senderFrame: frame }, ...args)
}

/** Asks the program for a file of one of its pages. */
export const request = async (url: string, method = 'GET'): Promise<Response> => {
  const handler = state.handlers.get(new URL(url).protocol.replace(':', ''))
  if (!handler) throw new Error(`ERR_UNKNOWN_URL_SCHEME ${url}`)
  return handler(new Request(url, { method }))
}

class WebContents extends EventEmitter {
  page: Page | null = null
  openHandler: OpenHandler | null = null

  getURL() {
    return this.page?.frame.url ?? ''
  }

  setWindowOpenHandler(handler: OpenHandler) {
    this.openHandler = handler
  }
}

const windowKeys = [
  'x',
  'y',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'title',
  'show',
  'autoHideMenuBar',
  'alwaysOnTop',
  'fullscreenable',
  'webPreferences',
]

const preferenceKeys = [
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'webSecurity',
  'allowRunningInsecureContent',
  'webviewTag',
  'navigateOnDragDrop',
  'spellcheck',
  'backgroundThrottling',
  'autoplayPolicy',
  'preload',
  'devTools',
]

const demandKnown = (what: string, keys: readonly string[], known: readonly string[]) => {
  for (const key of keys) if (!known.includes(key)) throw new Error(`The double of Electron knows no ${what} ${key}`)
}

/** A preload script in a sandbox is one file, and can require nothing but this. */
const runScript = (file: string) => {
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`)
    return { contextBridge: strict('contextBridge', contextBridge), ipcRenderer: strict('ipcRenderer', ipcRenderer) }
  }
  compileFunction(readFileSync(file, 'utf8'), ['require'], { filename: file })(require)
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = strict('webContents', new WebContents())
  readonly options: Record<string, unknown> & { readonly webPreferences: Preferences }
  /** What the page answers when it is to be left: a page with a call on the line asks back. */
  asksBeforeUnload = false
  minimized = false
  focused = 0
  loads = 0
  visible: boolean
  destroyed = false
  bounds: { x: number; y: number; width: number; height: number }

  constructor(options: Record<string, unknown>) {
    super()
    demandReady('BrowserWindow')
    const preferences = (options.webPreferences ?? {}) as Preferences
    demandKnown('window option', Object.keys(options), windowKeys)
    demandKnown('web preference', Object.keys(preferences), preferenceKeys)
    if (preferences.preload !== undefined && (!isAbsolute(preferences.preload) || !existsSync(preferences.preload))) {
      throw new Error(`The preload script must be there, with an absolute path: ${preferences.preload}`)
    }
    this.options = { ...options, webPreferences: preferences }
    this.visible = options.show !== false
    const { x = 320, y = 120, width = 800, height = 600 } = options as Partial<Record<'x' | 'y' | 'width' | 'height', number>>
    this.bounds = { x, y, width, height }
    const window = strict('BrowserWindow', this)
    state.windows.push(window)
    events.emit('web-contents-created', {}, this.webContents)
    // biome-ignore lint/correctness/noConstructorReturn: whoever makes a window gets the strict one
    return window
  }

  async loadURL(url: string) {
    const loading = this.load(url)
    state.loading.add(loading)
    try {
      await loading
    } finally {
      state.loading.delete(loading)
    }
  }

  async load(url: string) {
    const { page } = this.webContents
    if (page && url.includes('#') && page.frame.url.split('#')[0] === url.split('#')[0]) {
      page.frame.url = url
      this.webContents.emit('did-navigate-in-page')
      return
    }
    const response = await request(url)
    if (!response.ok) throw Object.assign(new Error(`ERR_FAILED (-2) loading '${url}'`), { code: 'ERR_FAILED', errno: -2, url })
    page?.leave()
    const { preload } = this.options.webPreferences
    this.loads += 1
    this.webContents.page = await openPage({
      url,
      response,
      runPreload: () => {
        if (preload !== undefined) runScript(preload)
      },
      sendToMain: (frame, channel, args) => receive(this.webContents, frame, channel, args),
    })
    this.webContents.emit('did-finish-load')
  }

  show() {
    this.visible = true
  }

  showInactive() {
    this.visible = true
  }

  hide() {
    this.visible = false
  }

  focus() {
    if (!this.visible) throw new Error('The double of Electron focuses no hidden window')
    this.focused += 1
  }

  restore() {
    this.minimized = false
  }

  isMinimized() {
    return this.minimized
  }

  isVisible() {
    return this.visible
  }

  isDestroyed() {
    return this.destroyed
  }

  getNormalBounds() {
    return this.bounds
  }

  close() {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
    const event = preventable()
    this.emit('close', event)
    const unload = preventable()
    if (!event.defaultPrevented && this.asksBeforeUnload) this.webContents.emit('will-prevent-unload', unload)
    if (event.defaultPrevented || (this.asksBeforeUnload && !unload.defaultPrevented)) {
      state.quitting = false
      return
    }
    this.vanish()
    this.emit('closed')
    if (state.windows.length > 0) return
    if (state.quitting) finishQuitting()
    else if (!events.emit('window-all-closed')) quit()
  }

  vanish() {
    this.destroyed = true
    this.webContents.page?.leave()
    state.windows = state.windows.filter((window) => !window.destroyed)
  }
}
