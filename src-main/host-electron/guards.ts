import { app, type Session, shell, systemPreferences, type WebContents } from 'electron'
import type { Log } from '../platform/log.ts'
import { decideNavigation, decideWindowOpen, type Navigation } from './navigation-policy.ts'
import type { WindowName } from './own-pages.ts'
import { mayHave } from './permission-policy.ts'

interface Dependencies {
  readonly dial: (number: string) => void
  readonly show: (window: WindowName, place: string) => void
  readonly platform: NodeJS.Platform
  readonly log: Log
}

/** Puts the policies between every page, whoever makes it, and what it wants: other pages, windows, permissions, devices. */
export const guardPages = (session: Session, { dial, show, platform, log }: Dependencies): void => {
  const follow = (navigation: Navigation) => {
    if (navigation.act === 'dial') dial(navigation.number)
    else if (navigation.act === 'show') show(navigation.window, navigation.place)
    else if (navigation.act === 'open-outside') {
      shell.openExternal(navigation.address).catch((error: unknown) => log.error('An address could not be opened outside', error))
    }
  }

  const guard = (contents: WebContents) => {
    contents.on('will-navigate', (event) => {
      const navigation = decideNavigation(event.url, contents.getURL())
      if (navigation.act === 'stay') return
      event.preventDefault()
      follow(navigation)
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault()
    })
    // None of our answers sends a page anywhere.
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      follow(decideWindowOpen(url))
      return { action: 'deny' }
    })
  }

  app.on('web-contents-created', (_, contents) => guard(contents))
  // Without a listener Electron would send the first certificate of the person that fits.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault()
    answer()
  })

  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const may = mayHave({ permission, asker: details.requestingUrl, isMainFrame: details.isMainFrame, mediaTypes })
    // On a Mac the system asks the person too, and a refusal there would otherwise come as silence on the line.
    if (may && permission === 'media' && platform === 'darwin')
      systemPreferences.askForMediaAccess('microphone').then(answer, () => answer(false))
    else answer(may)
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayHave({
      permission,
      asker: details.securityOrigin ?? origin,
      isMainFrame: details.isMainFrame,
      mediaTypes: [details.mediaType ?? 'unknown'],
    }),
  )
  session.setDevicePermissionHandler(() => false)
}
