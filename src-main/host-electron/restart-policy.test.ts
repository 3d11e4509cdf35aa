import { expect, it } from 'vitest'
import { restartDelay } from './restart-policy.ts'

it('a core that died once is there again at once', () => {
  expect(restartDelay(1, 0)).toBe(100)
})

it('a core that dies often is given more and more time, and up to five seconds', () => {
  expect([1, 2, 3, 4, 5, 100].map((deaths) => restartDelay(deaths, 0))).toEqual([100, 500, 2000, 5000, 5000, 5000])
})

it('a core that cannot start is given up after five attempts, one that started never', () => {
  expect([1, 2, 3, 4].map((failed) => restartDelay(failed, failed))).not.toContain(null)
  expect(restartDelay(5, 5)).toBeNull()
  expect(restartDelay(1000, 0)).toBe(5000)
})
