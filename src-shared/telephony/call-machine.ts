import type { CallResult } from '../calls/call-kind.ts'
import type { CallEnding, PhoneEvent } from './phone.ts'
import type { Quality } from './quality.ts'
import type { CallAction, CallSnapshot } from './telephony-contract.ts'

/** The line of one telephone: the call on it, or the one that ended last. One call at a time. */
export interface LineState {
  readonly call: CallSnapshot | null
  /** Answering takes a moment; a second press in that moment does nothing. */
  readonly answering: boolean
}

export const idleLine: LineState = { call: null, answering: false }

/** What the line hears: the telephone's own events, how the call sounds, and what a person asks for. */
export type LineEvent =
  | PhoneEvent
  | { readonly type: 'dial'; readonly callId: string; readonly number: string; readonly contactId: string | null }
  | { readonly type: 'act'; readonly callId: string; readonly action: CallAction }
  | { readonly type: 'quality'; readonly callId: string; readonly quality: Quality | null }

export type LineSound = 'ring' | 'ringback' | 'busy' | 'ended' | 'silence'

/** What is to be done. Effects are done in order; those of the telephone are the commands of `Phone`. */
export type LineEffect =
  | { readonly type: 'report'; readonly snapshot: CallSnapshot }
  | { readonly type: 'sound'; readonly sound: LineSound }
  | { readonly type: 'call'; readonly callId: string; readonly number: string }
  | { readonly type: 'answer'; readonly callId: string }
  | { readonly type: 'decline'; readonly callId: string; readonly busy: boolean }
  | { readonly type: 'end'; readonly callId: string }
  | { readonly type: 'mute'; readonly callId: string; readonly muted: boolean }
  | { readonly type: 'hold'; readonly callId: string; readonly held: boolean }
  | { readonly type: 'tones'; readonly callId: string; readonly tones: string }
  /** A number that cannot be dialled now, for a call is on the line. */
  | { readonly type: 'refused'; readonly callId: string; readonly number: string }

export interface LineContext {
  /** UTC milliseconds. */
  readonly now: number
}

export interface LineStep {
  readonly state: LineState
  readonly effects: readonly LineEffect[]
}

/** A call that is not over. */
export const isLive = (call: CallSnapshot | null): call is CallSnapshot => call !== null && call.phase !== 'ended'

const clip = (text: string, length: number) => (text.length > length ? text.slice(0, length) : text)

const status = (code: number | null) => (code !== null && Number.isInteger(code) && code >= 100 && code <= 699 ? code : null)

const begin = (
  call: Pick<CallSnapshot, 'id' | 'direction' | 'phase' | 'number' | 'displayName' | 'contactId' | 'sipCallId'>,
  now: number,
): CallSnapshot => ({
  ...call,
  number: clip(call.number, 256),
  displayName: clip(call.displayName.trim(), 250),
  sipCallId: call.sipCallId === null ? null : clip(call.sipCallId, 512),
  startedAt: now,
  answeredAt: null,
  endedAt: null,
  muted: false,
  held: false,
  heldByThem: false,
  result: null,
  sipStatus: null,
  sipReason: '',
  trouble: null,
  revision: 1,
})

const busyCodes = [486, 600]
const noAnswerCodes = [408, 480, 487]

/** Which of the five results an ending is. `answer` is whatever was answered, however it ended. */
export const resultOf = (call: Pick<CallSnapshot, 'direction' | 'answeredAt'>, ending: CallEnding): CallResult => {
  if (call.answeredAt !== null) return 'answer'
  if (call.direction === 'incoming') {
    if (ending.trouble === 'microphone_denied' || ending.trouble === 'microphone_missing') return 'failed'
    if (ending.by === 'us') return ending.sipStatus !== null && busyCodes.includes(ending.sipStatus) ? 'busy' : 'cancel'
    return 'noanswer'
  }
  if (ending.trouble !== null) return 'failed'
  if (ending.by === 'us' || ending.sipStatus === 603) return 'cancel'
  if (ending.sipStatus !== null && busyCodes.includes(ending.sipStatus)) return 'busy'
  if (ending.sipStatus !== null && noAnswerCodes.includes(ending.sipStatus)) return 'noanswer'
  return 'failed'
}

// A clock that jumps back must not make a call end before it began.
const notBefore = (call: CallSnapshot, now: number) => Math.max(now, call.startedAt, call.answeredAt ?? 0)

const close = (call: CallSnapshot, ending: CallEnding, now: number): CallSnapshot => ({
  ...call,
  phase: 'ended',
  endedAt: notBefore(call, now),
  muted: false,
  held: false,
  heldByThem: false,
  result: resultOf(call, ending),
  sipStatus: status(ending.sipStatus),
  sipReason: clip(ending.sipReason.trim(), 250),
  trouble: ending.trouble,
  quality: undefined,
  revision: call.revision + 1,
})

const soundAfter = (call: CallSnapshot, ending: CallEnding): LineSound => {
  if (ending.by === 'us') return 'silence'
  if (call.answeredAt !== null) return 'ended'
  return call.direction === 'outgoing' ? 'busy' : 'silence'
}

const unchanged = (state: LineState): LineStep => ({ state, effects: [] })

const start = (state: LineState, call: CallSnapshot, ...effects: LineEffect[]): LineStep => ({
  state: { ...state, call, answering: false },
  effects: [{ type: 'report', snapshot: call }, ...effects],
})

const change = (state: LineState, call: CallSnapshot, changes: Partial<CallSnapshot>, ...effects: LineEffect[]): LineStep => {
  const next = { ...call, ...changes, revision: call.revision + 1 }
  return { state: { ...state, call: next }, effects: [{ type: 'report', snapshot: next }, ...effects] }
}

