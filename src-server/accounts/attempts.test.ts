import { expect, it } from 'vitest'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { createAttempts, networkOf } from './attempts.ts'

const wrong = async () => {
  throw new LeadlineError('wrong_password', 'Wrong')
}
const isWrong = (error: unknown) => error instanceof LeadlineError && error.code === 'wrong_password'

it('after five wrong attempts under a key nothing is tried any more, until a minute has gone', async () => {
  let now = 0
  const attempts = createAttempts(() => now)
  for (let at = 0; at < 5; at++)
    await expect(attempts.run(['anna', `from ${at}`], isWrong, wrong)).rejects.toMatchObject({ code: 'wrong_password' })
  let tried = false
  const right = async () => {
    tried = true
    return 'in'
  }
  await expect(attempts.run(['anna', 'from home'], isWrong, right)).rejects.toMatchObject({ code: 'too_many_attempts' })
  expect(tried).toBe(false)
  expect(await attempts.run(['piotr', 'from home'], isWrong, right)).toBe('in')
  now += 60_000
  expect(await attempts.run(['anna', 'from home'], isWrong, right)).toBe('in')
})

it('attempts that go well, or fail for another reason, do not count', async () => {
  const attempts = createAttempts(() => 0)
  const broken = async () => {
    throw new Error('The database is away')
  }
  for (let at = 0; at < 20; at++) {
    await attempts.run(['anna'], isWrong, async () => {})
    await expect(attempts.run(['anna'], isWrong, broken)).rejects.toThrow('away')
  }
})

it('a key may have a number of its own: whoever shares an address is not kept out by one who guesses', async () => {
  const attempts = createAttempts(() => 0)
  const guess = (name: string) => attempts.run([`office ${name}`, { name: 'office', most: 8 }], isWrong, wrong)
  for (let at = 0; at < 5; at++) await expect(guess('anna')).rejects.toMatchObject({ code: 'wrong_password' })
  await expect(guess('anna')).rejects.toMatchObject({ code: 'too_many_attempts' })
  for (let at = 0; at < 3; at++) await expect(guess('piotr')).rejects.toMatchObject({ code: 'wrong_password' })
  await expect(guess('piotr')).rejects.toMatchObject({ code: 'too_many_attempts' })
})

it('an address of the new kind counts with its neighbours, whom the same person has', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('::ffff:192.0.2.7')).toBe('::ffff:192.0.2.7')
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2:ffff::1'))
  expect(networkOf('2001:db8::3:4:5:6')).toBe(networkOf('2001:db8::7'))
  expect(networkOf('2001:db8:0:1::7')).not.toBe(networkOf('2001:db8::7'))
  expect(networkOf('::1')).toBe(networkOf('0:0:0:0:0:0:0:1'))
})
