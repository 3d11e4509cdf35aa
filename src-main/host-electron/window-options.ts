import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'
import type { WindowName } from './own-pages.ts'
import type { Bounds, Size } from './window-placement.ts'

export const usualSizes: Readonly<Record<WindowName, Size>> = {
  crm: { width: 1280, height: 800 },
  dialer: { width: 720, height: 520 },
}

export const leastSizes: Readonly<Record<WindowName, Size>> = {
  crm: { width: 760, height: 480 },
  dialer: { width: 360, height: 420 },
}

/** What no page gets, whatever it is. Spelling is not checked, for Chromium would fetch its dictionaries from the network. */
const safe: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
}

/** The telephone's page works while nobody looks at it, and rings without having been touched. */
const telephone: WebPreferences = { backgroundThrottling: false, autoplayPolicy: 'no-user-gesture-required' }

export const windowOptions = (
  name: WindowName,
  place: Size & Partial<Bounds>,
  preload: string,
  developing: boolean,
): BrowserWindowConstructorOptions => ({
  ...place,
  minWidth: leastSizes[name].width,
  minHeight: leastSizes[name].height,
  title: 'Leadline',
  show: false,
  autoHideMenuBar: true,
  alwaysOnTop: name === 'dialer',
  fullscreenable: name === 'crm',
  webPreferences: { ...safe, ...(name === 'dialer' ? telephone : {}), preload, devTools: developing },
})
