import { expect, it } from 'vitest'
import { errorFacts, scrubbed } from './log.ts'

it('the log keeps what kind of error it was and where, and none of the values that it quotes', () => {
  const cause = Object.assign(new Error('Key (email)=(anna@firma.pl) already exists'), { code: '23505', detail: 'anna@firma.pl' })
  const token = 'kJ3hs8Dk2kf9sLqo3nd8Ejq2md9Xoq1a'
  const error = new Error(`Unexpected token in JSON: "Anna Zielińska", 'Jan', ${token}`, { cause })
  const facts = errorFacts(error)
  const text = JSON.stringify(facts)
  for (const personal of ['Anna', 'Jan', 'firma', token]) expect([personal, text.includes(personal)]).toEqual([personal, false])
  expect(facts).toMatchObject({ type: 'Error', message: 'Unexpected token in JSON: …, …, …', cause: { code: '23505' } })
  expect(facts.stack).toContain('log.test.ts')
})

it('what is thrown need not be an error', () => {
  expect(errorFacts('anna@firma.pl')).toEqual({ type: 'string', message: '', stack: '' })
})

it('a sentence without values stays as it is', () => {
  expect(scrubbed('connect ECONNREFUSED 127.0.0.1:5432')).toBe('connect ECONNREFUSED 127.0.0.1:5432')
})
