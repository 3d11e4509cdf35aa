import { type SaveAccount, saveAccountSchema, type TelephoneAccount } from '../../src-shared/telephony/account.ts'
import { missing, problemsIn, wordsByField } from './field-problems.ts'

/** The form of the telephone account, as it is typed. */
export interface AccountForm {
  readonly type: TelephoneAccount['type']
  readonly webSocketUrl: string
  readonly domain: string
  readonly user: string
  /** Empty: the one that is kept stays. */
  readonly password: string
  readonly authorizationUser: string
  readonly stun: string
}

const emptyForm: AccountForm = { type: 'sip', webSocketUrl: '', domain: '', user: '', password: '', authorizationUser: '', stun: '' }

export const formOf = (account: TelephoneAccount | null): AccountForm => {
  if (account?.type !== 'sip') return { ...emptyForm, type: account?.type ?? 'sip' }
  const { webSocketUrl, domain, user, authorizationUser, stun } = account
  return { ...emptyForm, webSocketUrl, domain, user, authorizationUser, stun: stun ?? '' }
}

/** What is sent to be kept. */
export const accountOf = ({ type, webSocketUrl, domain, user, password, authorizationUser, stun }: AccountForm): SaveAccount =>
  type === 'practice'
    ? { type }
    : {
        type,
        webSocketUrl,
        domain,
        user,
        authorizationUser,
        stun: stun.trim() === '' ? null : stun,
        ...(password === '' ? {} : { password }),
      }

/** Whether saving would change something. */
export const isChanged = (form: AccountForm, account: TelephoneAccount | null): boolean =>
  account === null || JSON.stringify(accountOf(form)) !== JSON.stringify(accountOf(formOf(account)))

/** What is wrong with a form, in words by field. A PBX asks for a password: one must be typed or kept. */
export const accountProblems = (form: AccountForm, hasPassword: boolean): Readonly<Record<string, string>> => {
  const account = accountOf(form)
  const withoutPassword = form.type === 'sip' && form.password === '' && !hasPassword
  return wordsByField({
    ...problemsIn(saveAccountSchema, account),
    ...(withoutPassword ? { password: missing('password') } : {}),
  })
}

/** The domain is most often the host of the address. */
export const domainOf = (webSocketUrl: string): string => {
  try {
    return new URL(webSocketUrl.trim()).hostname
  } catch {
    return ''
  }
}
