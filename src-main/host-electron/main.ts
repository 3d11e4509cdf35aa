import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, ipcMain, Menu, MessageChannelMain, protocol, safeStorage, session, utilityProcess } from 'electron'
import { requestPortChannel } from '../../src-shared/system/port-pipe.ts'
import { programScheme } from '../../src-shared/team/invitation-link.ts'
import type { TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'
import { createLog } from '../platform/log.ts'
import { defaultDataFolder, programFolder } from '../platform/paths.ts'
import { isCallLink, numberOfLink } from './call-links.ts'
import { beganToRing, noCalls, watchCalls } from './call-watch.ts'
import { decideQuitting } from './closing-policy.ts'
import { createCoreClient } from './core-client.ts'
import { createCoreSupervisor } from './core-supervisor.ts'
import { readDesktopOptions } from './desktop-options.ts'
import { desktopTexts } from './desktop-texts.ts'
import { guardPages } from './guards.ts'
import { placeOfInvitation } from './invitation-links.ts'
import { createKeyStoreSecrets } from './key-store-secrets.ts'
import { linkAmong } from './links.ts'
import { scheme } from './own-pages.ts'
import { answerPortRequest } from './page-ports.ts'
import { createPageProtocol } from './page-protocol.ts'
import { reasonOf } from './reason.ts'
import { openWindowPlaces } from './window-places.ts'
import { createWindows } from './windows.ts'

// The main process: windows, links, the key store. Everything that blocks or remembers is in the core's process.

/** Electron runs the program as it is built: its files lie in one folder. */
const builtFolder = dirname(fileURLToPath(import.meta.url))
const { platform } = process
const log = createLog()
const options = readDesktopOptions(process.argv.slice(1), app.getPreferredSystemLanguages()[0] ?? '')
const texts = desktopTexts[options.language]
const usualFolder = defaultDataFolder(platform, process.env)
const dataFolder = resolve(options.dataFolder ?? (options.demo ? `${usualFolder}-demo` : usualFolder))

const fail = (error: unknown) => {
  log.error('The desktop cannot start', error)
  dialog.showErrorBox('Leadline', texts.problems['start-failed'](reasonOf(error)))
  app.exit(1)
}

/** Takes the data folder; false where another desktop has it. */
const takeFolder = (): boolean => {
  // Chromium's own data lies with ours: so there is one program for each data folder, and not one for all of them.
  const profile = join(dataFolder, 'chromium')
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  app.setPath('userData', profile)
  return app.requestSingleInstanceLock()
}

const run = () => {
  let watch = noCalls
  let coreLost = false
  let asked = false
  let quitting = false
  let closed = false
  const earlyLinks = options.link === null ? [] : [options.link]
  let follow = (link: string): void => void earlyLinks.push(link)

  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])
  // A page in the background still counts the seconds of a call and answers its server.
  app.commandLine.appendSwitch('disable-background-timer-throttling')
  if (platform !== 'darwin') Menu.setApplicationMenu(null)

  const start = () => {
    const windows = createWindows({
      places: openWindowPlaces(join(dataFolder, 'windows.json'), log),
      preload: join(builtFolder, 'preload.cjs'),
      platform,
      developing: !app.isPackaged,
      isQuitting: () => quitting,
      // Without a core nobody tells when the call ends, and its window could never be closed.
      isOnCall: () => watch.onCall && !coreLost,
      quit: () => app.quit(),
      log,
    })
    const supervisor = createCoreSupervisor({
      begin: { dataFolder, language: options.language, demo: options.demo, version: app.getVersion() },
      fork: () => utilityProcess.fork(join(builtFolder, 'core-process.js'), [], { serviceName: 'Leadline core' }),
      createChannel: () => new MessageChannelMain(),
      secrets: createKeyStoreSecrets(safeStorage, platform),
      log,
      now: () => Date.now(),
      onProblem: (problem, detail) => {
        coreLost = true
        dialog.showErrorBox('Leadline', texts.problems[problem](detail))
        // The call needs no core: it goes on until its window is closed.
        if (watch.onCall) windows.show('dialer')
        else app.exit(1)
      },
    })

    const hear = (state: TelephonyState) => {
      const before = watch
      watch = watchCalls(before, state)
      // Whoever is typing must not answer or decline by it.
      if (beganToRing(before, watch)) windows.show('dialer', 'unfocused')
      if (before.onCall !== watch.onCall) windows.callChanged()
    }

    supervisor.start()
    const client = createCoreClient({ connect: supervisor.connect, onTelephony: hear, log })
    const dial = (number: string) => {
      windows.show('dialer')
      void client.dial(number)
    }
    follow = (link) => {
      const number = numberOfLink(link)
      if (number !== null) dial(number)
      else windows.show('crm', 'focused', placeOfInvitation(link) ?? '')
    }

    protocol.handle(scheme, createPageProtocol(join(programFolder, 'build', 'renderer')))
    guardPages(session.defaultSession, { dial, show: (window, place) => windows.show(window, 'focused', place), platform, log })
    ipcMain.on(requestPortChannel, (event) => answerPortRequest(event, supervisor.connect))

    app.on('second-instance', (_, words) => follow(linkAmong(words) ?? ''))
    app.on('activate', () => windows.show('crm'))
    app.on('will-quit', (event) => {
      if (closed) return
      event.preventDefault()
      client.close()
      void supervisor.close().then(() => {
        closed = true
        app.quit()
      })
    })

    const early = earlyLinks.splice(0)
    windows.show('crm', 'focused', early.map(placeOfInvitation).find((place) => place !== null) ?? '')
    windows.show('dialer', 'hidden')
    for (const link of early.filter(isCallLink)) follow(link)
    // A copy that is tried out, or has its data elsewhere, takes no links away from the one that is installed.
    if (app.isPackaged && dataFolder === resolve(usualFolder)) app.setAsDefaultProtocolClient(programScheme)
  }

  const askToQuit = async () => {
    const { question, stay, leave } = texts.quitting
    asked = true
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: question,
      buttons: [stay, leave],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (response === 1) app.quit()
    else asked = false
  }

  app.on('open-url', (event, link) => {
    event.preventDefault()
    follow(link)
  })
  app.on('before-quit', (event) => {
    if (quitting || decideQuitting({ onCall: watch.onCall, asked }) === 'quit') quitting = true
    else {
      event.preventDefault()
      void askToQuit()
    }
  })
  // Without a listener the program would end with its last window; when it does is decided where windows close.
  app.on('window-all-closed', () => {})

  app.whenReady().then(start).catch(fail)
}

try {
  // A second start hands over to the first, which shows itself or follows the link that came with it.
  if (takeFolder()) run()
  else app.quit()
} catch (error) {
  fail(error)
}
