import { expect, test } from 'vitest'
import { passwordSchema } from '../../src-shared/sync/server-contract.ts'
import { generatePassword, secretChance } from './generate-password.ts'

test('a password to be passed on is long enough, and no letter of it is read in two ways', () => {
  const password = generatePassword(secretChance)
  expect(passwordSchema.parse(password)).toMatch(/^(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
  expect(generatePassword(secretChance)).not.toBe(password)
})
