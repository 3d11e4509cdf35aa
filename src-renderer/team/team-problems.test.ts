import { ORPCError } from '@orpc/client'
import { beforeAll, expect, test } from 'vitest'
import { startTexts } from '../i18n/i18n.ts'
import { refusedFields } from './team-problems.ts'

beforeAll(() => startTexts('pl'))

const told = (code: string, problems: readonly object[] = []) => new ORPCError('LEADLINE', { status: 422, data: { code, problems } })

test('an e-mail that has an account already is said under the e-mail', () => {
  const taken = told('conflict', [{ path: 'person.email', rule: 'taken' }])
  expect(refusedFields(taken, ['email', 'password'])).toEqual({ email: 'Ten e-mail ma już konto' })
  expect(refusedFields(taken, ['password'])).toBeNull()
})

test('a team that was not reached names the address that was tried, and promises nothing of what waits', () => {
  const words = refusedFields(told('unreachable'), ['server'], 'crm.firma.example')?.server ?? ''
  expect(words).toContain('https://crm.firma.example')
  expect(words).toContain('Na tym komputerze nic się nie zmieniło')
  expect(words).not.toContain('czeka')
  expect(refusedFields(told('no_team_server'), ['server'], 'http://10.0.0.2:80/')?.server).toContain('http://10.0.0.2:80 nie ma')
})

test('what a code or an invitation is refused for is said at its field, each in words of its own', () => {
  const codes = ['code_unknown', 'code_expired', 'wrong_code']
  const invitations = ['invitation_cut_off', 'invitation_unknown', 'invitation_expired', 'invitation_revoked', 'invitation_used']
  const words = [
    ...codes.map((code) => refusedFields(told(code), ['code'])?.code),
    ...invitations.map((code) => refusedFields(told(code), ['link'])?.link),
  ]
  expect(words).not.toContain(undefined)
  expect(new Set(words).size).toBe(codes.length + invitations.length)
  expect(refusedFields(told('invitation_used'), ['email', 'password'])).toBeNull()
})

test('an extension that a colleague has is said under the extension', () => {
  const taken = told('conflict', [{ path: 'person.extension', rule: 'taken' }])
  expect(refusedFields(taken, ['extension'])).toEqual({ extension: 'Ten numer wewnętrzny ma już kto inny' })
})

test('another address than the invited one is said under the e-mail', () => {
  const other = told('bad_input', [{ path: 'person.email', rule: 'invited_address' }])
  expect(refusedFields(other, ['personName', 'email', 'password', 'extension'])?.email).toContain('Zaproszenie jest na inny adres')
})
