import { useTranslation } from 'react-i18next'
import type { Tone } from '../ui/pill.tsx'
import { type DescribedTelephone, registrationKey, registrationTone } from './registration-words.ts'
import { useTelephone } from './use-telephone.tsx'
import { useTelephoneAccount } from './use-telephone-account.ts'

interface TelephoneWords {
  readonly tone: Tone
  /** A word or two, for the pill. */
  readonly short: string
  /** What it means, and what to do. */
  readonly long: string
  readonly advice: string
}

/** How the telephone is, in words. */
export const useTelephoneWords = (): TelephoneWords => {
  const { t } = useTranslation('telephony')
  const { isAttached, registration, line } = useTelephone()
  const account = useTelephoneAccount()
  const telephone: DescribedTelephone = { isAttached, registration, account: account === undefined ? 'unknown' : (account?.type ?? 'none') }
  const key = registrationKey(telephone)
  const values = { line, status: registration.sipStatus ?? '' }
  const isReady = key === 'registered' || key === 'practice'
  return {
    tone: registrationTone(telephone),
    short: isReady && line === '' ? t('ready') : t(`registration.${key}.short`, values),
    long: t(`registration.${key}.long`, values),
    advice: t(`registration.${key}.advice`, values),
  }
}
