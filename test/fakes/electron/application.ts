import { EventEmitter } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { BrowserWindow } from './browser-window.ts'
import { preventable, strict } from './strict.ts'
import type { ForkedProcess } from './utility-process.ts'

export type PageHandler = (request: Request) => Response | Promise<Response>

/** A question that stands on the screen until the test answers it, by the index of a button. */
export interface Question {
  readonly message: string
  readonly buttons: readonly string[]
  readonly defaultId: number
  readonly cancelId: number
  readonly answer: (button: number) => void
}

/** Everything that happens behind Electron's back. */
export const state = {
  ready: false,
  lock: true,
  packaged: false,
  locale: 'pl-PL',
  exitCode: null as number | null,
  quitting: false,
  schemes: new Map<string, Record<string, boolean>>(),
  handlers: new Map<string, PageHandler>(),
  switches: [] as string[],
  paths: new Map<string, string>(),
  /** Schemes whose links the system hands to the program. */
  clientOf: [] as string[],
  windows: [] as BrowserWindow[],
  /** Pages that are being loaded. */
  loading: new Set<Promise<void>>(),
  forked: [] as ForkedProcess[],
  opened: [] as string[],
  errorBoxes: [] as string[],
  questions: [] as Question[],
  menu: 'default' as unknown,
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  keyStore: { available: true, backend: 'gnome_libsecret' },
  permissionRequest: null as null | ((contents: unknown, permission: string, answer: (may: boolean) => void, details: object) => void),
  permissionCheck: null as null | ((contents: unknown, permission: string, origin: string, details: object) => boolean),
  devicePermission: null as null | (() => boolean),
}

export const demandReady = (what: string) => {
  if (!state.ready) throw new Error(`${what} can only be used after the app is ready`)
}

export const demandBeforeReady = (what: string) => {
  if (state.ready) throw new Error(`${what} must be called before the app is ready`)
}

export const events = new EventEmitter()

const { promise: whenReady, resolve: resolveReady } = Promise.withResolvers<void>()

export const becomeReady = () => {
  state.ready = true
  events.emit('ready')
  resolveReady()
}

const end = (code: number) => {
  if (state.exitCode !== null) throw new Error('The program has ended already')
  state.exitCode = code
  for (const window of [...state.windows]) window.vanish()
  // Electron ends its utility processes with itself.
  for (const { endWithProgram } of state.forked) endWithProgram()
  events.emit('quit', {}, code)
}

export const finishQuitting = () => {
  const event = preventable()
  events.emit('will-quit', event)
  state.quitting = false
  if (!event.defaultPrevented) end(0)
}

export const quit = () => {
  if (state.exitCode !== null) throw new Error('app.quit: the program has ended already')
  const event = preventable()
  events.emit('before-quit', event)
  if (event.defaultPrevented) return
  state.quitting = true
  if (state.windows.length === 0) finishQuitting()
  else for (const window of [...state.windows]) window.close()
}

// What is assigned to another object is the value that a getter has at that moment.
Object.defineProperty(events, 'isPackaged', { get: () => state.packaged })

export const app = strict(
  'app',
  Object.assign(events, {
    commandLine: strict('app.commandLine', {
      appendSwitch: (name: string) => {
        demandBeforeReady('app.commandLine.appendSwitch')
        state.switches.push(name)
      },
    }),
    getPreferredSystemLanguages: () => [state.locale],
    getVersion: () => '1.2.3',
    setPath: (name: string, path: string) => {
      demandBeforeReady(`app.setPath('${name}')`)
      if (name !== 'userData') throw new Error(`The double of Electron knows no path ${name}`)
      if (!isAbsolute(path)) throw new Error('Path must be absolute')
      if (!existsSync(path) || !statSync(path).isDirectory()) throw new Error(`Failed to set path: ${path} is no folder`)
      state.paths.set(name, path)
    },
    requestSingleInstanceLock: () => {
      if (!state.paths.has('userData')) throw new Error('The lock is scoped to userData, which has to be set first')
      return state.lock
    },
    setAsDefaultProtocolClient: (protocol: string) => {
      if (protocol.includes(':')) throw new Error('A protocol is named without `://`')
      state.clientOf.push(protocol)
      return true
    },
    whenReady: () => whenReady,
    quit: () => setImmediate(quit),
    exit: (code = 0) => end(code),
  }),
)
