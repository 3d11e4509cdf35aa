import { BrowserWindow, screen } from 'electron'
import type { Log } from '../platform/log.ts'
import { decideClosing, isOver } from './closing-policy.ts'
import { addressOf, type WindowName } from './own-pages.ts'
import { leastSizes, usualSizes, windowOptions } from './window-options.ts'
import { placeWindow } from './window-placement.ts'
import type { WindowPlaces } from './window-places.ts'

/** `focused` for a person who asked for the window; `unfocused` leaves the keyboard where it is; `hidden` makes the page without showing it. */
type Showing = 'focused' | 'unfocused' | 'hidden'

export interface Windows {
  /** `place` is where in the page: a hash, or nothing to leave it where it is. */
  readonly show: (name: WindowName, how?: Showing, place?: string) => void
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
  readonly log: Log
}

/** Milliseconds before a page whose process has died is loaded again. */
const reloadDelay = 1000

/** The two windows of the desktop, made when they are needed. */
export const createWindows = ({ places, preload, platform, developing, isQuitting, isOnCall, quit, log }: Dependencies): Windows => {
  const open = new Map<WindowName, BrowserWindow>()

  const situation = () => ({
    platform,
    onCall: isOnCall(),
    crmOpen: open.has('crm'),
    dialerVisible: open.get('dialer')?.isVisible() ?? false,
  })

  const quitIfOver = () => {
    if (!isQuitting() && isOver(situation())) quit()
  }

  const closing = (name: WindowName, window: BrowserWindow, event: { preventDefault: () => void }) => {
    places.set(name, window.getNormalBounds())
    const decision = decideClosing({ window: name, quitting: isQuitting(), ...situation() })
    if (decision === 'hide' || decision === 'quit') event.preventDefault()
    if (decision === 'hide') window.hide()
    else if (decision === 'quit') quit()
    else if (decision === 'show-dialer') show('dialer')
  }

  const load = (name: WindowName, window: BrowserWindow, place = '') => {
    // The message of such an error names the address, and there the secret of an invitation may stand.
    window.loadURL(addressOf(name, place)).catch((error: { code?: unknown }) => log.error('A page could not be loaded', error.code))
  }

  const create = (name: WindowName, place: string): BrowserWindow => {
    const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
    const bounds = placeWindow(places.get(name), areas, usualSizes[name], leastSizes[name])
    const window = new BrowserWindow(windowOptions(name, bounds, preload, developing))
    open.set(name, window)
    window.on('close', (event) => closing(name, window, event))
    window.on('closed', () => {
      open.delete(name)
      quitIfOver()
    })
    // A page may ask whether it is really to be left; the end of the program is no question any more.
    window.webContents.on('will-prevent-unload', (event) => {
      if (isQuitting()) event.preventDefault()
    })
    window.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason === 'clean-exit') return
      log.error('The process of a page has died', reason)
      setTimeout(() => {
        if (!window.isDestroyed()) load(name, window)
      }, reloadDelay).unref()
    })
    load(name, window, place)
    return window
  }

  const show: Windows['show'] = (name, how = 'focused', place = '') => {
    const known = open.get(name)
    if (known && place !== '') load(name, known, place)
    const window = known ?? create(name, place)
    if (how === 'hidden') return
    if (window.isMinimized()) window.restore()
    if (how === 'unfocused') window.showInactive()
    else {
      window.show()
      window.focus()
    }
  }

  return { show, callChanged: quitIfOver }
}
