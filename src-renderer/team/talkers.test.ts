import { expect, test } from 'vitest'
import type { Presence } from '../../src-shared/sync/protocol.ts'
import { talksOfOthers, talkWith } from './talkers.ts'

const talk = (memberId: string, call: Partial<Presence['call']>): Presence => ({
  memberId,
  online: true,
  viewing: null,
  program: '0.1.0',
  call: { e164: '+48601234567', digits: '48601234567', contactId: null, since: 10, ...call },
})
const person = { id: 'person', phones: [{ e164: '+48601234567', digits: '601234567' }] }

test('a colleague who talks to a number of a person is seen with that person', () => {
  expect(talkWith(talksOfOthers([talk('ewa', {})], 'anna'), person)?.memberId).toBe('ewa')
})

test('a call that belongs to a person counts whatever number it goes to', () => {
  const talks = talksOfOthers([talk('ewa', { e164: '+48221112233', digits: '48221112233', contactId: 'person' })], 'anna')
  expect(talkWith(talks, person)?.memberId).toBe('ewa')
})

test('my own calls, on whatever machine, are in nobody’s way', () => {
  expect(talksOfOthers([talk('anna', {})], 'anna')).toEqual([])
})

test('another number is another person, and an unknown number is nobody’s', () => {
  expect(talkWith(talksOfOthers([talk('ewa', { e164: '+48601234568', digits: '48601234568' })], 'anna'), person)).toBeNull()
  expect(
    talkWith(talksOfOthers([talk('ewa', { e164: null, digits: '' })], 'anna'), { id: null, phones: [{ e164: null, digits: '' }] }),
  ).toBeNull()
})

test('numbers that are no international ones are told by their digits, and of two calls the first is told', () => {
  const talks = talksOfOthers([talk('jan', { e164: null, digits: '104', since: 20 }), talk('ewa', { e164: null, digits: '104' })], 'anna')
  expect(talkWith(talks, { id: null, phones: [{ e164: null, digits: '104' }] })?.memberId).toBe('ewa')
})
