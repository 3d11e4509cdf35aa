import { expect, test } from 'vitest'
import type { Registration } from '../../src-shared/telephony/phone.ts'
import { type DescribedTelephone, registrationKey, registrationTone } from './registration-words.ts'

const registered: Registration = { state: 'registered', trouble: null, sipStatus: 200 }
const telephone = (change: Partial<DescribedTelephone> = {}): DescribedTelephone => ({
  isAttached: true,
  registration: registered,
  account: 'sip',
  ...change,
})
const failed = (trouble: Registration['trouble']): Registration => ({ state: 'failed', trouble, sipStatus: null })

test.each([
  ['registered', 'green', telephone()],
  ['practice', 'green', telephone({ account: 'practice' })],
  ['connecting', 'amber', telephone({ registration: { ...registered, state: 'connecting' } })],
  ['connection_lost', 'amber', telephone({ registration: { ...failed('connection_lost'), state: 'connecting' } })],
  ['wrong_password', 'red', telephone({ registration: failed('wrong_password') })],
  ['server_unreachable', 'red', telephone({ registration: failed('server_unreachable') })],
  ['no_account', 'grey', telephone({ registration: { ...failed('no_account'), state: 'unregistered' }, account: 'none' })],
  ['unregistered', 'grey', telephone({ registration: { ...failed(null), state: 'unregistered' } })],
] as const)('a telephone that is there reads %s, in %s', (key, tone, described) => {
  expect([registrationKey(described), registrationTone(described)]).toEqual([key, tone])
})

test.each([
  ['absent', 'sip'],
  ['absent', 'unknown'],
  ['absent_practice', 'practice'],
  ['no_account', 'none'],
] as const)('a telephone whose window is closed reads %s with the account %s, whatever it said last', (key, account) => {
  const described = telephone({ isAttached: false, account })
  expect([registrationKey(described), registrationTone(described)]).toEqual([key, 'grey'])
})
