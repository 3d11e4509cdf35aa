import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import classes from './phone-number-button.module.css'

/** Numbers as they are spoken: to read one takes longer than to draw its cell, and the same rows come again and again. */
const spokenBefore = new Map<string, string>()
const mostKept = 5000

const spokenOf = (number: Props['number']): string => {
  const place = `${number.e164} ${number.typed}`
  const known = spokenBefore.get(place)
  if (known !== undefined) return known
  if (spokenBefore.size >= mostKept) spokenBefore.clear()
  const spoken = formatPhoneNumber(number)
  spokenBefore.set(place, spoken)
  return spoken
}

interface Props {
  readonly number: { readonly e164: string | null; readonly typed: string }
  /** Hears the number as it is to be dialled. */
  readonly onCall: (number: string) => void
  /** In a list the icon stays away and the text is quiet until someone comes near. */
  readonly quiet?: boolean
  readonly tabIndex?: number
}

/** A phone number is a button wherever it stands: pressing it calls. */
export const PhoneNumberButton = ({ number, onCall, quiet = false, tabIndex }: Props) => {
  const { t } = useTranslation('ui')
  const spoken = spokenOf(number)
  const words = t('call_number', { number: spoken })
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={classes.number}
      data-quiet={quiet || undefined}
      aria-label={words}
      title={words}
      onClick={(event) => {
        event.stopPropagation()
        onCall(number.e164 ?? number.typed)
      }}
    >
      {!quiet && <IconPhone aria-hidden="true" />}
      <span>{spoken}</span>
    </button>
  )
}
