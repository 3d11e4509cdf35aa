import { C, debug, UA, WebSocketInterface } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession.js'
import type { IncomingRequest } from 'jssip/lib/SIPMessage.js'
import type { RTCSessionEvent } from 'jssip/lib/UA.js'
import type { DialerAccount } from '../../src-shared/telephony/account.ts'
import { dialledNumber } from '../../src-shared/telephony/dialled-number.ts'
import type { Phone, PhoneTrouble, Registration } from '../../src-shared/telephony/phone.ts'
import { createPhoneEmitter } from './emitter.ts'
import { createSipCall, type SipCall } from './jssip-call.ts'
import { callerIdentity } from './sip-identity.ts'
import { microphoneTrouble, registrationPause, registrationTrouble } from './sip-trouble.ts'

type SipAccount = Extract<DialerAccount, { type: 'sip' }>

export interface JsSipPhoneOptions {
  readonly account: SipAccount
  readonly newId: () => string
  readonly playSound: (stream: MediaStream) => () => void
  readonly openMicrophone: () => Promise<MediaStream>
  /** Tells that the network came back or the computer woke up; answers what stops it. */
  readonly watchNetwork: (changed: () => void) => () => void
}

/** Seconds. The renewal is the proof that the way to the server is still open: a lost one is noticed within a minute or two. */
const registrationExpires = 120
/** Milliseconds in which a server must answer after the network has changed. */
const probePatience = 4_000
/** Milliseconds that a number waits for a line that is just being opened. */
const linePatience = 6_000
/** Milliseconds that ending calls and unregistering may take. */
const stopPatience = 2_500

// The public type of UA leaves its transport out; connecting at once, and giving up a dead socket, are not to be had otherwise.
interface TransportOfUa {
  readonly connect: () => void
  readonly socket: { readonly disconnect: () => void }
  readonly _onDisconnect: (error: boolean, code?: number, reason?: string) => void
}

// Nor does it know that OPTIONS can be sent.
interface OptionsOfUa {
  readonly sendOptions: (
    target: string,
    body: undefined,
    options: {
      readonly eventHandlers: { readonly succeeded: () => void; readonly failed: (event: { readonly response: unknown }) => void }
    },
  ) => void
}

const transportOf = (agent: UA) => (agent as unknown as { readonly transport: TransportOfUa }).transport

const iceServers = (stun: string | null): RTCIceServer[] => {
  if (stun === null) return []
  return [{ urls: /^stuns?:/.test(stun) ? stun : `stun:${stun}` }]
}

