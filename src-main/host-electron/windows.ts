import { BrowserWindow, screen } from 'electron'
import { decideClosing, isOver } from './closing-policy.ts'
import { addressOf, type PageName } from './own-pages.ts'
import { leastSizes, usualSizes, windowOptions } from './window-options.ts'
import { placeWindow } from './window-placement.ts'
import type { WindowName, WindowPlaces } from './window-places.ts'

export interface Windows {
  readonly showCrm: () => void
  /** `quietly` makes the page without showing it: the telephone has to be there before it rings. */
  readonly showDialer: (how?: 'quietly') => void
  /** To be called when a call begins or ends. */
  readonly callChanged: () => void
}

interface Dependencies {
  readonly places: WindowPlaces
  readonly preload: string
  readonly platform: NodeJS.Platform
  readonly developing: boolean
  readonly isQuitting: () => boolean
  readonly isOnCall: () => boolean
  readonly quit: () => void
}

const pages: Readonly<Record<WindowName, PageName>> = { crm: 'index.html', dialer: 'dialer.html' }

/** The two windows of the desktop, made when they are needed. */
export const createWindows = ({ places, preload, platform, developing, isQuitting, isOnCall, quit }: Dependencies): Windows => {
  const open = new Map<WindowName, BrowserWindow>()

  const situation = () => ({
    platform,
    onCall: isOnCall(),
    crmOpen: open.has('crm'),
    dialerVisible: open.get('dialer')?.isVisible() ?? false,
  })

  const show = (window: BrowserWindow) => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  const closing = (name: WindowName, window: BrowserWindow, event: { preventDefault: () => void }) => {
    places.set(name, window.getNormalBounds())
    const decision = decideClosing({ window: name, quitting: isQuitting(), ...situation() })
    if (decision === 'hide') {
      event.preventDefault()
      window.hide()
    } else if (decision === 'show-dialer') showDialer()
    else if (decision === 'quit') {
      event.preventDefault()
      quit()
    }
  }

  const create = (name: WindowName): BrowserWindow => {
    const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
    const place = placeWindow(places.get(name), areas, usualSizes[name], leastSizes[name])
    const window = new BrowserWindow(windowOptions(name, place, preload, developing))
    open.set(name, window)
    const load = () => void window.loadURL(addressOf(pages[name])).catch(() => {})
    window.on('close', (event) => closing(name, window, event))
    window.on('closed', () => {
      open.delete(name)
      if (!isQuitting() && isOver(situation())) quit()
    })
    // A page may ask whether it is really to be left; the end of the program is no question any more.
    window.webContents.on('will-prevent-unload', (event) => {
      if (isQuitting()) event.preventDefault()
    })
    window.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit' && !isQuitting() && !window.isDestroyed()) setTimeout(load, 1000).unref()
    })
    load()
    return window
  }

  const showDialer: Windows['showDialer'] = (how) => {
    const window = open.get('dialer') ?? create('dialer')
    if (how !== 'quietly') show(window)
  }

  return {
    showCrm: () => show(open.get('crm') ?? create('crm')),
    showDialer,
    callChanged: () => {
      if (!isQuitting() && isOver(situation())) quit()
    },
  }
}
