import { expect, test } from 'vitest'
import { callerOf, contactId, katarzyna, liveCallOf, marek } from './test-calls.ts'
import { contactOf, idOf, strangerWith, titleOf, whoOf } from './who.ts'

const colleague = { memberId: 'm', name: 'Tomasz Kot', extension: '105' }

test('S11.2 a call is with a client, with one of several, with a colleague, or with nobody known', () => {
  expect(whoOf(callerOf(katarzyna)).type).toBe('contact')
  expect(whoOf(callerOf(katarzyna, marek)).type).toBe('several')
  expect(whoOf({ ...callerOf(), colleague }).type).toBe('colleague')
  expect(whoOf(callerOf()).type).toBe('unknown')
  expect(whoOf(strangerWith('')).type).toBe('withheld')
})

test('a client comes before a colleague who has the same number', () => {
  expect(whoOf({ ...callerOf(katarzyna), colleague }).type).toBe('contact')
})

test('a number of several people is nobody’s until someone chose', () => {
  expect(contactOf(liveCallOf({ caller: callerOf(katarzyna, marek) }))).toBeNull()
  expect(contactOf(liveCallOf())?.contactId).toBe(contactId)
  expect(contactOf(null)).toBeNull()
})

test('the title is the person, else who the company is, else the number as it is spoken', () => {
  expect(titleOf(liveCallOf())).toBe('Katarzyna Wójcik-Lewandowska')
  expect(titleOf(liveCallOf({ caller: callerOf({ ...katarzyna, personName: 'Anna Lis' }) }))).toBe('Anna Lis')
  expect(titleOf(liveCallOf({ caller: { ...callerOf(), colleague } }))).toBe('Tomasz Kot')
  expect(titleOf(liveCallOf({ caller: callerOf() }))).toBe('+48 601 234 567')
})

test('the colour of the initials stays with the person', () => {
  expect(idOf(liveCallOf())).toBe(contactId)
  expect(idOf(liveCallOf({ caller: { ...callerOf(), colleague } }))).toBe('m')
  expect(idOf(liveCallOf({ caller: callerOf() }))).toBe('48601234567')
})

test('a stranger’s number is cut to what can be kept', () => {
  const { number } = strangerWith(`+${'1'.repeat(300)}`)
  expect([number.typed.length, number.digits.length]).toEqual([64, 32])
})
