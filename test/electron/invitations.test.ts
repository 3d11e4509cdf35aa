import { describe, expect, it, vi } from 'vitest'
import { defaultDataFolder } from '../../src-main/platform/paths.ts'
import { newFolder, openDesktop, until } from './desktop.ts'

const token = `${'Aa0_-'.repeat(8)}xyz`
const link = `leadline://join?server=https%3A%2F%2Fcrm.firma.example#${token}`
const address = `leadline://app/index.html#/join/${encodeURIComponent(link)}`

const logged = () => vi.mocked(process.stderr.write).mock.calls.map(([text]) => String(text))

describe('the link of an invitation', () => {
  it('that starts the program opens the CRM at its place, at once', async () => {
    const { window } = await openDesktop({ words: [link] })
    await until(() => expect(window('index.html').webContents.getURL()).toBe(address))
    expect([window('index.html').isVisible(), window('index.html').loads, window('dialer.html').isVisible()]).toEqual([true, 1, false])
  })

  it('that comes with a second start goes to the window that is there, without starting it anew', async () => {
    const { double, window } = await openDesktop()
    window('index.html').minimized = true
    double.emit('second-instance', {}, ['/opt/leadline/leadline', '--allow-file-access', link])
    await until(() => expect(window('index.html').webContents.getURL()).toBe(address))
    expect([window('index.html').isMinimized(), window('index.html').loads]).toEqual([false, 1])
    expect(window('dialer.html').webContents.getURL()).toBe('leadline://app/dialer.html')
  })

  it.each(['before', 'after'])('that a Mac hands over %s the start is followed', async (when) => {
    const event = { preventDefault: () => {} }
    const { double, window } = await openDesktop(when === 'before' ? { beforeReady: ({ emit }) => void emit('open-url', event, link) } : {})
    if (when === 'after') double.emit('open-url', event, link)
    await until(() => expect(window('index.html').webContents.getURL()).toBe(address))
  })

  it.each([
    ['is cut off', link.slice(0, -1)],
    ['means another place', 'leadline://app/index.html#/settings/team'],
    ['has an address of the web in it', `https://crm.firma.example/join#${token}`],
  ])('that %s shows the CRM where it is', async (_how, given) => {
    const { double, window } = await openDesktop()
    double.emit('second-instance', {}, ['/opt/leadline/leadline', given])
    expect(window('index.html').focused).toBe(2)
    expect(window('index.html').webContents.getURL()).toBe('leadline://app/index.html')
  })

  it('is never logged, also where its page cannot be loaded', async () => {
    const { double, state, window, isOpen } = await openDesktop()
    window('dialer.html').show()
    window('index.html').close()
    state.handlers.set('leadline', () => new Response(null, { status: 500 }))
    double.emit('second-instance', {}, ['/opt/leadline/leadline', link])
    await until(() => expect(logged()).toContainEqual(expect.stringContaining('A page could not be loaded')))
    expect(isOpen('index.html')).toBe(false)
    expect(logged().join('\n')).toContain('ERR_FAILED')
    expect(logged().join('\n')).not.toContain(token)
  })
})

describe('the system hands such links', () => {
  it('to the program that is installed', async () => {
    const dataFolder = newFolder()
    vi.stubEnv('XDG_DATA_HOME', dataFolder)
    const usual = defaultDataFolder(process.platform, process.env)
    const { state } = await openDesktop({ dataFolder: usual, given: (double) => Object.assign(double.state, { packaged: true }) })
    expect(state.clientOf).toEqual(['leadline'])
    vi.unstubAllEnvs()
  })

  it('not to one that is being built, or has its data elsewhere', async () => {
    const built = await openDesktop()
    expect(built.state.clientOf).toEqual([])
    const elsewhere = await openDesktop({ given: (double) => Object.assign(double.state, { packaged: true }) })
    expect(elsewhere.state.clientOf).toEqual([])
  })
})
