import { UA, WebSocketInterface } from 'jssip'
import type { EndEvent, IncomingDTMFEvent, OutgoingDTMFEvent, RTCSession } from 'jssip/lib/RTCSession.js'

/** The page of a web party: a bare JsSIP telephone, driven from outside through `window.webParty`. */

export type WebCallState = 'calling' | 'ringing' | 'incoming' | 'answered' | 'ended' | 'failed'

export type WebCall = {
  readonly direction: 'incoming' | 'outgoing'
  readonly state: WebCallState
  /** JsSIP's word for why it ended or failed, empty until then. */
  readonly cause: string
  /** The SIP code of a refusal, 0 where there was none. */
  readonly code: number
  readonly remoteUser: string
  readonly remoteName: string
  /** On hold by this side, by the other side. */
  readonly held: { readonly local: boolean; readonly remote: boolean }
  /** Keypad tones that came from the other side. */
  readonly tones: string
}

export type WebPartyState = {
  readonly registration: 'connecting' | 'registered' | 'unregistered' | 'failed'
  readonly registrationCause: string
  readonly connected: boolean
  /** First to last, ended ones included. */
  readonly calls: readonly WebCall[]
}

export type WebCallStats = {
  readonly packetsReceived: number
  readonly packetsSent: number
  /** Energy of all the sound received so far (W3C totalAudioEnergy). */
  readonly audioEnergy: number
  readonly codec: string
}

export type WebPartySetup = {
  readonly wsUrl: string
  readonly user: string
  readonly password: string
  readonly domain: string
  readonly autoAnswer: boolean
}

export type WebCaller = { readonly callerId?: string; readonly callerName?: string; readonly anonymous?: boolean }

type TrackedCall = { session: RTCSession; call: { -readonly [K in keyof WebCall]: WebCall[K] } }

const media = { mediaConstraints: { audio: true, video: false }, pcConfig: { iceServers: [] } }

