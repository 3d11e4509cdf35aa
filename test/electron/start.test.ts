import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type DataLock, lockData } from '../../src-main/platform/data-lock.ts'
import { newFolder, openDesktop, startDesktop, until } from './desktop.ts'

describe('the desktop', () => {
  it('opens the window of the CRM and, not seen yet, that of the telephone, each with its page in a sandbox', async () => {
    const { state, window } = await openDesktop()
    expect(state.windows).toHaveLength(2)
    for (const page of ['index.html', 'dialer.html'] as const) {
      const { options, webContents } = window(page)
      expect(options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
      expect(webContents.page?.body).toContain('<div id="root">')
      expect(webContents.page?.headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(Object.keys(webContents.page?.exposed ?? {})).toEqual(['leadline'])
    }
    expect(window('index.html').isVisible()).toBe(true)
    expect(window('index.html').focused).toBe(1)
    expect(window('dialer.html').isVisible()).toBe(false)
  })

  it('gives its pages an origin of their own before the app is ready, and no menu', async () => {
    const { state } = await startDesktop()
    expect([...state.schemes]).toEqual([
      ['leadline', { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }],
    ])
    expect(state.menu).toBeNull()
  })

  it('keeps what Chromium writes beside the data', async () => {
    const dataFolder = newFolder()
    const { state } = await startDesktop({ dataFolder })
    expect(state.paths.get('userData')).toBe(join(dataFolder, 'chromium'))
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700)
  })

  it('writes what its owner alone can read, also into a folder that others can enter', async () => {
    const dataFolder = newFolder()
    mkdirSync(dataFolder, { mode: 0o755 })
    const { api, window } = await openDesktop({ dataFolder })
    await (await api(window('index.html'))).client.contacts.create({ stage: 'client', name: 'Jan' })
    const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).map(({ parentPath, name }) => join(parentPath, name))
    expect(files.some((file) => file.endsWith('workspace.sqlite'))).toBe(true)
    expect(files.filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([])
  })

  it('remembers where its windows were', async () => {
    const dataFolder = newFolder()
    const first = await openDesktop({ dataFolder })
    first.window('index.html').bounds = { x: 40, y: 50, width: 1000, height: 700 }
    first.window('dialer.html').bounds = { x: 1060, y: 60, width: 500, height: 450 }
    first.window('index.html').close()
    expect(await first.ended()).toBe(0)
    const second = await openDesktop({ dataFolder })
    expect(second.window('index.html').options).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 })
    expect(second.window('dialer.html').options).toMatchObject({ x: 1060, y: 60, width: 500, height: 450 })
  })

  it('loads a page again whose process has died', async () => {
    const { double, window } = await openDesktop()
    const crm = window('index.html')
    double.crash(crm)
    await until(() => expect(crm.loads).toBe(2))
  })
})

describe('a second start', () => {
  it('hands over to the first, which shows itself', async () => {
    const { double, window } = await openDesktop()
    window('index.html').minimized = true
    double.emit('second-instance', {}, ['/opt/leadline/leadline', '--allow-file-access'])
    expect(window('index.html').isMinimized()).toBe(false)
    expect(window('index.html').focused).toBe(2)
  })

  it('ends at once, without windows and without a core', async () => {
    const desktop = await startDesktop({ given: ({ state }) => Object.assign(state, { lock: false }) })
    expect(await desktop.ended()).toBe(0)
    expect(desktop.state).toMatchObject({ windows: [], forked: [] })
  })

  it('on a Mac, with no window open, makes one', async () => {
    const { double, state, window, isOpen } = await openDesktop()
    window('dialer.html').show()
    window('index.html').close()
    expect(isOpen('index.html')).toBe(false)
    double.emit('activate', {}, false)
    await until(() => expect(window('index.html').isVisible()).toBe(true))
    expect(state.windows).toHaveLength(2)
  })
})

describe('a start that cannot succeed says why, and ends with code 1', () => {
  it('where another Leadline has the data', async () => {
    const dataFolder = newFolder()
    const lock = lockData(dataFolder) as DataLock
    const desktop = await startDesktop({ dataFolder })
    expect(await desktop.ended()).toBe(1)
    expect(desktop.state.errorBoxes).toEqual([expect.stringContaining(`korzysta już z folderu ${dataFolder}`)])
    lock.release()
  })

  it('where the data is damaged', async () => {
    const dataFolder = newFolder()
    mkdirSync(dataFolder)
    writeFileSync(join(dataFolder, 'device.sqlite'), 'no database at all, but long enough to be looked at as one'.repeat(100))
    const desktop = await startDesktop({ dataFolder, words: ['--lang=en'] })
    expect(await desktop.ended()).toBe(1)
    expect(desktop.state.errorBoxes).toEqual([expect.stringMatching(/cannot start\. Your data is safe\.\n\n.*not a database/s)])
    expect(readFileSync(join(dataFolder, 'device.sqlite'), 'utf8')).toMatch(/^no database/)
  })

  it('where the folder is a file', async () => {
    const dataFolder = newFolder()
    writeFileSync(dataFolder, '')
    const desktop = await startDesktop({ dataFolder })
    expect(await desktop.ended()).toBe(1)
    expect(desktop.state.errorBoxes).toEqual([expect.stringContaining('nie może się uruchomić')])
    expect(readFileSync(dataFolder, 'utf8')).toBe('')
  })

  it('where the core dies whenever it is started', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { state } = await startDesktop()
    for (let core = 0; core < 5; core++) {
      const forked = state.forked[core]
      if (!forked) throw new Error(`The core was started ${core} times only`)
      forked.child.kill('SIGKILL')
      await forked.ended
      vi.advanceTimersByTime(5000)
    }
    vi.useRealTimers()
    expect(state.forked).toHaveLength(5)
    expect(state.exitCode).toBe(1)
    expect(state.errorBoxes).toEqual([expect.stringContaining('raz po raz kończy pracę')])
  })
})
