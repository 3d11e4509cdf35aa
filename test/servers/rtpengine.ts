import { createSocket } from 'node:dgram'
import { join } from 'node:path'
import { freePort, makeRunFolder, type ServerProcess, startServerProcess } from './processes.ts'

export type Rtpengine = ServerProcess & {
  /** Where Kamailio tells it what to do (UDP, protocol *ng*). */
  readonly controlPort: number
  /** Keypad tones that went through it as RTP telephone-events (RFC 4733), in order, by SIP Call-ID. */
  tones(callId: string): string
}

const keys = '0123456789*#ABCD'

/** The media proxy between WebRTC (ICE, DTLS-SRTP) and plain RTP. */
export async function startRtpengine(): Promise<Rtpengine> {
  const folder = makeRunFolder('rtpengine')
  const controlPort = await freePort()
  const tones = new Map<string, { readonly tag: string; readonly keys: string }>()
  const toneLog = createSocket('udp4')
  toneLog.on('message', (message) => {
    const told = JSON.parse(message.toString('utf8')) as { readonly callid: string; readonly source_tag: string; readonly event: number }
    // Who pressed the first key presses all of them: what comes the other way is the echo.
    const known = tones.get(told.callid) ?? { tag: told.source_tag, keys: '' }
    if (known.tag === told.source_tag) tones.set(told.callid, { ...known, keys: known.keys + (keys[told.event] ?? '') })
  })
  await new Promise<void>((resolve) => toneLog.bind(0, '127.0.0.1', resolve))
  // above the ports of freePort, below those the system hands out; a port in use is skipped by rtpengine itself
  const firstMediaPort = 29_500 + 200 * Math.floor(Math.random() * 15)
  const server = await startServerProcess({
    name: 'rtpengine',
    command: 'rtpengine',
    args: [
      // Debian's own configuration would open more ports, always the same ones
      '--config-file=none',
      '--interface=127.0.0.1',
      `--listen-ng=127.0.0.1:${controlPort}`,
      `--dtmf-log-dest=127.0.0.1:${toneLog.address().port}`,
      '--table=-1',
      '--foreground',
      '--log-stderr',
      // the first to speak DTLS would speak before Chromium knows the answer, and Chromium then never answers
      '--dtls-passive',
      '--log-level=6',
      '--num-threads=2',
      `--port-min=${firstMediaPort}`,
      `--port-max=${firstMediaPort + 199}`,
      `--pidfile=${join(folder, 'rtpengine.pid')}`,
    ],
    logPath: join(folder, 'rtpengine.log'),
    cwd: folder,
    ready: () => answersPing(controlPort),
  })
  return {
    ...server,
    controlPort,
    tones: (callId) => tones.get(callId)?.keys ?? '',
    stop: async (signal) => {
      await server.stop(signal)
      toneLog.close()
    },
  }
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const finish = (answer: boolean) => {
      clearTimeout(timer)
      socket.close()
      resolve(answer)
    }
    const timer = setTimeout(() => finish(false), 500)
    socket.once('error', () => finish(false))
    socket.once('message', (message) => finish(message.toString('latin1').includes('pong')))
    socket.send('ready d7:command4:pinge', port, '127.0.0.1')
  })
}
