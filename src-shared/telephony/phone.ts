import { z } from 'zod'

/** Why the telephone is not ready, or why a call failed before anyone was asked: the screens have words for each. */
export const phoneTroubles = [
  'no_account',
  'wrong_password',
  'server_unreachable',
  'no_answer_from_server',
  'refused_by_server',
  'microphone_denied',
  'microphone_missing',
  'connection_lost',
  'taken_over',
] as const

export type PhoneTrouble = (typeof phoneTroubles)[number]

/** State of the registration (RFC 3261, 10). `sipStatus` is what the registrar answered, where it did. */
export const registrationSchema = z.object({
  state: z.enum(['unregistered', 'connecting', 'registered', 'failed']),
  trouble: z.enum(phoneTroubles).nullable(),
  sipStatus: z.int().nullable(),
})

export type Registration = z.infer<typeof registrationSchema>

export type PhoneEvent =
  | { readonly type: 'registration'; readonly registration: Registration }
  | {
      readonly type: 'incoming'
      readonly callId: string
      readonly number: string
      readonly displayName: string
      readonly sipCallId: string | null
    }
  /** The INVITE left; from here on the call has a SIP Call-ID. */
  | { readonly type: 'sent'; readonly callId: string; readonly sipCallId: string | null }
  /** 180 Ringing, or 183; with `earlyMedia` the network itself plays what the caller is to hear. */
  | { readonly type: 'remote-ringing'; readonly callId: string; readonly earlyMedia: boolean }
  | { readonly type: 'answered'; readonly callId: string }
  | { readonly type: 'muted'; readonly callId: string; readonly muted: boolean }
  | { readonly type: 'held'; readonly callId: string; readonly by: 'us' | 'them'; readonly held: boolean }
  | { readonly type: 'ended'; readonly callId: string; readonly ending: CallEnding }

/** How a call came to its end, as the telephone saw it. */
export interface CallEnding {
  /** `us`: this side hung up, declined or gave up; `them`: the other side or the network. */
  readonly by: 'us' | 'them'
  readonly sipStatus: number | null
  readonly sipReason: string
  readonly trouble: PhoneTrouble | null
}

/** Sums of one call since its beginning, from getStats (W3C webrtc-stats). */
export interface CallStatistics {
  readonly packetsReceived: number
  readonly packetsSent: number
  readonly packetsLost: number
  /** Seconds. */
  readonly jitter: number
  /** `totalAudioEnergy` of the received track. */
  readonly audioEnergy: number
}

/**
 * A telephone: something that registers and carries calls. Adapters: SIP over WebSocket, and a practice line without any PBX.
 * Commands return at once and never throw; what came of them arrives as events, in order. A command for a call that is over does nothing.
 */
export interface Phone {
  /** Connects and registers, and keeps trying until `stop`. */
  readonly start: () => void
  /** Ends the calls, unregisters, closes. */
  readonly stop: () => Promise<void>
  /** `callId` is the caller's own UUID for the call; `number` as it is to be dialled. */
  readonly call: (callId: string, number: string) => void
  readonly answer: (callId: string) => void
  /** Refuses an incoming call: 603 Decline, or 486 Busy Here where `busy`. */
  readonly decline: (callId: string, busy?: boolean) => void
  readonly end: (callId: string) => void
  readonly setMuted: (callId: string, muted: boolean) => void
  readonly setHeld: (callId: string, held: boolean) => void
  /** Keypad tones, `0-9*#A-D`, as RTP telephone-events (RFC 4733). */
  readonly sendTones: (callId: string, tones: string) => void
  readonly statistics: (callId: string) => Promise<CallStatistics | null>
  readonly subscribe: (listener: (event: PhoneEvent) => void) => () => void
}
