import { beforeAll, describe, expect, it } from 'vitest'
import { saveAccountSchema } from '../../src-shared/telephony/account.ts'
import en from '../i18n/en/settings.json'
import { startTexts } from '../i18n/i18n.ts'
import { type AccountForm, accountOf, accountProblems, domainOf, formOf, isChanged } from './account-form.ts'

beforeAll(() => startTexts('en'))

const kept = {
  type: 'sip' as const,
  webSocketUrl: 'wss://pbx.example:8443/ws',
  domain: 'pbx.example',
  user: '104',
  authorizationUser: '',
  stun: null,
  hasPassword: true,
}
const form: AccountForm = { ...formOf(kept), password: 'secret' }

describe('the form of the telephone account', () => {
  it('shows what is kept, but never the password', () => {
    expect(formOf(kept)).toEqual({
      type: 'sip',
      webSocketUrl: 'wss://pbx.example:8443/ws',
      domain: 'pbx.example',
      user: '104',
      password: '',
      authorizationUser: '',
      stun: '',
    })
    expect(formOf(null).type).toBe('sip')
    expect(formOf({ type: 'practice' }).type).toBe('practice')
  })

  it('keeps the old password where none was typed', () => {
    expect(accountOf(formOf(kept))).not.toHaveProperty('password')
    expect(accountOf(form)).toMatchObject({ password: 'secret', stun: null })
    expect(accountOf({ ...form, type: 'practice' })).toEqual({ type: 'practice' })
    expect(saveAccountSchema.safeParse(accountOf(form)).success).toBe(true)
  })

  it('knows whether saving would change something', () => {
    expect(isChanged(formOf(kept), kept)).toBe(false)
    expect(isChanged(form, kept)).toBe(true)
    expect(isChanged({ ...formOf(kept), user: '105' }, kept)).toBe(true)
    expect(isChanged({ ...formOf(kept), type: 'practice' }, kept)).toBe(true)
    expect(isChanged(formOf(null), null)).toBe(true)
  })

  it('says at each field what is wrong with it, in its own words', () => {
    expect(accountProblems(form, false)).toEqual({})
    const wrong = { ...form, webSocketUrl: 'http://pbx', domain: 'wss://pbx', user: '10 4', stun: 'stun server' }
    const { webSocketUrl, domain, user, stun } = en.problem
    expect(accountProblems(wrong, true)).toEqual({ webSocketUrl, domain, user, stun })
  })

  it('calls an empty field needed, whatever form is asked of it', () => {
    const needed = accountProblems({ ...formOf(null) }, false)
    expect(Object.keys(needed).toSorted()).toEqual(['domain', 'password', 'user', 'webSocketUrl'])
    expect(new Set(Object.values(needed)).size).toBe(1)
  })

  it('asks for a password unless one is kept, and for nothing on the practice line', () => {
    expect(Object.keys(accountProblems(formOf(kept), false))).toEqual(['password'])
    expect(accountProblems(formOf(kept), true)).toEqual({})
    expect(accountProblems({ ...formOf(null), type: 'practice' }, false)).toEqual({})
  })

  it('takes the domain from the address', () => {
    expect(domainOf(' wss://pbx.example:8443/ws ')).toBe('pbx.example')
    expect(domainOf('pbx')).toBe('')
  })
})
