import { C } from 'jssip'
import type { EndEvent, IncomingEvent, OutgoingEvent, RTCSession } from 'jssip/lib/RTCSession.js'
import type { CallEnding, CallStatistics, PhoneEvent } from '../../src-shared/telephony/phone.ts'

/** Milliseconds that gathering of ICE candidates may hold back an offer or answer, whatever the STUN servers do. */
const gatheringCap = 300
/** Milliseconds that sound may be gone before the call is given up. */
const silencePatience = 30_000

export interface SipCallDependencies {
  readonly callId: string
  readonly session: RTCSession
  readonly tell: (event: PhoneEvent) => void
  /** Plays what comes from the other side; answers what stops it. */
  readonly playSound: (stream: MediaStream) => () => void
  readonly isConnected: () => boolean
  readonly over: () => void
}

/** One SIP session as the telephone sees it. */
export interface SipCall {
  readonly session: RTCSession
  readonly microphone: MediaStream | null
  readonly takeMicrophone: (stream: MediaStream) => void
  readonly endedByUs: (sipStatus: number | null, reason: string) => void
  readonly restartSound: () => void
  readonly statistics: () => Promise<CallStatistics | null>
}

// Waiting for the last candidate means waiting for the slowest STUN server. JsSIP takes an event without candidate as the last one.
const capGathering = (connection: RTCPeerConnection) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const enough = () => {
    clearTimeout(timer)
    connection.dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate: null }))
  }
  connection.addEventListener('icegatheringstatechange', () => {
    clearTimeout(timer)
    if (connection.iceGatheringState === 'gathering') timer = setTimeout(enough, gatheringCap)
  })
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate?.type === 'srflx' || candidate?.type === 'relay') queueMicrotask(enough)
  })
}

const readStatistics = async (connection: RTCPeerConnection): Promise<CallStatistics> => {
  const sums = { packetsReceived: 0, packetsSent: 0, packetsLost: 0, jitter: 0, audioEnergy: 0 }
  for (const report of (await connection.getStats()).values()) {
    if (report.kind !== 'audio') continue
    if (report.type === 'outbound-rtp') sums.packetsSent += report.packetsSent ?? 0
    if (report.type !== 'inbound-rtp') continue
    sums.packetsReceived += report.packetsReceived ?? 0
    sums.packetsLost += report.packetsLost ?? 0
    sums.jitter = Math.max(sums.jitter, report.jitter ?? 0)
    sums.audioEnergy += report.totalAudioEnergy ?? 0
  }
  return sums
}

const statusOf = (message: unknown): number | null => {
  const status = (message as { status_code?: unknown } | null)?.status_code
  return typeof status === 'number' ? status : null
}

const reasonOf = (message: unknown): string => {
  const reason = (message as { reason_phrase?: unknown } | null)?.reason_phrase
  return typeof reason === 'string' ? reason : ''
}

