import {
  becomeReady,
  app as createdApp,
  demandBeforeReady,
  demandReady,
  events,
  type PageHandler,
  type Question,
  state,
} from './application.ts'
import { BrowserWindow as CreatedWindow, ipcMain as createdIpcMain, receive, request } from './browser-window.ts'
import { contextBridge as createdBridge, ipcRenderer as createdIpc, createFrame } from './page.ts'
import { createPipe, createPort } from './ports.ts'
import { preventable, strict } from './strict.ts'
import { forkUtility } from './utility-process.ts'

// A double of the module `electron`: the parts that the desktop uses, with the checks that Electron makes. Everything else throws.

export const app = createdApp
export const BrowserWindow = CreatedWindow
export type BrowserWindow = CreatedWindow
export const ipcMain = createdIpcMain
export const ipcRenderer = strict('ipcRenderer', createdIpc)
export const contextBridge = strict('contextBridge', createdBridge)

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly { scheme: string; privileges: Record<string, boolean> }[]) => {
    demandBeforeReady('protocol.registerSchemesAsPrivileged')
    if (state.schemes.size > 0) throw new Error('protocol.registerSchemesAsPrivileged can only be called once')
    const known = ['standard', 'secure', 'bypassCSP', 'allowServiceWorkers', 'supportFetchAPI', 'corsEnabled', 'stream', 'codeCache']
    for (const { scheme, privileges } of schemes) {
      for (const name of Object.keys(privileges)) if (!known.includes(name)) throw new Error(`Unknown privilege ${name}`)
      if (privileges.codeCache && !privileges.standard) throw new Error('codeCache needs standard')
      state.schemes.set(scheme, privileges)
    }
  },
  handle: (scheme: string, handler: PageHandler) => {
    demandReady('protocol.handle')
    if (state.handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already`)
    state.handlers.set(scheme, handler)
  },
})

export class MessageChannelMain {
  readonly port1: ReturnType<typeof createPort>
  readonly port2: ReturnType<typeof createPort>

  constructor() {
    const [one, two] = createPipe()
    this.port1 = createPort(one)
    this.port2 = createPort(two)
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork: (modulePath: string, args: readonly string[] = [], options: object = {}) => {
    demandReady('utilityProcess.fork')
    return forkUtility(modulePath, args, options, state.forked)
  },
})

export const session = strict('session', {
  get defaultSession() {
    demandReady('session.defaultSession')
    return strict('defaultSession', {
      setPermissionRequestHandler: (handler: typeof state.permissionRequest) => {
        state.permissionRequest = handler
      },
      setPermissionCheckHandler: (handler: typeof state.permissionCheck) => {
        state.permissionCheck = handler
      },
      setDevicePermissionHandler: (handler: typeof state.devicePermission) => {
        state.devicePermission = handler
      },
    })
  },
})

export const screen = strict('screen', {
  getAllDisplays: () => {
    demandReady('screen.getAllDisplays')
    return state.displays
  },
  getPrimaryDisplay: () => {
    demandReady('screen.getPrimaryDisplay')
    return state.displays[0]
  },
})

export const shell = strict('shell', {
  openExternal: async (address: string) => void state.opened.push(address),
})

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => void state.errorBoxes.push(`${title}: ${content}`),
  showMessageBox: (question: Omit<Question, 'answer'>) => {
    demandReady('dialog.showMessageBox')
    const { promise, resolve } = Promise.withResolvers<{ response: number; checkboxChecked: boolean }>()
    const answer = (button: number) => {
      if (question.buttons[button] === undefined) throw new Error(`There is no button ${button}`)
      state.questions = state.questions.filter((open) => open.answer !== answer)
      resolve({ response: button, checkboxChecked: false })
    }
    state.questions.push({ ...question, answer })
    return promise
  },
})

export const Menu = strict('Menu', {
  setApplicationMenu: (menu: unknown) => {
    state.menu = menu
  },
})

export const systemPreferences = strict('systemPreferences', {
  askForMediaAccess: async (type: string) => type === 'microphone',
})

const mark = 'sealed by the key store:'
export const safeStorage = strict('safeStorage', {
  getSelectedStorageBackend: () => (state.ready ? state.keyStore.backend : 'unknown'),
  isAsyncEncryptionAvailable: async () => {
    demandReady('safeStorage')
    return state.keyStore.available
  },
  encryptStringAsync: async (text: string) => {
    if (!state.keyStore.available) throw new Error('Encryption is not available')
    return Buffer.from(mark + Buffer.from(text).toString('base64'))
  },
  decryptStringAsync: async (sealed: Buffer) => {
    if (!Buffer.isBuffer(sealed)) throw new TypeError('safeStorage decrypts buffers')
    const text = sealed.toString()
    if (!text.startsWith(mark)) throw new Error('Error while decrypting the ciphertext')
    return { result: Buffer.from(text.slice(mark.length), 'base64').toString(), shouldReEncrypt: false }
  },
})

/** What tests see and do behind Electron's back. The program itself never meets it. */
export const double = {
  state,
  electron: { app, BrowserWindow, safeStorage },
  becomeReady,
  request,
  emit: (name: string, ...args: unknown[]) => events.emit(name, ...args),
  /** Runs the page's `window.open`; answers whether a window was made. */
  open: (window: BrowserWindow, url: string, frameName = '') => {
    const { openHandler } = window.webContents
    if (!openHandler) return true
    return openHandler({ url, frameName }).action !== 'deny'
  },
  /** A page, or a frame inside it, that wants to go elsewhere; answers whether it may. */
  navigate: (window: BrowserWindow, url: string, isMainFrame = true) => {
    const event = preventable({ url, isMainFrame })
    window.webContents.emit('will-frame-navigate', event)
    if (isMainFrame && !event.defaultPrevented) window.webContents.emit('will-navigate', event)
    return !event.defaultPrevented
  },
  /** The process of a page dies, and everything with it that was in the page. */
  crash: (window: BrowserWindow) => {
    window.webContents.page?.leave()
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 })
  },
  /** Sends to the main process out of a frame of the test's making; answers how many ports the frame has been given. */
  sendFrom: (window: BrowserWindow, frame: { url: string; inside?: boolean } | null, channel: string) => {
    const given = { ports: 0 }
    const outer = createFrame('leadline://app/index.html', null, () => {})
    const sender =
      frame &&
      createFrame(frame.url, frame.inside ? outer : null, (_, ports) => {
        given.ports += ports.length
        for (const port of ports) port.close()
      })
    receive(window.webContents, sender, channel)
    return given
  },
}
