import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import { programFolder } from '../../src-main/platform/paths.ts'
import type { apiContract } from '../../src-shared/api-contract.ts'

export type CoreClient = ContractRouterClient<typeof apiContract>

/** A core in a process of its own, as the Node host runs it. */
export interface CoreProcess {
  readonly port: number
  readonly token: string
  /** With the token: what a browser opens first. */
  readonly address: string
  readonly client: CoreClient
  /** kill -9, and the wait until it is gone. */
  readonly kill: () => Promise<void>
  /** SIGTERM; answers with the exit code. */
  readonly stop: () => Promise<number | null>
  readonly errors: () => string
}

export interface CoreOptions {
  readonly dataFolder: string
  readonly port?: number
  readonly flags?: readonly string[]
  /** Milliseconds until it must have printed its line. */
  readonly patience?: number
}

const lineOf = /^Leadline: (http:\/\/127\.0\.0\.1:(\d+)\/\?token=(\S+))$/m

const exited = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))

const printed = (child: ChildProcess, patience: number, errors: () => string) =>
  new Promise<RegExpExecArray>((resolve, reject) => {
    let text = ''
    const late = setTimeout(() => reject(new Error(`The core printed no line: ${errors()}`)), patience)
    child.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString('utf8')
      const found = lineOf.exec(text)
      if (!found) return
      clearTimeout(late)
      resolve(found)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`The core ended with ${code}: ${errors()}`))
    })
  })

/** Starts a core and waits for its line. Its screens need not be built. */
export const startCore = async ({ dataFolder, port = 0, flags = [], patience = 60_000 }: CoreOptions): Promise<CoreProcess> => {
  const screens = join(programFolder, 'build', 'renderer')
  if (!existsSync(join(screens, 'index.html'))) {
    mkdirSync(screens, { recursive: true })
    writeFileSync(join(screens, 'index.html'), '<!doctype html><title>Leadline</title>')
  }
  const main = join(programFolder, 'src-main', 'host-node', 'main.ts')
  // The key of secrets lies beside the data of the test: nothing of the user's is touched.
  const environment = { ...process.env, XDG_CONFIG_HOME: join(dataFolder, '..', 'keys') }
  const child = spawn(process.execPath, [main, '--port', String(port), '--data', dataFolder, '--lang', 'pl', '--no-open', ...flags], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let written = ''
  child.stderr?.on('data', (piece: Buffer) => {
    written += piece.toString('utf8')
  })
  const [, address = '', foundPort = '0', token = ''] = await printed(child, patience, () => written)
  const socket = new WebSocket(`ws://127.0.0.1:${foundPort}/api/ws`, { headers: { authorization: `Bearer ${token}` } })
  // A killed core resets the connection; calls on it fail, and that is what the tests see.
  socket.on('error', () => {})
  const client: CoreClient = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
  return {
    port: Number(foundPort),
    token,
    address,
    client,
    kill: async () => {
      child.kill('SIGKILL')
      await exited(child)
      socket.terminate()
    },
    stop: async () => {
      child.kill('SIGTERM')
      const code = await exited(child)
      socket.terminate()
      return code
    },
    errors: () => written,
  }
}
