import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import { type ServerMessage, socketPath } from '../../src-shared/sync/protocol.ts'
import { serverApiPath, type serverContract } from '../../src-shared/sync/server-contract.ts'
import { freePort } from '../servers/processes.ts'

const programFolder = fileURLToPath(new URL('../..', import.meta.url))

export type ServerClient = ContractRouterClient<typeof serverContract>

/** A socket of a client, and everything that it has heard. */
export interface ServerSocket {
  readonly socket: WebSocket
  readonly messages: readonly ServerMessage[]
  /** The code and the reason with which it was closed. */
  readonly closed: Promise<readonly [code: number, reason: string]>
}

/** A real team server in a process of its own, as `npm run server` runs it. */
export interface TeamServerProcess {
  readonly pid: number
  readonly url: string
  readonly port: number
  /** Printed at the first start on its data; null later. */
  readonly setUpCode: string | null
  /** Everything it wrote to its log. */
  readonly log: () => string
  /** Calls its API, as whoever has the token. */
  readonly client: (token?: string) => ServerClient
  /** Opens a socket with this token; rejects where it is refused. */
  readonly connect: (token: string) => Promise<ServerSocket>
  /** kill -9; settles once the process is gone. */
  readonly kill: () => Promise<void>
  /** SIGTERM; answers with its exit code, null where it had to be killed. */
  readonly stop: () => Promise<number | null>
}

export interface TeamServerOptions {
  readonly dataFolder: string
  /** PostgreSQL; left out: SQLite in the folder. */
  readonly databaseUrl?: string
  /** Left out: a free one that the system hands to nobody else, so that it can have it back. */
  readonly port?: number
  readonly flags?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** What follows ends with this process, however that ends. */
const setpriv = '/usr/bin/setpriv'
const tied: readonly string[] = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL'] : []

/** Milliseconds that a start and an end may take. */
const patience = 60_000

/** Servers on one database sign with one key, whatever their folders are. */
const secretOf = (databaseUrl: string) => createHash('sha256').update(databaseUrl).digest('hex')

const environmentOf = ({ databaseUrl, environment }: TeamServerOptions): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _, ...inherited } = process.env
  const postgres = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, LEADLINE_AUTH_SECRET: secretOf(databaseUrl) }
  return { ...inherited, NODE_OPTIONS: '', ...postgres, ...environment }
}

/** Runs `npm run server` with these words to its end; answers with what it printed. Rejects where it fails. */
export const runServerCommand = (words: readonly string[], options: TeamServerOptions): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src-server/main.ts', ...words, '--data', options.dataFolder], {
      cwd: programFolder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentOf(options),
    })
    let said = ''
    let complaint = ''
    child.stdout.on('data', (text) => {
      said += text
    })
    child.stderr.on('data', (text) => {
      complaint += text
    })
    child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(complaint))))
  })

const connectTo = (port: number, token: string) =>
  new Promise<ServerSocket>((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${socketPath}`, { headers: { authorization: `Bearer ${token}` } })
    const messages: ServerMessage[] = []
    socket.on('message', (data) => messages.push(JSON.parse(data.toString()) as ServerMessage))
    const closed = new Promise<readonly [number, string]>((close) => {
      socket.once('close', (code, reason) => close([code, reason.toString()]))
    })
    socket.once('error', reject)
    socket.once('open', () => {
      socket.on('error', () => {})
      resolve({ socket, messages, closed })
    })
  })

export const startTeamServer = async (options: TeamServerOptions): Promise<TeamServerProcess> => {
  const flags = ['--port', String(options.port ?? (await freePort())), '--data', options.dataFolder, ...(options.flags ?? [])]
  const [command = '', ...words] = [...tied, process.execPath, 'src-server/main.ts', ...flags]
  const child = spawn(command, words, {
    cwd: programFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(options),
  })
  const endWithUs = () => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.removeListener('exit', endWithUs)
      resolve()
    })
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-5_000_000)
  })
  const said = await new Promise<string>((resolve, reject) => {
    let text = ''
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`The server did not start within ${patience / 1000} s. ${log}`))
    }, patience)
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      // The address comes in one piece with the code.
      if (!/^Leadline server: \S+\n/m.test(text)) return
      clearTimeout(late)
      resolve(text)
    })
    child.once('exit', (code, signal) => {
      clearTimeout(late)
      reject(new Error(`The server ended with ${signal ?? code}. ${log}`))
    })
  })
  const url = /^Leadline server: (\S+)$/m.exec(said)?.[1] as string
  const port = Number(new URL(url).port)
  return {
    pid: child.pid as number,
    url,
    port,
    setUpCode: /^Set-up code: (\S+)$/m.exec(said)?.[1] ?? null,
    log: () => log,
    client: (token) =>
      createORPCClient(
        new RPCLink({ url: `${url}${serverApiPath}`, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }),
      ),
    connect: (token) => connectTo(port, token),
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
      await gone
      clearTimeout(late)
      return child.exitCode
    },
  }
}
