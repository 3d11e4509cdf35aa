import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CallStatistics } from '../../src-shared/telephony/phone.ts'
import { callId } from '../telephony/test-calls.ts'
import { createLine, type Line } from './line.ts'
import { createTestPhone } from './test-phone.ts'
import { readingPause, watchQuality } from './watch-quality.ts'

let line: Line
let packets: number
let stop: () => void
let phone: ReturnType<typeof createTestPhone>

beforeEach(async () => {
  vi.useFakeTimers()
  packets = 0
  line = createLine({
    report: () => undefined,
    registrationChanged: () => undefined,
    play: () => undefined,
    refused: () => undefined,
    now: Date.now,
  })
  phone = {
    ...createTestPhone(),
    statistics: async (): Promise<CallStatistics> => ({
      packetsReceived: packets,
      packetsSent: packets,
      packetsLost: 0,
      jitter: 0.002,
      audioEnergy: 0,
    }),
  }
  await line.use(phone)
  stop = watchQuality(line, { setInterval, clearInterval: (timer) => clearInterval(timer) })
  phone.tell({ type: 'incoming', callId, number: '601', displayName: '', sipCallId: null })
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const readings = async (...received: number[]) => {
  for (const more of received) {
    packets += more
    await vi.advanceTimersByTimeAsync(readingPause)
  }
}
const told = () => line.view.getState().call?.quality

test('B5 the second reading of a call tells how it sounds', async () => {
  await readings(100)
  expect(told()).toBeUndefined()
  phone.tell({ type: 'answered', callId })
  await readings(100)
  expect(told()).toBeUndefined()
  await readings(100)
  expect(told()).toBe('good')
})

test('B5 one silent stretch is no news, two are', async () => {
  phone.tell({ type: 'answered', callId })
  await readings(100, 100, 0)
  expect(told()).toBe('good')
  await readings(0)
  expect(told()).toBe('silent')
})

test('a call on hold is not said to be silent, and is judged anew afterwards', async () => {
  phone.tell({ type: 'answered', callId })
  await readings(100, 100)
  phone.tell({ type: 'held', callId, by: 'us', held: true })
  await readings(0, 0, 0)
  expect(told()).toBeUndefined()
  phone.tell({ type: 'held', callId, by: 'us', held: false })
  await readings(100, 100)
  expect(told()).toBe('good')
})
