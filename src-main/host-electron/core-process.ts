import { userInfo } from 'node:os'
import { RPCHandler } from '@orpc/server/message-port'
import type { MessagePortMain } from 'electron'
import { type App, createApp } from '../app.ts'
import { type DataLock, lockData } from '../platform/data-lock.ts'
import { createLog } from '../platform/log.ts'
import type { CoreStart, FromCore, ToCore } from './core-messages.ts'
import { createParentSecrets } from './parent-secrets.ts'
import { reasonOf } from './reason.ts'

// The core of the desktop program: a process of its own, for SQLite blocks. It hears the main process and serves its API over message ports.

// What is written is its owner's alone, also in a folder that was there before.
process.umask(0o077)

interface Core {
  readonly app: App
  readonly lock: DataLock
}

const log = createLog()
const tell = (message: FromCore) => process.parentPort.postMessage(message)
const secrets = createParentSecrets(tell)

/** Ports that came before the core could serve them. */
const early: MessagePortMain[] = []
let serve = (port: MessagePortMain): void => void early.push(port)
let running: Promise<Core | null> = Promise.resolve(null)

const run = async ({ dataFolder, language, demo, version }: CoreStart): Promise<Core | null> => {
  const lock = lockData(dataFolder)
  if (!lock) {
    tell({ type: 'failed', problem: 'data-in-use', detail: dataFolder })
    return null
  }
  // A Node host that is started on the same folder need not wait for an address.
  lock.serve(() => '').catch((error: unknown) => log.error('Later starts cannot be answered', error))
  const app = await createApp({
    dataFolder,
    secrets,
    language,
    userName: userInfo().username || 'Leadline',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    demo,
    version,
    now: () => Date.now(),
    log,
  })
  const open = new Set<MessagePortMain>()
  let handler = new RPCHandler(app.router())
  // Another workspace: pages ask for a new port when theirs has closed.
  app.onSwitched(() => {
    handler = new RPCHandler(app.router())
    for (const port of open) port.close()
  })
  // The port starts only when the handler hears it: an earlier message would be lost, and its call hang.
  serve = (port) => {
    open.add(port)
    port.once('close', () => open.delete(port))
    handler.upgrade(port, { context: {} })
    port.start()
  }
  for (const port of early.splice(0)) serve(port)
  tell({ type: 'ready' })
  return { app, lock }
}

/** The main process is told why and ends this one: an exit right here could overtake the message. */
const runOrTell = (start: CoreStart) =>
  run(start).catch((error: unknown) => {
    log.error('The core cannot start', error)
    tell({ type: 'failed', problem: 'start-failed', detail: reasonOf(error) })
    return null
  })

const shutdown = async () => {
  const core = await running
  await core?.app.close()
  core?.lock.release()
  process.exit(0)
}

process.parentPort.on('message', ({ data, ports }) => {
  const message = data as ToCore
  if (secrets.settle(message)) return
  if (message.type === 'start') running = runOrTell(message)
  else if (message.type === 'port') {
    for (const port of ports) serve(port)
  } else if (message.type === 'shutdown') {
    shutdown().catch((error: unknown) => {
      log.error('The core could not close in order', error)
      process.exit(1)
    })
  }
})

// Ctrl+C at a terminal reaches every process there. The main one ends this one in order, and it ends with the main one in any case.
process.on('SIGINT', () => {})
