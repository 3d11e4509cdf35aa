import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { createApp } from '../app.ts'
import { askHolder, lockData } from '../platform/data-lock.ts'
import { createLog } from '../platform/log.ts'
import { createNodeSecrets } from '../platform/node-secrets.ts'
import { defaultDataFolder, defaultKeyFolder, programFolder } from '../platform/paths.ts'
import { createAccess } from './access.ts'
import { lastPort, rememberPort } from './last-port.ts'
import { parseNodeHostOptions } from './options.ts'
import { startNodeServer } from './server.ts'

// What is written is its owner's alone, also in a folder that was there before.
process.umask(0o077)

const fail = (sentence: string, code = 1): never => {
  process.stderr.write(`${sentence}\n`)
  process.exit(code)
}

const readOptions = () => {
  try {
    return parseNodeHostOptions(process.argv.slice(2), process.env)
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2)
  }
}

/** Opens the address in the user's browser, where there is a display. */
const openBrowser = (address: string) => {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

interface Addresses {
  /** With the token of the process: for whoever reads what it prints. */
  readonly address: string
  /** With a token that opens once: for a command line. */
  readonly opening: string
}

const start = async () => {
  // Whatever this process and its threads make is its owner's alone, also in a folder that others may look into.
  process.umask(0o077)
  const options = readOptions()
  const standard = defaultDataFolder(process.platform, process.env)
  const dataFolder = resolve(options.dataFolder ?? (options.demo ? `${standard}-demo` : standard))
  const screens = join(programFolder, 'build', 'renderer')
  if (!existsSync(join(screens, 'index.html'))) fail('The screens are not built yet: start the program with npm start')

  const say = ({ address, opening }: Addresses) => {
    process.stdout.write(`Leadline: ${address}\n`)
    if (options.open) openBrowser(opening)
  }
  const lock = lockData(dataFolder)
  if (!lock) {
    const answer = await askHolder(dataFolder)
    if (!answer) return fail(`Another program is using ${dataFolder} and does not answer. End it, or choose another folder with --data.`)
    return say(JSON.parse(answer) as Addresses)
  }

  const log = createLog()
  const { version } = JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8')) as { version: string }
  const app = await createApp({
    dataFolder,
    secrets: createNodeSecrets(defaultKeyFolder(process.platform, process.env)),
    language: options.language,
    userName: userInfo().username || 'Leadline',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    demo: options.demo,
    version,
    now: () => Date.now(),
    log,
  })
  const access = createAccess(dataFolder)
  const serve = (port: number) => startNodeServer({ app, access, screens, port, version, log })
  const server = await serve(options.port ?? lastPort(dataFolder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    if (options.port === null) return serve(0)
    return fail(`Port ${options.port} is taken. Choose another with --port, or leave it out.`)
  })
  rememberPort(dataFolder, server.port)
  const addressWith = (token: string) => `http://127.0.0.1:${server.port}/?token=${token}`
  const addresses = (): Addresses => ({ address: addressWith(access.token), opening: addressWith(access.tokenForOnce()) })
  await lock.serve(() => JSON.stringify(addresses()))

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await server.close()
    await app.close()
    lock.release()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  say(addresses())
}

start().catch((error) => fail(error instanceof Error ? error.message : String(error)))
