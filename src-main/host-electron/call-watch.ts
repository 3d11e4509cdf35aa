import type { TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'

/** What the windows need to know of the telephone. */
export interface CallWatch {
  readonly onCall: boolean
  /** Ids of the incoming calls that nobody has answered yet. */
  readonly ringing: readonly string[]
}

export const noCalls: CallWatch = { onCall: false, ringing: [] }

/**
 * What the windows know after the core has spoken. A core that has just been started again knows of no call until the dialler has told it: until
 * then what was known goes on, for a program that takes a call for over may end, and the call with it.
 */
export const watchCalls = (before: CallWatch, { dialer, calls }: Pick<TelephonyState, 'dialer' | 'calls'>): CallWatch => {
  const live = calls.filter(({ phase }) => phase !== 'ended')
  if (dialer === 'absent' && live.length === 0) return before
  return { onCall: live.length > 0, ringing: live.filter(({ phase }) => phase === 'ringing').map(({ id }) => id) }
}

/** Whether a call has begun to ring. */
export const beganToRing = (before: CallWatch, after: CallWatch): boolean => after.ringing.some((id) => !before.ringing.includes(id))
