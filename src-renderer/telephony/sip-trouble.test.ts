import { expect, test } from 'vitest'
import { microphoneTrouble, registrationPause, registrationTrouble } from './sip-trouble.ts'

test.each([
  [401, 'wrong_password'],
  [407, 'wrong_password'],
  [403, 'refused_by_server'],
  [404, 'refused_by_server'],
  [408, 'no_answer_from_server'],
  [null, 'no_answer_from_server'],
] as const)('a registration answered with %s reads %s', (sipStatus, trouble) => {
  expect(registrationTrouble(sipStatus)).toEqual({ state: 'failed', trouble, sipStatus })
})

test('attempts come ever more slowly, up to a minute; a refused password is tried every five minutes', () => {
  const pauses = [0, 1, 2, 3, 4, 5, 50].map((attempt) => registrationPause(registrationTrouble(503), attempt))
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  expect(registrationPause(registrationTrouble(401), 0)).toBe(300_000)
})

test('a microphone that is refused is told apart from one that is not there', () => {
  expect(microphoneTrouble(new DOMException('', 'NotAllowedError'))).toBe('microphone_denied')
  expect(microphoneTrouble(new DOMException('', 'NotFoundError'))).toBe('microphone_missing')
  expect(microphoneTrouble(new TypeError('no mediaDevices'))).toBe('microphone_missing')
})