/** A telephone on JsSIP: SIP over WebSocket (RFC 7118), sound over WebRTC. */
export const createJsSipPhone = ({ account, newId, playSound, openMicrophone, watchNetwork }: JsSipPhoneOptions): Phone => {
  // Its messages hold passwords' digests, and a browser remembers that somebody once switched them on.
  debug.disable()
  const { tell, subscribe } = createPhoneEmitter()
  const calls = new Map<string, SipCall>()
  /** Outgoing calls that still wait for the microphone. */
  const dialling = new Set<string>()
  const pcConfig: RTCConfiguration = { iceServers: iceServers(account.stun) }
  let registration: Registration = { state: 'unregistered', trouble: null, sipStatus: null }
  let attempts = 0
  let wasConnected = false
  let stopping = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let probe: ReturnType<typeof setTimeout> | undefined
  let unwatch: (() => void) | null = null

  const agent = new UA({
    sockets: [new WebSocketInterface(account.webSocketUrl)],
    uri: `sip:${account.user}@${account.domain}`,
    password: account.password,
    ...(account.authorizationUser === '' ? {} : { authorization_user: account.authorizationUser }),
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 15,
    register_expires: registrationExpires,
    // A refresh that finds the socket closed would end the call.
    session_timers: false,
    no_answer_timeout: 180,
    user_agent: 'Leadline',
  })

  const setRegistration = (next: Registration) => {
    registration = next
    tell({ type: 'registration', registration: next })
  }

  const dropSocket = () => {
    if (!agent.isConnected()) return
    const transport = transportOf(agent)
    transport.socket.disconnect()
    transport._onDisconnect(true)
  }

  const networkChanged = () => {
    if (stopping) return
    if (!agent.isConnected()) return transportOf(agent).connect()
    clearTimeout(probe)
    const dropUnanswered = setTimeout(dropSocket, probePatience)
    probe = dropUnanswered
    const answered = () => clearTimeout(dropUnanswered)
    // A renewed registration is told by no event. Any answer proves the way, a refusal too; a failure without a response proves nothing.
    const optionsOf = agent as unknown as OptionsOfUa
    optionsOf.sendOptions(`sip:${account.domain}`, undefined, {
      eventHandlers: {
        succeeded: answered,
        failed: ({ response }) => {
          if (response) answered()
        },
      },
    })
    agent.register()
  }

  const track = (callId: string, session: RTCSession): SipCall => {
    const over = () => calls.delete(callId)
    const call = createSipCall({ callId, session, tell, playSound, isConnected: () => agent.isConnected(), over })
    calls.set(callId, call)
    return call
  }

  agent.on('connecting', () => {
    if (registration.state === 'unregistered') setRegistration({ state: 'connecting', trouble: null, sipStatus: null })
  })
  agent.on('connected', () => {
    wasConnected = true
    setRegistration({ state: 'connecting', trouble: null, sipStatus: null })
  })
  agent.on('disconnected', () => {
    clearTimeout(probe)
    clearTimeout(retry)
    if (stopping) return
    const justLost = registration.state === 'registered'
    const trouble: PhoneTrouble = wasConnected && justLost ? 'connection_lost' : 'server_unreachable'
    setRegistration({ state: justLost ? 'connecting' : 'failed', trouble, sipStatus: null })
  })
  agent.on('registered', () => {
    attempts = 0
    clearTimeout(probe)
    setRegistration({ state: 'registered', trouble: null, sipStatus: null })
    // The other side still knows the way over the lost connection, and the addresses of the old network.
    for (const call of calls.values()) call.restartSound()
  })
  agent.on('registrationFailed', ({ response, cause }) => {
    if (stopping || cause === C.causes.CONNECTION_ERROR) return
    clearTimeout(probe)
    setRegistration(registrationTrouble(response?.status_code ?? null))
    if (cause === C.causes.REQUEST_TIMEOUT) return dropSocket()
    retry = setTimeout(() => agent.register(), registrationPause(registration, attempts))
    attempts += 1
  })
  agent.on('newRTCSession', (event: RTCSessionEvent) => {
    if (String(event.originator) !== 'remote') return
    const request = event.request as IncomingRequest & { readonly call_id: string }
    const callId = newId()
    track(callId, event.session)
    const asserted = request.hasHeader('P-Asserted-Identity') ? request.getHeader('P-Asserted-Identity') : undefined
    tell({ type: 'incoming', callId, ...callerIdentity(request.getHeader('From'), asserted), sipCallId: request.call_id })
  })

  const failed = (callId: string, trouble: PhoneTrouble) =>
    tell({ type: 'ended', callId, ending: { by: 'them', sipStatus: null, sipReason: '', trouble } })

  /** Settles when it is known whether there is a line. */
  const lineSettled = () =>
    new Promise<void>((resolve) => {
      const isSettled = () => registration.state === 'registered' || registration.state === 'failed'
      if (agent.isConnected() || isSettled()) return resolve()
      const timer = setTimeout(done, linePatience)
      const unsubscribe = subscribe(() => {
        if (isSettled()) done()
      })
      function done() {
        clearTimeout(timer)
        unsubscribe()
        resolve()
      }
    })

  const dial = async (callId: string, number: string) => {
    await lineSettled()
    if (!agent.isConnected() || registration.trouble === 'wrong_password') {
      if (dialling.delete(callId)) failed(callId, registration.trouble ?? 'server_unreachable')
      return
    }
    let stream: MediaStream
    try {
      stream = await openMicrophone()
    } catch (error) {
      if (dialling.delete(callId)) failed(callId, microphoneTrouble(error))
      return
    }
    const closeMicrophone = () => {
      for (const audio of stream.getTracks()) audio.stop()
    }
    if (!dialling.delete(callId)) return closeMicrophone()
    try {
      const session = agent.call(dialledNumber(number), { mediaStream: stream, mediaConstraints: { audio: true, video: false }, pcConfig })
      track(callId, session).takeMicrophone(stream)
    } catch {
      closeMicrophone()
      tell({ type: 'ended', callId, ending: { by: 'them', sipStatus: 484, sipReason: 'Address Incomplete', trouble: null } })
    }
  }

  const answer = async (callId: string, call: SipCall) => {
    try {
      const stream = await openMicrophone()
      call.takeMicrophone(stream)
      if (call.session.isInProgress()) call.session.answer({ mediaStream: stream, pcConfig })
    } catch (error) {
      if (!calls.delete(callId)) return
      failed(callId, microphoneTrouble(error))
      if (call.session.isInProgress()) call.session.terminate({ status_code: 480 })
    }
  }

  const terminate = (callId: string, status: number | null, reason: string, send: number | null) => {
    const call = calls.get(callId)
    if (!call || call.session.isEnded()) return
    call.endedByUs(status, reason)
    call.session.terminate(send === null ? {} : { status_code: send })
  }

  const established = (callId: string): RTCSession | null => {
    const session = calls.get(callId)?.session
    return session?.isEstablished() ? session : null
  }

  return {
    subscribe,
    start: () => {
      unwatch ??= watchNetwork(networkChanged)
      agent.start()
    },
    stop: async () => {
      stopping = true
      unwatch?.()
      clearTimeout(retry)
      clearTimeout(probe)
      dialling.clear()
      for (const callId of [...calls.keys()]) terminate(callId, null, '', null)
      const closed = new Promise<void>((resolve) => {
        agent.on('disconnected', () => resolve())
        setTimeout(resolve, agent.isConnected() ? stopPatience : 0)
      })
      agent.stop()
      await closed
      setRegistration({ state: 'unregistered', trouble: null, sipStatus: null })
    },
    call: (callId, number) => {
      dialling.add(callId)
      void dial(callId, number)
    },
    answer: (callId) => {
      const call = calls.get(callId)
      if (call?.session.isInProgress() && call.microphone === null) void answer(callId, call)
    },
    decline: (callId, busy = false) => terminate(callId, busy ? 486 : 603, busy ? 'Busy Here' : 'Decline', busy ? 486 : 603),
    end: (callId) => {
      if (dialling.delete(callId)) {
        tell({ type: 'ended', callId, ending: { by: 'us', sipStatus: 487, sipReason: 'Request Terminated', trouble: null } })
        return
      }
      const unanswered = calls.get(callId)?.session.isInProgress()
      terminate(callId, unanswered ? 487 : null, unanswered ? 'Request Terminated' : '', null)
    },
    setMuted: (callId, muted) => {
      const session = established(callId)
      if (muted) session?.mute({ audio: true, video: false })
      else session?.unmute({ audio: true, video: false })
    },
    setHeld: (callId, held) => {
      const session = established(callId)
      if (held) session?.hold()
      else session?.unhold()
    },
    sendTones: (callId, tones) => {
      const session = calls.get(callId)?.session
      if (!session || session.isEnded() || session.status === session.C.STATUS_INVITE_SENT) return
      try {
        session.sendDTMF(tones, { transportType: C.DTMF_TRANSPORT.RFC2833 })
      } catch {
        // Before there is sound, the browser takes no tones.
      }
    },
    statistics: async (callId) => calls.get(callId)?.statistics() ?? null,
  }
}
