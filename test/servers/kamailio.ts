import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canBindTcp, freePort, makeRunFolder, type ServerProcess, startServerProcess, waitUntil } from './processes.ts'

/** The domain of the test server and the password of all its users, 100 to 899. */
export const sipDomain = 'leadline.test'
export const sipPassword = 'secret'

export type KamailioOptions = {
  /** The plain party and the media proxy before it; without them numbers outside the web users are unknown (404). */
  readonly plainParty?: { readonly port: number; readonly rtpengineControlPort: number }
  /** How long a call may ring before the server gives up with 408, in seconds. */
  readonly ringSeconds?: number
}

/** A request as it came to the server. */
export type SeenRequest = {
  /** Milliseconds since the epoch, with fractions. */
  readonly at: number
  readonly transport: string
  readonly method: string
  readonly callId: string
  readonly from: string
  readonly to: string
  /** It belongs to a call that was set up before. */
  readonly inDialog: boolean
}

type Registration = {
  /** Milliseconds since the epoch, with fractions. */
  readonly at: number
  readonly user: string
  /** Seconds asked for; 0 takes the registration back. */
  readonly expires: number
}

export type Kamailio = {
  readonly wsUrl: string
  /** UDP and TCP. */
  readonly sipPort: number
  readonly domain: string
  readonly password: string
  readonly logPath: string
  isRunning(): boolean
  /** Ends the server; SIGKILL leaves its peers without a goodbye. Registrations live in its memory and are gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again on the same ports. */
  start(): Promise<void>
  restart(signal?: NodeJS.Signals): Promise<void>
  /** Every request but REGISTER and OPTIONS, first to last, over all restarts. */
  requests(): SeenRequest[]
  /** Every REGISTER that was accepted, first to last, over all restarts. */
  registrations(): Registration[]
  /** Waits until `user` has registered after `since` (milliseconds since the epoch). */
  waitForRegistration(user: string, since?: number, timeout?: number): Promise<Registration>
  /** Waits until `count` calls (INVITEs that open a call and carry credentials, or come from the plain party) reached `number`. */
  waitForCalls(number: string, count?: number, timeout?: number): Promise<SeenRequest[]>
}

/** Debian's Kamailio in the foreground on free loopback ports: see kamailio.cfg for who may call whom. */
export async function startKamailio(options: KamailioOptions = {}): Promise<Kamailio> {
  const folder = makeRunFolder('kamailio')
  const logPath = join(folder, 'kamailio.log')
  const configPath = join(folder, 'kamailio.cfg')
  const sipPort = await freePort()
  const websocketPort = await freePort()
  const wsUrl = `ws://127.0.0.1:${websocketPort}`
  const values: Record<string, string> = {
    SIP_PORT: String(sipPort),
    WEBSOCKET_PORT: String(websocketPort),
    MODULES: modulesFolder(),
    RING_MILLISECONDS: String((options.ringSeconds ?? 60) * 1_000),
    RTPENGINE_PORT: String(options.plainParty?.rtpengineControlPort ?? 0),
    PLAIN_PORT: String(options.plainParty?.port ?? 0),
  }
  const template = readFileSync(fileURLToPath(new URL('kamailio.cfg', import.meta.url)), 'utf8')
  writeFileSync(
    configPath,
    template.replace(/@([A-Z_]+)@/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`kamailio.cfg asks for ${name}, which nobody sets`)
      return value
    }),
  )
  writeFileSync(logPath, '')
  let server: ServerProcess | null = null

  async function start(): Promise<void> {
    if (server?.isRunning()) return
    // The children of one that was killed may hold its ports for a moment longer than itself.
    await waitUntil('the ports of kamailio are free', async () => (await canBindTcp(sipPort)) && (await canBindTcp(websocketPort)))
    server = await startServerProcess({
      name: 'kamailio',
      command: 'kamailio',
      args: [
        ...['-DD', '-E', '-m', '32', '-M', '4', '-f', configPath, '-Y', folder, '-P', join(folder, 'kamailio.pid')],
        ...(options.plainParty ? ['-A', 'WITH_PLAIN_PARTY'] : []),
      ],
      logPath,
      cwd: folder,
      ready: () => opensWebSocket(wsUrl),
    })
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await server?.stop(signal)
    server = null
  }

  /** The fields of the lines that kamailio.cfg writes under this word. */
  function logged(word: string): string[][] {
    // what follows the last line end is still being written
    const lines = readFileSync(logPath, 'utf8').split('\n').slice(0, -1)
    return lines.flatMap((line) => {
      const fields = line.split(`${word}|`)[1]?.split('|')
      return fields ? [fields] : []
    })
  }

  function requests(): SeenRequest[] {
    return logged('seen')
      .map(([seconds, transport = '', method = '', callId = '', from = '', to = '', toTag]) => {
        return { at: Number(seconds) * 1_000, transport, method, callId, from, to, inDialog: toTag !== '<null>' }
      })
      .sort((a, b) => a.at - b.at)
  }

  function registrations(): Registration[] {
    return logged('registered')
      .map(([seconds, user = '', expires]) => ({ at: Number(seconds) * 1_000, user, expires: Number(expires) }))
      .sort((a, b) => a.at - b.at)
  }

  await start()
  return {
    wsUrl,
    sipPort,
    domain: sipDomain,
    password: sipPassword,
    logPath,
    isRunning: () => server?.isRunning() ?? false,
    stop,
    start,
    async restart(signal) {
      await stop(signal)
      await start()
    },
    requests,
    registrations,
    async waitForRegistration(user, since = 0, timeout = 30_000) {
      let found: Registration | undefined
      await waitUntil(
        `user ${user} is registered`,
        () => {
          found = registrations().findLast((registration) => registration.user === user && registration.at > since)
          return found !== undefined && found.expires > 0
        },
        timeout,
      )
      return found!
    },
    async waitForCalls(number, count = 1, timeout = 30_000) {
      let calls: SeenRequest[] = []
      await waitUntil(
        () => `${count} calls to ${number} (seen: ${calls.length})`,
        () => {
          calls = openedCalls(requests()).filter((request) => request.to === number)
          return calls.length >= count
        },
        timeout,
      )
      return calls
    },
  }
}

/** The INVITEs that opened a call: of a call that was challenged for its password only the second one counts. */
export function openedCalls(requests: readonly SeenRequest[]): SeenRequest[] {
  const calls = new Map<string, SeenRequest>()
  for (const request of requests) {
    if (request.method === 'INVITE' && !request.inDialog) calls.set(request.callId, request)
  }
  return [...calls.values()].sort((a, b) => a.at - b.at)
}

function modulesFolder(): string {
  for (const name of readdirSync('/usr/lib')) {
    const folder = `/usr/lib/${name}/kamailio/modules/`
    try {
      if (readdirSync(folder).includes('websocket.so')) return folder
    } catch {
      // another folder of /usr/lib
    }
  }
  throw new Error('The modules of Kamailio were not found below /usr/lib: are kamailio and kamailio-websocket-modules installed?')
}

function opensWebSocket(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, 'sip')
    const finish = (opened: boolean) => {
      clearTimeout(timer)
      socket.close()
      resolve(opened)
    }
    const timer = setTimeout(() => finish(false), 1_000)
    socket.onopen = () => finish(true)
    socket.onerror = () => finish(false)
  })
}
