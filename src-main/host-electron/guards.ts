import { app, type Session, shell, systemPreferences, type WebContents } from 'electron'
import type { Log } from '../platform/log.ts'
import { decideNavigation, decideWindowOpen, type Navigation } from './navigation-policy.ts'
import { mayHave } from './permission-policy.ts'

interface Dependencies {
  readonly dial: (number: string) => void
  readonly showDialer: () => void
  readonly platform: NodeJS.Platform
  readonly log: Log
}

/** Puts the policies between every page, whoever makes it, and what it wants: other pages, windows, permissions, devices. */
export const guardPages = (session: Session, { dial, showDialer, platform, log }: Dependencies): void => {
  const follow = (navigation: Navigation) => {
    if (navigation.act === 'dial') dial(navigation.number)
    else if (navigation.act === 'show-dialer') showDialer()
    else if (navigation.act === 'open-outside') {
      shell.openExternal(navigation.address).catch((error: unknown) => log.error('An address could not be opened outside', error))
    }
  }

  const guard = (contents: WebContents) => {
    contents.on('will-navigate', (event) => {
      const navigation = decideNavigation(event.url)
      if (navigation.act === 'stay' && event.isMainFrame) return
      event.preventDefault()
      if (event.isMainFrame) follow(navigation)
    })
    contents.on('will-redirect', (event) => {
      if (decideNavigation(event.url).act !== 'stay') event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url, frameName }) => {
      follow(decideWindowOpen(url, frameName))
      return { action: 'deny' }
    })
  }

  app.on('web-contents-created', (_, contents) => guard(contents))
  // A certificate that the system does not trust is never accepted, and no certificate of the user is sent anywhere.
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault()
    answer(false)
  })
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault()
    answer()
  })

  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const may = mayHave({ permission, asker: details.requestingUrl, isMainFrame: details.isMainFrame, mediaTypes })
    // On a Mac the system asks the person too, and a refusal there would otherwise come as silence on the line.
    if (may && permission === 'media' && platform === 'darwin') systemPreferences.askForMediaAccess('microphone').then(answer, () => answer(false))
    else answer(may)
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayHave({ permission, asker: details.securityOrigin ?? origin, isMainFrame: details.isMainFrame, mediaTypes: [details.mediaType ?? 'unknown'] }),
  )
  session.setDevicePermissionHandler(() => false)
}
