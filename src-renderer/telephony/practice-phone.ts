import type { CallEnding, CallStatistics, Phone, PhoneTrouble } from '../../src-shared/telephony/phone.ts'
import { createPhoneEmitter } from './emitter.ts'

/** Timers of whoever drives the telephone: the browser's, or a test's. */
interface Timers {
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown
  readonly clearTimeout: (timer: never) => void
}

interface Behaviour {
  /** Milliseconds until it rings there; null: never. */
  readonly ringsAfter: number | null
  /** Milliseconds until something happens, and what. */
  readonly outcome:
    | { readonly after: number; readonly answer: true; readonly hangsUpAfter?: number }
    | { readonly after: number; readonly status: number }
}

const reasons: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  480: 'Temporarily Unavailable',
  486: 'Busy Here',
  503: 'Service Unavailable',
  603: 'Decline',
}

/** The last three digits of the numbers that do something of their own. */
export const practiceEndings = ['200', '486', '480', '603', '404', '408', '403', '503'] as const

type PracticeEnding = (typeof practiceEndings)[number]

/** What a number on the practice line does, by its last three digits. Any other number rings and answers after two seconds. */
const behaviours: Readonly<Record<PracticeEnding, Behaviour>> = {
  /** Busy. */
  '486': { ringsAfter: null, outcome: { after: 300, status: 486 } },
  /** Nobody has this number. */
  '404': { ringsAfter: null, outcome: { after: 300, status: 404 } },
  /** Rings, and nobody answers. */
  '480': { ringsAfter: 300, outcome: { after: 6000, status: 480 } },
  /** Rings, and is declined. */
  '603': { ringsAfter: 300, outcome: { after: 2000, status: 603 } },
  /** Silence; the network gives up. */
  '408': { ringsAfter: null, outcome: { after: 5000, status: 408 } },
  /** Not allowed. */
  '403': { ringsAfter: null, outcome: { after: 300, status: 403 } },
  /** The exchange is out of order. */
  '503': { ringsAfter: null, outcome: { after: 300, status: 503 } },
  /** Answers and hangs up after five seconds. */
  '200': { ringsAfter: 300, outcome: { after: 1000, answer: true, hangsUpAfter: 5000 } },
}

const usual: Behaviour = { ringsAfter: 400, outcome: { after: 2000, answer: true } }

const behaviourOf = (number: string): Behaviour => {
  const last = number.replace(/\D/g, '').slice(-3)
  const ending = practiceEndings.find((known) => known === last)
  return ending ? behaviours[ending] : usual
}

/** Milliseconds that a caller on the practice line lets it ring. */
const callersPatience = 30_000

const packetsPerSecond = 50

interface PracticeCall {
  readonly direction: 'incoming' | 'outgoing'
  answeredAt: number | null
  timers: unknown[]
}

/** The practice line: it can also be called. */
export interface PracticePhone extends Phone {
  /** Somebody calls. They give up after half a minute, or with `hangUp`. */
  readonly ringFrom: (number: string, displayName?: string) => string
  /** The other side hangs up. */
  readonly hangUp: (callId: string) => void
}

export interface PracticeOptions {
  readonly timers: Timers
  readonly now: () => number
  readonly newId: () => string
  /** Plays what the other side says; answers what stops it. */
  readonly play?: () => () => void
}

/** A telephone without any exchange: it rings, answers, is busy or stays silent on this machine alone. */
export const createPracticePhone = ({ timers, now, newId, play }: PracticeOptions): PracticePhone => {
  const { tell, subscribe } = createPhoneEmitter()
  const calls = new Map<string, PracticeCall>()
  let hush: (() => void) | null = null
  let started = false

  const later = (call: PracticeCall, milliseconds: number, work: () => void) => call.timers.push(timers.setTimeout(work, milliseconds))

  const end = (callId: string, by: CallEnding['by'], sipStatus: number | null, sipReason = '', trouble: PhoneTrouble | null = null) => {
    const call = calls.get(callId)
    if (!call) return
    calls.delete(callId)
    for (const timer of call.timers) timers.clearTimeout(timer as never)
    hush?.()
    hush = null
    tell({ type: 'ended', callId, ending: { by, sipStatus, sipReason, trouble } })
  }

  const answered = (callId: string) => {
    const call = calls.get(callId)
    if (!call) return
    for (const timer of call.timers) timers.clearTimeout(timer as never)
    call.timers = []
    call.answeredAt = now()
    hush = play?.() ?? null
    tell({ type: 'answered', callId })
  }

  const whileUp = (callId: string, work: (call: PracticeCall) => void) => {
    const call = calls.get(callId)
    if (call && call.answeredAt !== null) work(call)
  }

  return {
    subscribe,
    start: () => {
      started = true
      tell({ type: 'registration', registration: { state: 'registered', trouble: null, sipStatus: null } })
    },
    stop: async () => {
      for (const callId of [...calls.keys()]) end(callId, 'us', null)
      if (started) tell({ type: 'registration', registration: { state: 'unregistered', trouble: null, sipStatus: null } })
      started = false
    },
    call: (callId, number) => {
      if (calls.has(callId)) return
      const call: PracticeCall = { direction: 'outgoing', answeredAt: null, timers: [] }
      calls.set(callId, call)
      const { ringsAfter, outcome } = behaviourOf(number)
      later(call, 20, () => tell({ type: 'sent', callId, sipCallId: null }))
      if (ringsAfter !== null) later(call, ringsAfter, () => tell({ type: 'remote-ringing', callId, earlyMedia: false }))
      later(call, outcome.after, () => {
        if ('status' in outcome) return end(callId, 'them', outcome.status, reasons[outcome.status])
        answered(callId)
        if (outcome.hangsUpAfter !== undefined) later(call, outcome.hangsUpAfter, () => end(callId, 'them', null))
      })
    },
    answer: (callId) => {
      const call = calls.get(callId)
      if (call?.direction === 'incoming' && call.answeredAt === null) answered(callId)
    },
    decline: (callId, busy = false) => {
      const call = calls.get(callId)
      if (call?.direction !== 'incoming' || call.answeredAt !== null) return
      if (busy) end(callId, 'us', 486, 'Busy Here')
      else end(callId, 'us', 603, 'Decline')
    },
    end: (callId) => end(callId, 'us', calls.get(callId)?.answeredAt === null ? 487 : null),
    setMuted: (callId, muted) => whileUp(callId, () => tell({ type: 'muted', callId, muted })),
    setHeld: (callId, held) => whileUp(callId, () => tell({ type: 'held', callId, by: 'us', held })),
    sendTones: () => undefined,
    statistics: async (callId): Promise<CallStatistics | null> => {
      const call = calls.get(callId)
      if (!call || call.answeredAt === null) return null
      const seconds = (now() - call.answeredAt) / 1000
      const packets = Math.floor(seconds * packetsPerSecond)
      return { packetsReceived: packets, packetsSent: packets, packetsLost: 0, jitter: 0.002, audioEnergy: seconds * 0.01 }
    },
    ringFrom: (number, displayName = '') => {
      const callId = newId()
      const call: PracticeCall = { direction: 'incoming', answeredAt: null, timers: [] }
      calls.set(callId, call)
      later(call, callersPatience, () => end(callId, 'them', 487, 'Request Terminated'))
      tell({ type: 'incoming', callId, number, displayName, sipCallId: null })
      return callId
    },
    hangUp: (callId) => end(callId, 'them', null),
  }
}
