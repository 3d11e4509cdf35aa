import { beforeEach, expect, test } from 'vitest'
import type { LineSound } from '../../src-shared/telephony/call-machine.ts'
import type { Phone, PhoneEvent, Registration } from '../../src-shared/telephony/phone.ts'
import type { CallSnapshot } from '../../src-shared/telephony/telephony-contract.ts'
import { callId } from '../telephony/test-calls.ts'
import { createLine, type Line } from './line.ts'
import { createTestPhone } from './test-phone.ts'

let line: Line
let reports: CallSnapshot[]
let sounds: LineSound[]
let registrations: Registration[]
let refused: string[]

beforeEach(() => {
  reports = []
  sounds = []
  registrations = []
  refused = []
  line = createLine({
    report: (snapshot) => reports.push(snapshot),
    registrationChanged: (registration) => registrations.push(registration),
    play: (sound) => sounds.push(sound),
    refused: (number) => refused.push(number),
    now: () => 5_000,
  })
})

const incoming: PhoneEvent = { type: 'incoming', callId, number: '601', displayName: '', sipCallId: null }

test('what the telephone tells is shown, reported and heard', async () => {
  const phone = createTestPhone()
  await line.use(phone)
  phone.tell(incoming)
  expect([line.isBusy(), line.view.getState().call?.phase, reports.length, sounds]).toEqual([true, 'ringing', 1, ['ring']])
})

test('what a person asks for is done by the telephone', async () => {
  const phone = createTestPhone()
  await line.use(phone)
  line.dispatch({ type: 'dial', callId, number: '601234567', contactId: null })
  phone.tell({ type: 'answered', callId })
  line.dispatch({ type: 'act', callId, action: { type: 'mute', muted: true } })
  line.dispatch({ type: 'act', callId, action: { type: 'hold', held: true } })
  line.dispatch({ type: 'act', callId, action: { type: 'tones', tones: '1' } })
  line.dispatch({ type: 'dial', callId: 'other', number: '602', contactId: null })
  line.dispatch({ type: 'act', callId, action: { type: 'end' } })
  expect(phone.asked).toEqual(['call 601234567', 'mute true', 'hold true', 'tones 1', 'end'])
  expect(refused).toEqual(['602'])
})

test('the state of the registration is shown and told', async () => {
  const phone = createTestPhone()
  await line.use(phone)
  const registered: Registration = { state: 'registered', trouble: null, sipStatus: 200 }
  phone.tell({ type: 'registration', registration: registered })
  expect([line.view.getState().registration, registrations.at(-1)]).toEqual([registered, registered])
})

test('another telephone is put on the line only after the old one has stopped, and the old one is not heard any more', async () => {
  const order: string[] = []
  const named = (name: string): ReturnType<typeof createTestPhone> => {
    const phone = createTestPhone()
    const stop: Phone['stop'] = async () => {
      order.push(`${name} stops`)
    }
    return { ...phone, start: () => order.push(`${name} starts`), stop }
  }
  const first = named('first')
  await line.use(first)
  await line.use(named('second'))
  expect(order).toEqual(['first starts', 'first stops', 'second starts'])
  first.tell(incoming)
  expect(line.view.getState().call).toBeNull()
})
