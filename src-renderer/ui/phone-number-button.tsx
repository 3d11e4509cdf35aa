import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import classes from './phone-number-button.module.css'

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
  const spoken = formatPhoneNumber(number)
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={classes.number}
      data-quiet={quiet || undefined}
      aria-label={t('call_number', { number: spoken })}
      title={t('call_number', { number: spoken })}
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
