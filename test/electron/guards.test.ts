import { beforeEach, describe, expect, it } from 'vitest'
import { type Desktop, openDesktop, until } from './desktop.ts'

let desktop: Desktop
beforeEach(async () => {
  desktop = await openDesktop()
})

const may = (permission: string, mediaTypes: string[] = [], requestingUrl = 'leadline://app/dialer.html', isMainFrame = true) =>
  new Promise<boolean>((answer) => desktop.state.permissionRequest?.({}, permission, answer, { requestingUrl, isMainFrame, mediaTypes }))

it('a page may use the microphone, and neither the camera nor the screen nor a device', async () => {
  expect(await may('media', ['audio'])).toBe(true)
  expect(await may('media', ['audio', 'video'])).toBe(false)
  expect(await may('display-capture')).toBe(false)
  expect(await may('media', ['audio'], 'https://evil.example/')).toBe(false)
  expect(await may('media', ['audio'], 'leadline://app/index.html', false)).toBe(false)
  const checked = (mediaType: string) =>
    desktop.state.permissionCheck?.({}, 'media', 'leadline://app/', { isMainFrame: true, securityOrigin: 'leadline://app/', mediaType })
  expect([checked('audio'), checked('video'), checked('unknown')]).toEqual([true, false, false])
  expect(desktop.state.devicePermission?.()).toBe(false)
})

describe('a page that goes elsewhere', () => {
  it('stays what it is; web pages and mail open outside, once', () => {
    const { double, state, window } = desktop
    expect(double.navigate(window('index.html'), 'leadline://app/index.html#/clients')).toBe(true)
    expect(double.navigate(window('index.html'), 'https://example.com/')).toBe(false)
    expect(double.navigate(window('index.html'), 'file:///etc/passwd')).toBe(false)
    expect(double.navigate(window('index.html'), 'https://example.com/frame', false)).toBe(false)
    expect(double.open(window('index.html'), 'mailto:jan@example.com')).toBe(false)
    expect(double.open(window('index.html'), 'file:///bin/sh')).toBe(false)
    expect(state.opened).toEqual(['https://example.com/', 'mailto:jan@example.com'])
    expect(state.windows).toHaveLength(2)
  })

  it('S11.1 the CRM opens the window of the telephone that is there', () => {
    const { double, window } = desktop
    const dialer = window('dialer.html')
    expect(double.open(window('index.html'), 'leadline://app/dialer.html', 'leadline-dialer')).toBe(false)
    expect([dialer.isVisible(), dialer.focused]).toEqual([true, 1])
    expect(dialer.loads).toBe(1)
  })

  it('S11.2 the telephone opens a card in the window of the CRM, which goes there without starting anew', async () => {
    const { double, window } = desktop
    const crm = window('index.html')
    double.open(window('dialer.html'), 'leadline://app/#/clients/7', 'leadline')
    await until(() => expect(crm.webContents.getURL()).toBe('leadline://app/index.html#/clients/7'))
    expect([crm.focused, crm.loads]).toEqual([2, 1])
  })

  it('S11.2 or in a new one where that was closed, and never in its own: the call would end', async () => {
    const { double, state, window } = desktop
    const dialer = window('dialer.html')
    dialer.show()
    window('index.html').close()
    expect(double.navigate(dialer, 'leadline://app/index.html#/leads/8')).toBe(false)
    await until(() => expect(window('index.html').webContents.getURL()).toBe('leadline://app/index.html#/leads/8'))
    expect(dialer.webContents.getURL()).toBe('leadline://app/dialer.html')
    expect(state.windows).toHaveLength(2)
  })
})

it('a certificate of the person is shown to nobody', () => {
  const answers: unknown[] = []
  let prevented = false
  const event = { preventDefault: () => (prevented = true) }
  desktop.double.emit('select-client-certificate', event, {}, 'https://example.com', [{}], (certificate?: unknown) =>
    answers.push(certificate),
  )
  expect([prevented, answers]).toEqual([true, [undefined]])
})

it('what the double of Electron does not have cannot be used by mistake', () => {
  const { double, window } = desktop
  const surface: object[] = [double.electron.app, double.electron.safeStorage, window('index.html'), window('index.html').webContents]
  for (const part of surface) expect(() => Reflect.get(part, 'somethingElse')).toThrow('The double of Electron has no')
  expect(() => new double.electron.BrowserWindow({ kiosk: true })).toThrow('knows no window option kiosk')
  expect(() => new double.electron.BrowserWindow({ webPreferences: { enableRemoteModule: true } })).toThrow('knows no web preference')
})
