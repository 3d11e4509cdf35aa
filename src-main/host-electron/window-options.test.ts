import { describe, expect, it } from 'vitest'
import type { WindowName } from './own-pages.ts'
import { windowOptions } from './window-options.ts'

const options = (name: WindowName, developing = false) =>
  windowOptions(name, { width: 900, height: 700 }, '/leadline/preload.cjs', developing)

describe.each(['crm', 'dialer'] as const)('the page of the window %s', (name) => {
  it('lives in a sandbox, apart from its preload script, and never meets Node', () => {
    expect(options(name).webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      preload: '/leadline/preload.cjs',
    })
  })

  it('fetches no dictionaries, and shows its insides to developers alone', () => {
    expect(options(name).webPreferences).toMatchObject({ spellcheck: false, devTools: false })
    expect(options(name, true).webPreferences?.devTools).toBe(true)
  })

  it('has the size it was given, and is not shown before it has been placed', () => {
    expect(options(name)).toMatchObject({ width: 900, height: 700, show: false })
  })
})

it('S11.1 the window of the telephone stays on top, works while nobody looks and rings without having been touched', () => {
  expect(options('dialer')).toMatchObject({ alwaysOnTop: true, fullscreenable: false })
  expect(options('dialer').webPreferences).toMatchObject({ backgroundThrottling: false, autoplayPolicy: 'no-user-gesture-required' })
  expect(options('crm')).toMatchObject({ alwaysOnTop: false, fullscreenable: true })
  expect(options('crm').webPreferences).not.toHaveProperty('autoplayPolicy')
})
