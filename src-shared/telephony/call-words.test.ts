import { expect, test } from 'vitest'
import { callWords, type EndedCall, isWorthRetrying } from './call-words.ts'

const out = (sipStatus: number | null, change: Partial<EndedCall> = {}): EndedCall => ({
  direction: 'outgoing',
  result: 'failed',
  sipStatus,
  ...change,
})

test.each([
  [486, 'busy'],
  [600, 'busy'],
  [404, 'unknown_number'],
  [604, 'unknown_number'],
  [484, 'incomplete_number'],
  [410, 'not_in_service'],
  [408, 'no_answer'],
  [480, 'unavailable'],
  [603, 'declined'],
  [403, 'no_rights'],
  [402, 'no_credit'],
  [407, 'wrong_password'],
  [488, 'no_common_sound'],
  [500, 'server'],
  [503, 'server'],
  [420, 'refused'],
  [null, 'unknown'],
] as const)('an outgoing call that ended with %s reads %s', (status, words) => {
  expect(callWords(out(status))).toBe(words)
})

test('an answered call reads answered, however it ended', () => {
  expect(callWords(out(200, { result: 'answer', trouble: 'connection_lost' }))).toBe('answered')
})

test('a trouble of this side is told as such', () => {
  expect(callWords(out(480, { trouble: 'microphone_denied' }))).toBe('microphone_denied')
})

test('whoever gave up before the answer reads cancelled, whoever was declined reads declined', () => {
  expect(callWords(out(487, { result: 'cancel' }))).toBe('cancelled')
  expect(callWords(out(603, { result: 'cancel' }))).toBe('declined')
})

test('an incoming call is missed, missed while busy, or declined here', () => {
  const incoming = (result: EndedCall['result'], sipStatus: number | null): EndedCall => ({ direction: 'incoming', result, sipStatus })
  expect(callWords(incoming('noanswer', 487))).toBe('missed')
  expect(callWords(incoming('busy', 486))).toBe('missed_while_busy')
  expect(callWords(incoming('cancel', 603))).toBe('declined_by_us')
})

test('a row that keeps no status is told by its result', () => {
  expect(callWords(out(null, { result: 'busy' }))).toBe('busy')
  expect(callWords(out(null, { result: null }))).toBe('unknown')
})

test('a busy number is worth another try, one that does not exist is not', () => {
  expect(isWorthRetrying(out(486))).toBe(true)
  expect(isWorthRetrying(out(404))).toBe(false)
})
