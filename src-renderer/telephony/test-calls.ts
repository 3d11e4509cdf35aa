import { noteIdOfCall } from '../../src-shared/telephony/note-of-call.ts'
import type { Caller, CallerMatch, CallSnapshot, LiveCall } from '../../src-shared/telephony/telephony-contract.ts'

export const callId = '0197f1de-0000-7000-8000-000000000001'
export const contactId = '0197f1de-0000-7000-8000-0000000000aa'

/** A call that has just come in; for tests. */
export const snapshotOf = (change: Partial<CallSnapshot> = {}): CallSnapshot => ({
  id: callId,
  direction: 'incoming',
  phase: 'ringing',
  number: '+48601234567',
  displayName: '',
  contactId: null,
  startedAt: 1_000_000,
  answeredAt: null,
  endedAt: null,
  muted: false,
  held: false,
  heldByThem: false,
  sipCallId: null,
  result: null,
  sipStatus: null,
  sipReason: '',
  trouble: null,
  revision: 1,
  ...change,
})

export const katarzyna: CallerMatch = {
  contactId,
  name: 'Katarzyna Wójcik-Lewandowska',
  personName: null,
  company: 'Meblopol Sp. z o.o.',
  type: 'client',
  stage: 'client',
  lastNote: 'czeka na próbki',
}

export const marek: CallerMatch = { ...katarzyna, contactId: '0197f1de-0000-7000-8000-0000000000bb', name: 'Marek Sowa', lastNote: null }

export const callerOf = (...matches: CallerMatch[]): Caller => ({
  number: { typed: '+48601234567', e164: '+48601234567', digits: '48601234567' },
  spoken: '+48 601 234 567',
  country: 'PL',
  matches,
  known: [],
  colleague: null,
  earlierCalls: { count: 0, lastAt: null },
})

/** A call with one known person; for tests. */
export const liveCallOf = (change: Partial<LiveCall> = {}): LiveCall => {
  const snapshot = snapshotOf(change)
  return { ...snapshot, caller: callerOf(katarzyna), noteId: noteIdOfCall(snapshot.id), ...change }
}
