import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createIdMaker } from '../src-node/id-maker.ts'
import { holdExclusively } from '../src-node/sqlite/exclusive-hold.ts'
import { demandSameKey, forgetKey, readAuthKey } from './accounts/auth-key.ts'
import { createServerApp } from './app.ts'
import { backUp } from './backup-command.ts'
import { newEpoch } from './db/epoch.ts'
import { openPostgresStore } from './db/postgres-store.ts'
import { openSqliteStore } from './db/sqlite-store.ts'
import type { ServerStore } from './db/store.ts'
import { errorFacts } from './log.ts'
import { createSmtpMailer } from './mail/smtp-mailer.ts'
import { parseServerOptions, type ServerOptions, usage } from './options.ts'
import { createSetUpCodes } from './setup/set-up-codes.ts'
import { readTls } from './tls.ts'

// What is written is its owner's alone, also in a folder that was there before.
process.umask(0o077)

const say = (line: string) => process.stdout.write(`${line}\n`)

const fail = (sentence: string, code = 1): never => {
  process.stderr.write(`${sentence}\n`)
  process.exit(code)
}

const readOptions = (): ServerOptions => {
  try {
    const options = parseServerOptions(process.argv.slice(2), process.env)
    if (options) return options
    process.stdout.write(usage)
    return process.exit(0)
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2)
  }
}

const options = readOptions()
const dataFolder = resolve(options.dataFolder)
const databaseFile = join(dataFolder, 'server.sqlite')
const programFolder = fileURLToPath(new URL('..', import.meta.url))

const openStore = (): Promise<ServerStore> | ServerStore =>
  options.databaseUrl === null ? openSqliteStore(databaseFile) : openPostgresStore(options.databaseUrl)

/**
 * One process has an SQLite database; those on PostgreSQL may share their folder. Answers with what gives the folder back: whoever drops it
 * drops the lock, as soon as memory is tidied up.
 */
const takeFolder = (): (() => void) => {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  if (options.databaseUrl !== null) return () => {}
  return (
    holdExclusively(join(dataFolder, 'lock.sqlite')) ??
    fail(`Another server is using ${dataFolder}. End it, or choose another folder with --data.`)
  )
}

const withStore = async (work: (store: ServerStore) => Promise<void>): Promise<void> => {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const store = await openStore()
  await work(store)
  await store.close()
}

/** A command is about a server that there is: a mistyped folder would be given one that nobody uses. */
const demandServer = (): void => {
  if (options.databaseUrl !== null || existsSync(databaseFile)) return
  fail(`There is no server in ${dataFolder}: start it first, or name its folder with --data.`)
}

const addressOf = (port: number): string => {
  const everywhere = options.host === '0.0.0.0' || options.host === '::'
  const host = everywhere ? '127.0.0.1' : options.host.includes(':') ? `[${options.host}]` : options.host
  return `${options.tls ? 'https' : 'http'}://${host}:${port}`
}

const serve = async () => {
  const giveBack = takeFolder()
  const { version } = JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8')) as { version: string }
  const tls = options.tls && readTls(options.tls)
  const authSecret = options.authSecret ?? readAuthKey(dataFolder)
  const store = await openStore()
  await demandSameKey(store, authSecret)
  const mailer = options.mail && createSmtpMailer(options.mail)
  const app = await createServerApp({
    store,
    accountsPlace: options.databaseUrl === null ? { sqlite: databaseFile } : { postgres: options.databaseUrl },
    authSecret,
    dataFolder,
    version,
    behindProxy: options.behindProxy,
    tls,
    metricsToken: options.metricsToken,
    mailer,
    publicAddress: options.publicAddress,
    now: Date.now,
    monotonic: () => performance.now(),
    newId: createIdMaker(),
    logStream: process.stderr,
  })
  const port = await app.listen(options.port, options.host).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return fail(`Port ${options.port} is taken. Choose another with --port.`)
    throw error
  })

  const stop = async () => {
    try {
      await app.close()
      mailer?.close()
      giveBack()
      process.exit(0)
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
    }
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('SIGHUP', () => {
    const files = options.tls
    if (files) app.renewTls(() => readTls(files))
  })
  const code = await app.firstCode()
  // In one piece: whoever waits for the address has the code with it.
  say([`Leadline server: ${addressOf(port)}`, ...(code === null ? [] : [`Set-up code: ${code}`])].join('\n'))
}

const run = async (): Promise<void> => {
  const { command, databaseUrl } = options
  if (command === 'serve') return serve()
  demandServer()
  if (command === 'new-code') {
    return withStore(async (store) => {
      const code = await createSetUpCodes(store, Date.now).make()
      say([...(databaseUrl === null ? [`Server in ${dataFolder}`] : []), `Set-up code: ${code}`].join('\n'))
    })
  }
  if (command === 'restored') {
    const giveBack = takeFolder()
    return withStore(async (store) => {
      await newEpoch(store, createIdMaker())
      await forgetKey(store)
      say('Every machine takes everything anew at its next contact, and sends once more what the backup does not have.')
    }).finally(giveBack)
  }
  if (databaseUrl !== null) return fail('A PostgreSQL database is backed up with pg_dump, see the help page of the server.')
  say(await backUp({ databaseFile, dataFolder, file: resolve(command.backup) }))
}

// What Node would print of it may quote values of people.
process.on('uncaughtException', (error) => fail(JSON.stringify({ level: 'fatal', time: new Date().toISOString(), err: errorFacts(error) })))

run().catch((error) => fail(error instanceof Error ? error.message : String(error)))
