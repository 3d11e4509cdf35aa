import type { TelephoneAccount } from '../../src-shared/telephony/account.ts'
import { phoneTroubles, type Registration } from '../../src-shared/telephony/phone.ts'
import type { Tone } from '../ui/pill.tsx'

/** The telephone as the words need it. */
export interface DescribedTelephone {
  readonly isAttached: boolean
  readonly registration: Registration
  readonly account: TelephoneAccount['type'] | 'none' | 'unknown'
}

/** Keys under `registration` in the telephone's texts. */
export const registrationKeys = [
  'registered',
  'practice',
  'connecting',
  'unregistered',
  'absent',
  'absent_practice',
  ...phoneTroubles,
] as const

export type RegistrationKey = (typeof registrationKeys)[number]

/** Which words say how the telephone is. */
export const registrationKey = ({ isAttached, registration, account }: DescribedTelephone): RegistrationKey => {
  if (!isAttached) return account === 'none' ? 'no_account' : account === 'practice' ? 'absent_practice' : 'absent'
  if (registration.state === 'registered') return account === 'practice' ? 'practice' : 'registered'
  if (registration.trouble) return registration.trouble
  return registration.state === 'connecting' ? 'connecting' : 'unregistered'
}

/** Green: calls can be made; amber: soon; red: somebody has to do something; grey: nothing is meant to be there. */
export const registrationTone = ({ isAttached, registration }: DescribedTelephone): Tone => {
  if (!isAttached) return 'grey'
  if (registration.state === 'registered') return 'green'
  if (registration.state === 'connecting') return 'amber'
  return registration.trouble === 'no_account' || registration.state === 'unregistered' ? 'grey' : 'red'
}