const finish = (call: CallSnapshot, ending: CallEnding, now: number, ...effects: LineEffect[]): LineStep => {
  const ended = close(call, ending, now)
  return {
    state: { call: ended, answering: false },
    effects: [...effects, { type: 'report', snapshot: ended }, { type: 'sound', sound: soundAfter(call, ending) }],
  }
}

/** Ended by a person here: nobody waits for the network to agree. */
const endHere = (call: CallSnapshot, now: number, code: number | null, reason: string, effect: LineEffect): LineStep =>
  finish(call, { by: 'us', sipStatus: code, sipReason: reason, trouble: null }, now, effect)

const act = (state: LineState, call: CallSnapshot, action: CallAction, now: number): LineStep => {
  const callId = call.id
  const ringing = call.phase === 'ringing'
  const active = call.phase === 'active'
  switch (action.type) {
    case 'answer':
      if (!ringing || state.answering) return unchanged(state)
      return {
        state: { ...state, answering: true },
        effects: [
          { type: 'sound', sound: 'silence' },
          { type: 'answer', callId },
        ],
      }
    case 'decline':
      return ringing ? endHere(call, now, 603, 'Decline', { type: 'decline', callId, busy: false }) : unchanged(state)
    case 'end':
      if (ringing) return endHere(call, now, 603, 'Decline', { type: 'decline', callId, busy: false })
      return active
        ? endHere(call, now, null, '', { type: 'end', callId })
        : endHere(call, now, 487, 'Request Terminated', { type: 'end', callId })
    case 'mute':
      if (!active || call.muted === action.muted) return unchanged(state)
      return { state, effects: [{ type: 'mute', callId, muted: action.muted }] }
    case 'hold':
      if (!active || call.held === action.held) return unchanged(state)
      return { state, effects: [{ type: 'hold', callId, held: action.held }] }
    case 'tones':
      // Before the answer too: an announcement with early media may ask for keys.
      if (!active && call.phase !== 'remote-ringing') return unchanged(state)
      return { state, effects: [{ type: 'tones', callId, tones: action.tones }] }
  }
}

const incoming = (state: LineState, event: Extract<PhoneEvent, { type: 'incoming' }>, now: number): LineStep => {
  const { callId, number, displayName, sipCallId } = event
  const call = begin({ id: callId, direction: 'incoming', phase: 'ringing', number, displayName, contactId: null, sipCallId }, now)
  if (state.call?.id === callId) return unchanged(state)
  if (!isLive(state.call)) return start(state, call, { type: 'sound', sound: 'ring' })
  const missed = close(call, { by: 'us', sipStatus: 486, sipReason: 'Busy Here', trouble: null }, now)
  return {
    state,
    effects: [
      { type: 'decline', callId, busy: true },
      { type: 'report', snapshot: { ...missed, revision: 1 } },
    ],
  }
}

const dial = (state: LineState, event: Extract<LineEvent, { type: 'dial' }>, now: number): LineStep => {
  const { callId, number, contactId } = event
  if (state.call?.id === callId) return unchanged(state)
  if (isLive(state.call)) return { state, effects: [{ type: 'refused', callId, number }] }
  const call = begin({ id: callId, direction: 'outgoing', phase: 'dialling', number, displayName: '', contactId, sipCallId: null }, now)
  return start(state, call, { type: 'sound', sound: 'silence' }, { type: 'call', callId, number })
}

/**
 * The call machine: pure, one step for one event. A snapshot is reported with each change of the call and its revision rises by one;
 * what comes for a call that is over, or is not on this line, changes nothing.
 */
export const step = (state: LineState, event: LineEvent, { now }: LineContext): LineStep => {
  if (event.type === 'registration') return unchanged(state)
  if (event.type === 'incoming') return incoming(state, event, now)
  if (event.type === 'dial') return dial(state, event, now)
  const { call } = state
  if (!isLive(call) || call.id !== event.callId) return unchanged(state)
  switch (event.type) {
    case 'act':
      return act(state, call, event.action, now)
    case 'sent':
      if (call.sipCallId !== null || event.sipCallId === null) return unchanged(state)
      return change(state, call, { sipCallId: clip(event.sipCallId, 512) })
    case 'remote-ringing': {
      if (call.phase !== 'dialling') return unchanged(state)
      // With early media the network plays its own ringing.
      const sound = event.earlyMedia ? 'silence' : 'ringback'
      return change(state, call, { phase: 'remote-ringing' }, { type: 'sound', sound })
    }
    case 'answered':
      if (call.phase === 'active') return unchanged(state)
      return change(
        { ...state, answering: false },
        call,
        { phase: 'active', answeredAt: notBefore(call, now) },
        { type: 'sound', sound: 'silence' },
      )
    case 'muted':
      if (call.phase !== 'active' || call.muted === event.muted) return unchanged(state)
      return change(state, call, { muted: event.muted })
    case 'held': {
      const field = event.by === 'us' ? 'held' : 'heldByThem'
      if (call.phase !== 'active' || call[field] === event.held) return unchanged(state)
      // While a call is held no sound comes, and that says nothing of the line.
      return change(state, call, { [field]: event.held, quality: undefined })
    }
    case 'quality': {
      const quality = event.quality ?? undefined
      if (call.phase !== 'active' || call.held || call.heldByThem || call.quality === quality) return unchanged(state)
      return change(state, call, { quality })
    }
    case 'ended':
      return finish(call, event.ending, now)
  }
}