export const createSipCall = ({ callId, session, tell, playSound, isConnected, over }: SipCallDependencies): SipCall => {
  let microphone: MediaStream | null = null
  let ours: { readonly sipStatus: number | null; readonly reason: string } | null = null
  let sent = false
  let finished = false
  let stopSound: (() => void) | null = null
  let silence: ReturnType<typeof setTimeout> | undefined
  let soundLost = false

  const restartSound = () => {
    if (finished || !session.isEstablished() || !isConnected()) return
    session.renegotiate({ rtcOfferConstraints: { iceRestart: true } })
  }

  const giveUpSound = () => {
    if (finished) return
    soundLost = true
    session.terminate()
  }

  const watch = (connection: RTCPeerConnection) => {
    capGathering(connection)
    connection.addEventListener('track', ({ track, streams }) => {
      stopSound?.()
      stopSound = playSound(streams[0] ?? new MediaStream([track]))
    })
    // JsSIP ends a call whose ICE has failed. A changed network is no reason to hang up: the listener in the capture phase comes first.
    connection.addEventListener(
      'iceconnectionstatechange',
      (event) => {
        const state = connection.iceConnectionState
        if (state === 'connected' || state === 'completed') {
          clearTimeout(silence)
          silence = undefined
        }
        if (state !== 'failed' && state !== 'disconnected') return
        if (state === 'failed') event.stopImmediatePropagation()
        silence ??= setTimeout(giveUpSound, silencePatience)
        if (state === 'failed') restartSound()
      },
      { capture: true },
    )
  }

  const endingOf = ({ originator, message, cause }: EndEvent): CallEnding => {
    const sipStatus = statusOf(message)
    const sipReason = reasonOf(message)
    if (soundLost || cause === C.causes.RTP_TIMEOUT) return { by: 'them', sipStatus, sipReason, trouble: 'connection_lost' }
    if (ours) return { by: 'us', sipStatus: ours.sipStatus, sipReason: ours.reason, trouble: null }
    if (cause === C.causes.CANCELED && String(originator) === 'remote') {
      return { by: 'them', sipStatus: 487, sipReason: 'Request Terminated', trouble: null }
    }
    if (String(originator) === 'remote') return { by: 'them', sipStatus, sipReason, trouble: null }
    // Nobody here pressed anything: JsSIP gave up by itself.
    if (!isConnected() || cause === C.causes.CONNECTION_ERROR) return { by: 'them', sipStatus, sipReason, trouble: 'connection_lost' }
    if (cause === C.causes.NO_ANSWER || cause === C.causes.EXPIRES) return { by: 'them', sipStatus: 408, sipReason: cause, trouble: null }
    if (cause === C.causes.WEBRTC_ERROR || cause === C.causes.BAD_MEDIA_DESCRIPTION) {
      return { by: 'them', sipStatus: 488, sipReason: 'Not Acceptable Here', trouble: null }
    }
    return { by: 'them', sipStatus, sipReason: sipReason || cause, trouble: 'no_answer_from_server' }
  }

  const finish = (event: EndEvent) => {
    if (finished) return
    finished = true
    clearTimeout(silence)
    stopSound?.()
    for (const track of microphone?.getTracks() ?? []) track.stop()
    over()
    tell({ type: 'ended', callId, ending: endingOf(event) })
  }

  if (session.connection) watch(session.connection)
  else session.on('peerconnection', ({ peerconnection }) => watch(peerconnection))
  session.on('sending', ({ request }) => {
    if (!sent) tell({ type: 'sent', callId, sipCallId: request.call_id })
    sent = true
  })
  session.on('progress', (event: IncomingEvent | OutgoingEvent) => {
    if (String(event.originator) !== 'remote' || !('response' in event)) return
    tell({ type: 'remote-ringing', callId, earlyMedia: Boolean(event.response?.body) })
  })
  session.on('accepted', () => tell({ type: 'answered', callId }))
  session.on('muted', () => tell({ type: 'muted', callId, muted: true }))
  session.on('unmuted', () => tell({ type: 'muted', callId, muted: false }))
  const heldBy = (originator: unknown) => (String(originator) === 'local' ? 'us' : 'them')
  session.on('hold', ({ originator }) => tell({ type: 'held', callId, by: heldBy(originator), held: true }))
  session.on('unhold', ({ originator }) => tell({ type: 'held', callId, by: heldBy(originator), held: false }))
  session.on('refer', ({ reject }) => reject())
  session.on('ended', finish)
  session.on('failed', finish)

  return {
    session,
    get microphone() {
      return microphone
    },
    takeMicrophone: (stream) => {
      microphone = stream
      if (finished) for (const track of stream.getTracks()) track.stop()
    },
    endedByUs: (sipStatus, reason) => {
      ours = { sipStatus, reason }
    },
    restartSound,
    statistics: async () => (session.connection && !finished ? readStatistics(session.connection) : null),
  }
}
