import type { CallAction, CallSnapshot } from '../../src-shared/telephony/telephony-contract.ts'

/** A pressed key, as far as it matters here. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly repeat: boolean
}

/** What a key does to the call on the line: A answers, D declines, M mutes, H holds. The same in every language; null for every other key. */
export const callKeyAction = (press: KeyPress, call: Pick<CallSnapshot, 'phase' | 'muted' | 'held'> | null): CallAction | null => {
  if (!call || press.ctrlKey || press.metaKey || press.altKey || press.repeat) return null
  const key = press.key.toLowerCase()
  if (call.phase === 'ringing') return key === 'a' ? { type: 'answer' } : key === 'd' ? { type: 'decline' } : null
  if (call.phase !== 'active') return null
  if (key === 'm') return { type: 'mute', muted: !call.muted }
  return key === 'h' ? { type: 'hold', held: !call.held } : null
}

/** Milliseconds after the last key of typing in which a letter is still meant for the text. */
const pauseAfterTyping = 1_000

/** Whether a key may answer or decline: a call that rings must not be answered by whoever goes on typing. `lastTypedAt` is null before the first key. */
export const mayActByKey = (lastTypedAt: number | null, now: number): boolean =>
  lastTypedAt === null || now - lastTypedAt >= pauseAfterTyping