function createWebParty() {
  const calls: TrackedCall[] = []
  let setup: WebPartySetup | null = null
  let agent: UA | null = null
  let autoAnswer = false
  let registration: WebPartyState['registration'] = 'connecting'
  let registrationCause = ''

  function start(given: WebPartySetup): void {
    setup = given
    autoAnswer = given.autoAnswer
    agent = new UA({
      sockets: [new WebSocketInterface(given.wsUrl)],
      uri: `sip:${given.user}@${given.domain}`,
      password: given.password,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 2,
      register_expires: 600,
    })
    agent.on('registered', () => {
      registration = 'registered'
      registrationCause = ''
    })
    agent.on('unregistered', () => {
      registration = 'unregistered'
    })
    agent.on('registrationFailed', ({ cause }) => {
      registration = 'failed'
      registrationCause = cause ?? 'unknown'
    })
    agent.on('newRTCSession', ({ session }: { session: RTCSession }) => track(session))
    agent.start()
  }

  function track(session: RTCSession): void {
    const outgoing = session.direction === 'outgoing'
    const tracked: TrackedCall = {
      session,
      call: {
        direction: outgoing ? 'outgoing' : 'incoming',
        state: outgoing ? 'calling' : 'incoming',
        cause: '',
        code: 0,
        remoteUser: session.remote_identity.uri.user ?? '',
        remoteName: session.remote_identity.display_name ?? '',
        held: { local: false, remote: false },
        tones: '',
      },
    }
    const { call } = tracked
    calls.push(tracked)
    const finish = (state: 'ended' | 'failed') => (event: EndEvent) => {
      call.state = state
      call.cause = event.cause
      call.code = event.message && 'status_code' in event.message ? event.message.status_code : 0
    }
    session.on('progress', () => {
      if (outgoing) call.state = 'ringing'
    })
    session.on('confirmed', () => {
      call.state = 'answered'
    })
    session.on('ended', finish('ended'))
    session.on('failed', finish('failed'))
    const noteHold = () => {
      call.held = session.isOnHold()
    }
    session.on('hold', noteHold)
    session.on('unhold', noteHold)
    session.on('newDTMF', (event: IncomingDTMFEvent | OutgoingDTMFEvent) => {
      if (event.originator === 'remote') call.tones += event.dtmf.tone
    })
    session.on('refer', (event) => event.accept(undefined, media))
    session.on('replaces', (event) => event.accept())
    if (session.connection) playRemoteSound(session.connection)
    else session.on('peerconnection', ({ peerconnection }) => playRemoteSound(peerconnection))
    if (!outgoing && autoAnswer) session.answer(media)
  }

  /** The latest call that is still alive, else the latest of all. */
  function current(): TrackedCall {
    const alive = calls.filter(({ session }) => !session.isEnded())
    const chosen = alive.at(-1) ?? calls.at(-1)
    if (!chosen) throw new Error('There is no call')
    return chosen
  }

  function pick(index?: number): RTCSession {
    const chosen = index === undefined ? current() : calls[index]
    if (!chosen) throw new Error(`There is no call ${index}`)
    return chosen.session
  }

  return {
    start,
    state(): WebPartyState {
      return { registration, registrationCause, connected: agent?.isConnected() ?? false, calls: calls.map(({ call }) => ({ ...call })) }
    },
    currentState(): WebCallState | 'idle' {
      return calls.length === 0 ? 'idle' : current().call.state
    },
    currentCall(): WebCall {
      return { ...current().call }
    },
    call(target: string, { callerId, callerName, anonymous }: WebCaller): void {
      const options = { ...media, anonymous, fromUserName: callerId, fromDisplayName: callerName }
      agent!.call(`sip:${target}@${setup!.domain}`, options)
    },
    setAutoAnswer(wanted: boolean): void {
      autoAnswer = wanted
    },
    answer(): void {
      pick().answer(media)
    },
    reject(code: number): void {
      pick().terminate({ status_code: code })
    },
    hangUp(index?: number): void {
      pick(index).terminate()
    },
    hold(wanted: boolean, index?: number): Promise<void> {
      return new Promise((resolve, reject) => {
        const session = pick(index)
        const begun = wanted ? session.hold({}, resolve) : session.unhold({}, resolve)
        if (!begun) reject(new Error('The call cannot be held or resumed now'))
        setTimeout(() => reject(new Error('The other side did not agree within ten seconds')), 10_000)
      })
    },
    sendTones(tones: string): void {
      pick().sendDTMF(tones)
    },
    /** Blind transfer; attended, when the index of the call to the new party is given. */
    transfer(target: string, replacedCall?: number, index?: number): void {
      const replaces = replacedCall === undefined ? undefined : pick(replacedCall)
      pick(index).refer(`sip:${target}@${setup!.domain}`, { replaces })
    },
    async stats(index?: number): Promise<WebCallStats> {
      const reports = new Map<string, Record<string, unknown>>()
      const connection = pick(index).connection as RTCPeerConnection | undefined
      const report = await connection?.getStats()
      report?.forEach((entry: Record<string, unknown>) => {
        reports.set(String(entry.id), entry)
      })
      const ofKind = (type: string) => [...reports.values()].find((entry) => entry.type === type && entry.kind === 'audio')
      const received = ofKind('inbound-rtp')
      const codec = reports.get(String(received?.codecId))
      return {
        packetsReceived: Number(received?.packetsReceived ?? 0),
        packetsSent: Number(ofKind('outbound-rtp')?.packetsSent ?? 0),
        audioEnergy: Number(received?.totalAudioEnergy ?? 0),
        codec: String(codec?.mimeType ?? '').replace('audio/', ''),
      }
    },
    /** Ends all calls and unregisters. */
    leave(): void {
      // not UA.stop(), which keeps the socket for two seconds
      agent?.terminateSessions()
      agent?.unregister()
    },
  }
}

// Chromium measures no sound energy of a track that nothing plays
function playRemoteSound(connection: RTCPeerConnection): void {
  connection.addEventListener('track', (event) => {
    const audio = document.createElement('audio')
    audio.autoplay = true
    audio.srcObject = event.streams[0] ?? new MediaStream([event.track])
    document.body.append(audio)
  })
}

export type WebPartyControls = ReturnType<typeof createWebParty>

declare global {
  interface Window {
    webParty: WebPartyControls
  }
}

window.webParty = createWebParty()
