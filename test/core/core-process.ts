import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import { coreFlags } from '../../launcher/options.mjs'
import type { apiContract } from '../../src-shared/api-contract.ts'
import { ensureScreens } from './screens.ts'

export const programFolder = fileURLToPath(new URL('../..', import.meta.url))

export type Client = ContractRouterClient<typeof apiContract>

/** A call of the API over a WebSocket, as the pages make it. */
export interface Socket {
  readonly client: Client
  /** Settles when the connection has gone: calls that are still open then get no answer. */
  readonly closed: Promise<void>
  readonly close: () => void
}

/** A real core in a process of its own, as `npm start` runs it in the Node host. */
export interface CoreProcess {
  readonly pid: number
  readonly port: number
  readonly token: string
  /** Brings its token; a browser that opens it gets the cookie. */
  readonly address: string
  /** Over HTTP, as scripts call it. Rejects with what the core said where it refuses. */
  readonly post: (path: string, input: unknown) => Promise<unknown>
  readonly connect: () => Promise<Socket>
  /** What it wrote to its log. */
  readonly log: () => string
  /** kill -9; settles once the process is gone. */
  readonly kill: () => Promise<void>
  /** Asks it to end; answers with its exit code once it has, null where it had to be killed. */
  readonly stop: () => Promise<number | null>
}

export interface CoreOptions {
  readonly dataFolder: string
  /** Left out: the one of the last start on this data, else a free one. */
  readonly port?: number
  readonly demo?: boolean
  readonly language?: 'pl' | 'en'
}

/** Milliseconds that a start may take: a projection may have to be built anew. */
const patience = 120_000

const gone = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

const connectTo = (port: number, token: string) =>
  new Promise<Socket>((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/ws`, { headers: { authorization: `Bearer ${token}` } })
    socket.once('error', reject)
    socket.once('open', () => {
      socket.on('error', () => {})
      const closed = new Promise<void>((close) => socket.once('close', () => close()))
      const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
      resolve({ client: createORPCClient(link), closed, close: () => socket.close() })
    })
  })

export const startCore = async ({ dataFolder, port, demo = false, language = 'pl' }: CoreOptions): Promise<CoreProcess> => {
  ensureScreens()
  const flags = [
    ...(port === undefined ? [] : ['--port', String(port)]),
    '--data',
    dataFolder,
    '--lang',
    language,
    '--no-open',
    ...(demo ? ['--demo'] : []),
  ]
  const child = spawn(process.execPath, [...coreFlags, 'src-main/host-node/main.ts', ...flags], {
    cwd: programFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_CONFIG_HOME: join(dataFolder, 'config'), TZ: 'Europe/Warsaw', NODE_OPTIONS: '' },
  })
  const endWithUs = () => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.removeListener('exit', endWithUs))
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-100_000)
  })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`The core did not start within ${patience / 1000} s. ${log}`))
    }, patience)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /^Leadline: (http:\S+)$/m.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(late)
      resolve(found)
    })
    child.once('exit', (code, signal) => {
      clearTimeout(late)
      reject(new Error(`The core ended with ${signal ?? code}. ${log}`))
    })
  })
  const url = new URL(address)
  const token = url.searchParams.get('token') ?? ''
  return {
    pid: child.pid as number,
    port: Number(url.port),
    token,
    address,
    post: async (path, input) => {
      const answer = await fetch(new URL(`/api${path}`, url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
      return text === '' ? null : JSON.parse(text)
    },
    connect: () => connectTo(Number(url.port), token),
    log: () => log,
    kill: async () => {
      child.kill('SIGKILL')
      await gone(child)
    },
    stop: async () => {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone(child)
      clearTimeout(late)
      return child.exitCode
    },
  }
}
