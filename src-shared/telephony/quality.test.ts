import { expect, test } from 'vitest'
import type { CallStatistics } from './phone.ts'
import { hearQuality, meanOpinionScore, qualityOf, untoldQuality } from './quality.ts'

const reading = (packetsReceived: number, packetsLost = 0, jitter = 0.002): CallStatistics => ({
  packetsReceived,
  packetsSent: packetsReceived,
  packetsLost,
  jitter,
  audioEnergy: 0,
})

test('a call without loss scores as good as telephony gets', () => {
  expect(meanOpinionScore({ lossRatio: 0, jitter: 0.002 })).toBeGreaterThan(4.3)
})

test('the score falls with loss and with delay, and stays within its scale', () => {
  const loss = [0, 0.02, 0.05, 0.1, 0.3, 1].map((lossRatio) => meanOpinionScore({ lossRatio, jitter: 0 }))
  expect(loss.toSorted((left, right) => right - left)).toEqual(loss)
  expect(loss.at(-1)).toBe(1)
  expect(meanOpinionScore({ lossRatio: 0, jitter: 0.2 })).toBeLessThan(meanOpinionScore({ lossRatio: 0, jitter: 0.01 }))
})

test.each([
  ['good', reading(200)],
  ['fair', reading(200, 4 + 10)],
  ['poor', reading(200, 50)],
  ['silent', reading(100)],
] as const)('S11.4 a stretch of a call sounds %s', (word, now) => {
  expect(qualityOf(reading(100), now)).toBe(word)
})

test('one reading says nothing', () => {
  expect(qualityOf(null, reading(100))).toBeNull()
})

test('a word that is told stays until two readings in a row agree on another', () => {
  let state = untoldQuality
  const told = (['good', 'poor', 'good', 'poor', 'fair', 'fair', 'good', 'good'] as const).map((word) => {
    state = hearQuality(state, word)
    return state.told
  })
  expect(told).toEqual(['good', 'good', 'good', 'good', 'good', 'fair', 'fair', 'good'])
})
