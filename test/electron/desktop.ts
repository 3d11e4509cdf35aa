import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { buildIfStale, desktop as target } from '../../launcher/build.mjs'
import { programFolder } from '../../src-main/platform/paths.ts'
import type { Api } from '../../src-renderer/api/api.ts'
import { ensureScreens } from '../core/screens.ts'
import type { BrowserWindow } from '../fakes/electron/electron.ts'

type Double = typeof import('../fakes/electron/electron.ts').double

/** The program as it is built, over a double of the module `electron`: its real entry, its real preload script, its real core in a process. */
export interface Desktop {
  readonly double: Double
  readonly state: Double['state']
  /** Everything the two windows were made with, by the name of their page. */
  readonly window: (page: 'index.html' | 'dialer.html') => BrowserWindow
  readonly isOpen: (page: 'index.html' | 'dialer.html') => boolean
  /** The API as the code of a window's page has it. */
  readonly api: (window: BrowserWindow) => Promise<Api>
  /** Settles once the program has ended; answers its exit code. */
  readonly ended: () => Promise<number>
}

interface Start {
  readonly dataFolder?: string
  readonly words?: readonly string[]
  /** For all tests of a file, and not only for the one that starts it. */
  readonly shared?: boolean
  /** What is so before the program starts. */
  readonly given?: (double: Double) => void
  /** What happens once the program has begun, and before Electron is ready. */
  readonly beforeReady?: (double: Double) => void
}

/** Folder of the program as Electron runs it. */
export const builtFolder = join(programFolder, target.out)

const patience = { timeout: 20_000, interval: 20 }

export const until = <Value>(condition: () => Value | Promise<Value>): Promise<Value> => vi.waitFor(condition, patience)

vi.setConfig({ testTimeout: 40_000, hookTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'leadline-desktop-'))
let folders = 0

/** A data folder of its own. */
export const newFolder = (): string => {
  folders += 1
  return join(folder, `data-${folders}`)
}

/** How to end what a test, or a whole file, has started. */
const ends: Record<'test' | 'file', (() => Promise<void>)[]> = { test: [], file: [] }

const endAll = async (of: 'test' | 'file') => {
  for (const end of ends[of].splice(0)) await end()
}

/** What the program logs is for whoever looks for a fault: it is shown where a test has failed. */
let logged = ''
const write = process.stderr.write.bind(process.stderr)

beforeAll(() => {
  ensureScreens()
  const built = buildIfStale(programFolder, target, { node: process.execPath, flags: [] }, () => {})
  if (!built) throw new Error('The desktop cannot be built; the reason stands above')
})
beforeEach(() => {
  logged = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    logged += text
    return true
  })
})
afterEach(async ({ task }) => {
  await endAll('test')
  vi.restoreAllMocks()
  if (task.result?.state === 'fail') write(logged)
})
afterAll(async () => {
  await endAll('file')
  rmSync(folder, { recursive: true, force: true })
})

export const startDesktop = async ({
  dataFolder = newFolder(),
  words = [],
  shared = false,
  given,
  beforeReady,
}: Start = {}): Promise<Desktop> => {
  // Each start has a memory of its own, Electron and the program alike.
  vi.resetModules()
  const { app, double } = await import('../fakes/electron/electron.ts')
  const { createApi } = await import('../../src-renderer/api/api.ts')
  const { pageTransport } = await import('../../src-renderer/api/page-transport.ts')
  const { state } = double
  given?.(double)
  const before = process.argv
  process.argv = ['/opt/leadline/leadline', `--data=${dataFolder}`, '--lang=pl', ...words]
  await import(/* @vite-ignore */ join(builtFolder, 'main.js'))
  process.argv = before

  const apis: Api[] = []
  const named = (page: string) => state.windows.find((window) => window.webContents.getURL().startsWith(`leadline://app/${page}`))

  ends[shared ? 'file' : 'test'].push(async () => {
    for (const api of apis) api.close()
    if (state.exitCode === null) app.exit(0)
    await Promise.allSettled(state.loading)
    await Promise.all(state.forked.map(({ ended }) => ended))
  })
  beforeReady?.(double)
  if (state.exitCode === null) double.becomeReady()

  return {
    double,
    state,
    window: (page) => {
      const window = named(page)
      if (!window) throw new Error(`There is no window with ${page}`)
      return window
    },
    isOpen: (page) => named(page) !== undefined,
    api: async (window) => {
      const page = await until(() => {
        if (!window.webContents.page) throw new Error('The page has not been loaded yet')
        return window.webContents.page
      })
      // Whoever calls, the connection is opened by the page.
      const transport = page.run(pageTransport)
      const api = createApi(() => page.run(transport))
      apis.push(api)
      return api
    },
    ended: () =>
      until(() => {
        if (state.exitCode === null) throw new Error('The program is still running')
        return state.exitCode
      }),
  }
}

/** A desktop whose two pages are there. */
export const openDesktop = async (start?: Start): Promise<Desktop> => {
  const desktop = await startDesktop(start)
  await until(() => [desktop.window('index.html'), desktop.window('dialer.html')])
  return desktop
}
