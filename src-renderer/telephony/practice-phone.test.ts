import { beforeEach, expect, test } from 'vitest'
import type { PhoneEvent } from '../../src-shared/telephony/phone.ts'
import { createPracticePhone, type PracticePhone } from './practice-phone.ts'

/** Timers that go off when the test lets time pass. */
const createClock = () => {
  let now = 0
  let next = 1
  const waiting = new Map<number, { readonly at: number; readonly work: () => void }>()
  return {
    timers: {
      setTimeout: (work: () => void, milliseconds: number) => {
        waiting.set(next, { at: now + milliseconds, work })
        return next++
      },
      clearTimeout: (timer: never) => {
        waiting.delete(timer)
      },
    },
    now: () => now,
    pass: (milliseconds: number) => {
      const until = now + milliseconds
      for (;;) {
        const due = [...waiting].filter(([, { at }]) => at <= until).sort(([, left], [, right]) => left.at - right.at)[0]
        if (!due) break
        waiting.delete(due[0])
        now = due[1].at
        due[1].work()
      }
      now = until
    },
    waiting: () => waiting.size,
  }
}

let clock: ReturnType<typeof createClock>
let phone: PracticePhone
let heard: PhoneEvent[]
let playing: number

beforeEach(() => {
  clock = createClock()
  heard = []
  playing = 0
  phone = createPracticePhone({
    timers: clock.timers,
    now: clock.now,
    newId: () => 'made-here',
    play: () => {
      playing += 1
      return () => {
        playing -= 1
      }
    },
  })
  phone.subscribe((event) => heard.push(event))
})

const types = () => heard.map(({ type }) => type)
const ending = () => heard.flatMap((event) => (event.type === 'ended' ? [event.ending] : []))[0]

test('it is registered as soon as it starts', () => {
  phone.start()
  expect(heard).toEqual([{ type: 'registration', registration: { state: 'registered', trouble: null, sipStatus: null } }])
})

test('any number rings, answers and speaks until one hangs up', () => {
  phone.call('c', '601 234 567')
  clock.pass(2_000)
  expect([types(), playing]).toEqual([['sent', 'remote-ringing', 'answered'], 1])
  phone.end('c')
  expect([types().at(-1), ending()?.by, playing, clock.waiting()]).toEqual(['ended', 'us', 0, 0])
})

test.each([
  ['600 000 486', 486],
  ['600 000 404', 404],
  ['600 000 480', 480],
  ['600 000 603', 603],
  ['600 000 408', 408],
  ['600 000 403', 403],
  ['600 000 503', 503],
])('%s is told %s by the network', (number, status) => {
  phone.call('c', number)
  clock.pass(10_000)
  expect(ending()).toMatchObject({ by: 'them', sipStatus: status })
})

test('a number that ends in 200 hangs up after five seconds', () => {
  phone.call('c', '600 000 200')
  clock.pass(1_000)
  expect(types()).toContain('answered')
  clock.pass(5_000)
  expect(ending()).toMatchObject({ by: 'them', sipStatus: null })
})

test('given up before the answer, nothing more is heard of the call', () => {
  phone.call('c', '601 234 567')
  clock.pass(500)
  phone.end('c')
  clock.pass(60_000)
  expect([types().at(-1), ending()?.sipStatus, clock.waiting()]).toEqual(['ended', 487, 0])
})

test('somebody calls, is answered, and is muted, held and heard', async () => {
  const callId = phone.ringFrom('+48601234567', 'Katarzyna')
  expect(heard[0]).toMatchObject({ type: 'incoming', callId: 'made-here', number: '+48601234567', displayName: 'Katarzyna' })
  phone.setMuted(callId, true)
  expect(types()).not.toContain('muted')
  phone.answer(callId)
  phone.setMuted(callId, true)
  phone.setHeld(callId, true)
  expect(types()).toEqual(['incoming', 'answered', 'muted', 'held'])
  clock.pass(4_000)
  expect(await phone.statistics(callId)).toMatchObject({ packetsReceived: 200, packetsLost: 0 })
  phone.hangUp(callId)
  expect(ending()).toMatchObject({ by: 'them', trouble: null })
  expect(await phone.statistics(callId)).toBeNull()
})

test('a caller whom nobody answers gives up after half a minute; one who is declined at once', () => {
  phone.ringFrom('+48601234567')
  clock.pass(30_000)
  expect(ending()).toMatchObject({ by: 'them', sipStatus: 487 })
  heard = []
  const callId = phone.ringFrom('+48601234567')
  phone.decline(callId)
  expect(ending()).toMatchObject({ by: 'us', sipStatus: 603 })
})

test('stopped, it ends its calls and is registered no more', async () => {
  phone.start()
  phone.ringFrom('+48601234567')
  await phone.stop()
  expect(types()).toEqual(['registration', 'incoming', 'ended', 'registration'])
  expect(heard.at(-1)).toMatchObject({ registration: { state: 'unregistered' } })
})

test('commands for a call that is not there do nothing', () => {
  phone.answer('x')
  phone.decline('x')
  phone.end('x')
  phone.setHeld('x', true)
  expect(heard).toEqual([])
})
