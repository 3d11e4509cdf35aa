import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** A server of the tests, running in a process group of its own. */
export type ServerProcess = {
  readonly pid: number
  readonly logPath: string
  isRunning(): boolean
  /** Ends the whole group and waits until it is gone; a group that ignores the signal for five seconds is killed. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

export type ServerProcessOptions = {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly logPath: string
  readonly cwd?: string
  /** Asked again and again until it says yes; a rejection counts as no. */
  readonly ready: () => Promise<boolean> | boolean
  readonly readyTimeout?: number
  /** What the process is sent when the test process dies without saying goodbye. */
  readonly orphanSignal?: 'TERM' | 'KILL'
}

const runRoot = fileURLToPath(new URL('../../build/test/servers/', import.meta.url))
const setpriv = '/usr/bin/setpriv'
const running = new Set<number>()
let watchesExit = false

/** A folder for one server's configuration and logs; it stays after the run so that a failure can be read. */
export function makeRunFolder(name: string): string {
  mkdirSync(runRoot, { recursive: true })
  return mkdtempSync(join(runRoot, `${name}-`))
}

/** Polls `condition` until it holds; throws `what` when it does not within `timeout` milliseconds. A rejection counts as no. */
export async function waitUntil(
  what: string | (() => string),
  condition: () => Promise<boolean> | boolean,
  timeout = 30_000,
): Promise<void> {
  const deadline = Date.now() + timeout
  for (;;) {
    try {
      if (await condition()) return
    } catch {
      // not yet
    }
    if (Date.now() > deadline) throw new Error(`Not within ${timeout} ms: ${typeof what === 'string' ? what : what()}`)
    await delay(25)
  }
}

/**
 * A port that is free for UDP and TCP on 127.0.0.1, and `count - 1` free ones after it.
 * Taken below the range from which the system hands out ports by itself, so that a stopped server can have its port back.
 */
export async function freePort(count = 1): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const first = 12_000 + 2 * Math.floor(Math.random() * 8_500)
    let free = true
    for (let port = first; free && port < first + count; port++) free = (await canBindTcp(port)) && (await canBindUdp(port))
    if (free) return first
  }
  throw new Error('No free port was found on 127.0.0.1')
}

export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { name, logPath } = options
  const [command, args] = existsSync(setpriv)
    ? [setpriv, ['--pdeathsig', options.orphanSignal ?? 'TERM', options.command, ...options.args]]
    : [options.command, [...options.args]]
  const log = openSync(logPath, 'a')
  const child = spawn(command, args, { cwd: options.cwd, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  let ended: string | null = null
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ended = error.message
      resolve()
    })
    child.once('exit', (code, signal) => {
      ended = `ended with ${signal ?? `code ${code}`}`
      resolve()
    })
  })
  const pid = child.pid
  if (pid === undefined) {
    await exited
    throw new Error(`${name} could not be started: ${ended}`)
  }
  endWithThisProcess(pid)

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (ended === null) {
      killGroup(pid!, signal)
      const patience = new AbortController()
      const killing = delay(5_000, undefined, { signal: patience.signal }).then(
        () => killGroup(pid!, 'SIGKILL'),
        () => undefined,
      )
      await exited
      patience.abort()
      await killing
    }
    // its children share the group and may outlive it
    killGroup(pid!, 'SIGKILL')
    running.delete(pid!)
  }

  try {
    await waitUntil(
      `${name} is ready`,
      async () => {
        if (ended !== null) return true
        return options.ready()
      },
      options.readyTimeout ?? 60_000,
    )
    if (ended !== null) throw new Error(`${name} ${ended} before it was ready`)
  } catch (error) {
    await stop()
    throw new Error(`${(error as Error).message}\n${tail(logPath)}`)
  }
  return { pid, logPath, isRunning: () => ended === null, stop }
}

function tail(path: string): string {
  return readFileSync(path, 'utf8').split('\n').slice(-25).join('\n')
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // it is gone
  }
}

function endWithThisProcess(pid: number): void {
  running.add(pid)
  if (watchesExit) return
  watchesExit = true
  process.once('exit', () => {
    for (const group of running) killGroup(group, 'SIGKILL')
  })
}

/** Whether a TCP port of 127.0.0.1 is free now. */
export function canBindTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** Whether a UDP port of 127.0.0.1 is free now. */
export function canBindUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => {
      socket.close()
      resolve(false)
    })
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)))
  })
}
