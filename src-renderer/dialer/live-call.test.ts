import { expect, test } from 'vitest'
import { noteIdOfCall } from '../../src-shared/telephony/note-of-call.ts'
import { callId, liveCallOf, snapshotOf } from '../telephony/test-calls.ts'
import { titleOf } from '../telephony/who.ts'
import { createKnownCallers } from './live-call.ts'

test('S11.5 a call that the core has not heard of is with a stranger, and its note has its place already', () => {
  const call = createKnownCallers().join(snapshotOf({ number: '601234567' }), [])
  expect([titleOf(call), call.noteId]).toEqual(['601234567', noteIdOfCall(callId)])
})

test('who it is comes from the core, how it stands from the line', () => {
  const call = createKnownCallers().join(snapshotOf({ phase: 'active', answeredAt: 2, revision: 3 }), [liveCallOf()])
  expect([titleOf(call), call.phase, call.revision]).toEqual(['Katarzyna Wójcik-Lewandowska', 'active', 3])
})

test('S11.5 who it is stays known while a restarted core has not heard of the call yet', () => {
  const callers = createKnownCallers()
  callers.join(snapshotOf(), [liveCallOf()])
  expect(titleOf(callers.join(snapshotOf({ revision: 2 }), []))).toBe('Katarzyna Wójcik-Lewandowska')
  expect(titleOf(callers.join(snapshotOf({ id: 'another', number: '602' }), []))).toBe('602')
})
