import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqliteStore } from '../db/sqlite-store.ts'
import type { ServerStore } from '../db/store.ts'
import { createSetUpCodes, type SetUpCodes } from './set-up-codes.ts'

let store: ServerStore
let now: number
let codes: SetUpCodes
beforeEach(() => {
  store = openSqliteStore(':memory:')
  now = 1_000_000
  codes = createSetUpCodes(store, () => now)
})
afterEach(() => store.close())

const wrong = { code: 'wrong_code' }

it('the first start makes a code and no later one does; what is stored is not the code', async () => {
  const code = (await codes.makeFirst()) as string
  expect(code).toMatch(/^(?:[2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$/)
  expect(await codes.makeFirst()).toBeNull()
  expect(await store.setting('setup.code')).toMatch(/^free:[\w-]{43}$/)
  await codes.check(` ${code.toLowerCase().replaceAll('-', ' ')}`)
  await expect(codes.check('AAAA-AAAA-AAAA')).rejects.toMatchObject(wrong)
  await expect(codes.check('')).rejects.toMatchObject(wrong)
})

it('a code is good for one success: of many at once one gets in, and it counts again when that one fails', async () => {
  const code = await codes.make()
  let inside = 0
  const failing = async () => {
    inside += 1
    throw new Error('No')
  }
  const failed = await Promise.allSettled(Array.from({ length: 10 }, () => codes.use(code, failing)))
  expect([inside, failed.filter(({ status }) => status === 'rejected').length]).toEqual([1, 10])
  expect(await codes.use(code, async () => 'made')).toBe('made')
  await expect(codes.use(code, async () => 'made again')).rejects.toMatchObject(wrong)
  expect(await codes.makeFirst()).toBeNull()
})

it('a new code ends the one before, also one that is in use', async () => {
  const first = await codes.make()
  let second = ''
  await codes.use(first, async () => {
    second = await codes.make()
  })
  await codes.check(second)
  await expect(codes.check(first)).rejects.toMatchObject(wrong)
})

it('a use whose process was killed gives the code back after two minutes', async () => {
  const code = await codes.make()
  void codes.use(code, () => new Promise(() => {}))
  await expect.poll(() => store.setting('setup.code')).toMatch(/^\d+:/)
  await expect(codes.check(code)).rejects.toMatchObject(wrong)
  now += 120_001
  expect(await codes.use(code, async () => 'made')).toBe('made')
})
