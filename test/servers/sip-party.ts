import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sipDomain } from './kamailio.ts'
import { canBindUdp, freePort, makeRunFolder, startServerProcess, waitUntil } from './processes.ts'

/** What happened at the plain party; `detail` is the number dialled, the tone heard, the direction of the new offer, the code of the refusal. */
type PartyEvent = {
  readonly callId: string
  readonly name: 'invited' | 'ringing' | 'answered' | 'tone' | 'renegotiated' | 'hung-up' | 'ended' | 'cancelled' | 'refused'
  readonly detail: string
}

export type SipParty = {
  readonly port: number
  readonly logPath: string
  events(): PartyEvent[]
  waitForEvent(name: PartyEvent['name'], detail?: string, timeout?: number): Promise<PartyEvent>
  stop(): Promise<void>
}

export type PlainCall = {
  readonly callId: string
  events(): PartyEvent[]
  waitForEvent(name: PartyEvent['name'], detail?: string, timeout?: number): Promise<PartyEvent>
  /** Ends an answered call (BYE), gives up one that was not answered (CANCEL); settles when the other side has confirmed it. */
  hangUp(): Promise<void>
  /** Ends the party without a word to the other side. */
  stop(): Promise<void>
}

export type CallFromOptions = {
  /** Any number, or a name: what the callee sees as the caller. */
  readonly number: string
  /** The web user who is called. */
  readonly to: string
  /** The SIP port of Kamailio. */
  readonly sipPort: number
  readonly displayName?: string
}

/** The called party without WebRTC: sipp over UDP with plain RTP, which behaves by the number dialled (numbers.ts) and echoes the sound. */
export async function startSipParty(): Promise<SipParty> {
  const folder = makeRunFolder('sipp-callee')
  const port = await freePort()
  const journal = makeJournal(folder)
  const server = await startServerProcess({
    name: 'sipp (called)',
    command: 'sipp',
    args: [...(await commonArguments(folder, 'callee.xml', port, journal.path)), '-bind_local'],
    logPath: join(folder, 'sipp.log'),
    cwd: folder,
    orphanSignal: 'KILL',
    ready: async () => !(await canBindUdp(port)),
  })
  return {
    port,
    logPath: server.logPath,
    events: journal.read,
    waitForEvent: journal.waitFor,
    stop: () => server.stop('SIGKILL'),
  }
}

/** Places a call from the plain party to a web user; settles when the INVITE is on its way. Echoes what it hears. */
export async function callFrom(options: CallFromOptions): Promise<PlainCall> {
  const folder = makeRunFolder('sipp-caller')
  const port = await freePort()
  const callId = randomUUID()
  const journal = makeJournal(folder)
  const server = await startServerProcess({
    name: 'sipp (calling)',
    command: 'sipp',
    args: [
      ...(await commonArguments(folder, 'caller.xml', port, journal.path)),
      ...['-m', '1', '-cid_str', callId, '-timeout', '300s'],
      ...['-key', 'caller', options.number, '-key', 'callee', options.to, '-key', 'domain', sipDomain],
      ...['-key', 'display', options.displayName === undefined ? '' : `"${options.displayName}" `],
      `127.0.0.1:${options.sipPort}`,
    ],
    logPath: join(folder, 'sipp.log'),
    cwd: folder,
    orphanSignal: 'KILL',
    ready: () => readFileSync(join(folder, 'messages.log'), 'utf8').includes('INVITE'),
  })
  return {
    callId,
    events: journal.read,
    waitForEvent: journal.waitFor,
    async hangUp() {
      await sendTo(port, infoRequest(callId, port, 'hang up'))
      await waitUntil(`the plain party's call ended (${folder})`, () => !server.isRunning())
    },
    stop: () => server.stop('SIGKILL'),
  }
}

async function commonArguments(folder: string, scenario: string, port: number, journalPath: string): Promise<string[]> {
  // sipp echoes on its media port and on the one two above
  const mediaPort = await freePort(3)
  const controlPort = await freePort()
  return [
    ...['-sf', fileURLToPath(new URL(`scenarios/${scenario}`, import.meta.url))],
    ...['-i', '127.0.0.1', '-p', String(port), '-mi', '127.0.0.1', '-mp', String(mediaPort), '-rtp_echo'],
    ...['-ci', '127.0.0.1', '-cp', String(controlPort), '-nostdin', '-skip_rlimit'],
    ...['-trace_logs', '-log_file', journalPath],
    ...['-trace_msg', '-message_file', join(folder, 'messages.log')],
    ...['-trace_err', '-error_file', join(folder, 'errors.log')],
  ]
}

function makeJournal(folder: string) {
  const path = join(folder, 'events.log')
  writeFileSync(path, '')
  const read = (): PartyEvent[] => parseEvents(readFileSync(path, 'utf8'))
  async function waitFor(name: PartyEvent['name'], detail?: string, timeout = 30_000): Promise<PartyEvent> {
    let found: PartyEvent | undefined
    await waitUntil(
      () => `the plain party saw ${name} ${detail ?? ''}; of late: ${eventLines(path, 6)}; ${messageLines(folder, 6)}; ${folder}`,
      () => {
        found = read().find((event) => event.name === name && (detail === undefined || event.detail === detail))
        return found !== undefined
      },
      timeout,
    )
    return found!
  }
  return { path, read, waitFor }
}

const eventLines = (path: string, count: number) => readFileSync(path, 'utf8').trim().split('\n').slice(-count).join(', ')

/** The last messages that came and went, each by its first line and its time. */
const messageLines = (folder: string, count: number) =>
  [...readFileSync(join(folder, 'messages.log'), 'utf8').matchAll(/^-+ (\S+ \S+)\n.*message (sent|received)[^\n]*\n\n([^\r\n]*)/gm)]
    .slice(-count)
    .map(([, at, way, line]) => `${at} ${way} ${line}`)
    .join(', ')

function parseEvents(log: string): PartyEvent[] {
  const events: PartyEvent[] = []
  for (const line of log.split('\n')) {
    const [callId, name, ...rest] = line.trim().split(/\s+/)
    if (!callId || !name) continue
    const detail = rest
      .join(' ')
      .replace(/^(sip:|Signal= *|a=)/, '')
      .replace(/@$/, '')
    events.push({ callId, name: name as PartyEvent['name'], detail })
  }
  return events
}

function infoRequest(callId: string, port: number, body: string): string {
  const lines = [
    `INFO sip:caller@127.0.0.1:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK-${randomUUID()}`,
    'From: <sip:test@127.0.0.1>;tag=test',
    'To: <sip:caller@127.0.0.1>',
    `Call-ID: ${callId}`,
    'CSeq: 1 INFO',
    'Content-Type: text/plain',
    `Content-Length: ${body.length}`,
    '',
    body,
  ]
  return lines.join('\r\n')
}

function sendTo(port: number, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    socket.send(message, port, '127.0.0.1', (error) => {
      socket.close()
      if (error) reject(error)
      else resolve()
    })
  })
}
