import { expect, test } from 'vitest'
import { callerOf, katarzyna } from '../telephony/test-calls.ts'
import { createPracticeCallers } from './practice-callers.ts'

type Dependencies = Parameters<typeof createPracticeCallers>[0]

const core = (phones: readonly (string | null)[], taken: readonly string[] = []) =>
  ({
    contacts: { list: async () => ({ rows: phones.map((e164) => ({ phone: e164 && { e164, typed: e164, digits: e164.slice(1) } })) }) },
    telephony: { identify: async ({ number }: { number: string }) => callerOf(...(taken.includes(number) ? [katarzyna] : [])) },
  }) as unknown as Pick<Dependencies, 'contacts' | 'telephony'>

test('a known caller is the first client who has a number', async () => {
  const callers = createPracticeCallers({ ...core([null, '+48502118330', '+48790001452']), random: () => 0 })
  expect(await callers.numberOf('known')).toBe('+48502118330')
})

test('where there is no client yet, somebody calls all the same', async () => {
  expect(await createPracticeCallers({ ...core([]), random: () => 0 }).numberOf('known')).toMatch(/^\+48\d{9}$/)
})

test('an unknown caller has a number that nobody has', async () => {
  const chances = [0.1, 0.1, 0.7]
  const callers = createPracticeCallers({ ...core([], ['+48512100000']), random: () => chances.shift() ?? 0 })
  expect(await callers.numberOf('unknown')).toBe('+48512700000')
})

test('the line practises while the core is away', async () => {
  const away = () => Promise.reject(new Error('The core has gone away'))
  const dependencies = { contacts: { list: away }, telephony: { identify: away }, random: () => 0.5 } as unknown as Dependencies
  expect(await createPracticeCallers(dependencies).numberOf('known')).toMatch(/^\+48\d{9}$/)
  expect(await createPracticeCallers(dependencies).numberOf('unknown')).toBe('+48512500000')
})
