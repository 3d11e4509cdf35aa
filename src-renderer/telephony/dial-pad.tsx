import { Button, CloseButton } from '@mantine/core'
import { IconPhone, IconUser } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { AsYouType, type CountryCode } from 'libphonenumber-js/max'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isCountry } from '../../src-shared/lib/phone-numbers.ts'
import { keypadText } from '../../src-shared/telephony/dialled-number.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useSessionQuery } from '../app/use-session.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './dial-pad.module.css'
import { Keypad } from './keypad.tsx'
import { useTelephone } from './use-telephone.tsx'
import { whoOf } from './who.ts'

/** Digits from which on it is worth asking whose number it is. */
const enoughDigits = 3

/** A number on its way in groups, as it is spoken; service codes stay as they are. */
const grouped = (number: string, country: CountryCode): string => (/[*#]/.test(number) ? number : new AsYouType(country).input(number))

const Suggestion = ({ number }: { readonly number: string }) => {
  const { client } = useApi()
  const { t } = useTranslation('telephony')
  const format = useFormat()
  const asked = number.replace(/\D/g, '').length >= enoughDigits
  const { data } = useQuery({
    queryKey: [...queryKeys.suggestions, 'caller', number],
    queryFn: ({ signal }) => client.telephony.identify({ number }, { signal }),
    enabled: asked,
    placeholderData: keepPreviousData,
  })
  if (!asked || !data) return <p className={classes.suggestion} />
  const who = whoOf(data)
  const words = {
    contact: () =>
      who.type === 'contact' ? [who.match.personName ?? who.match.name, who.match.personName ? who.match.name : who.match.company] : [],
    colleague: () => (who.type === 'colleague' ? [who.name, t('colleague')] : []),
    several: () => (who.type === 'several' ? [t('several', { count: who.matches.length })] : []),
    unknown: () => {
      const [known] = data.known
      if (known) return [known.name, known.responsible ? t('with', { name: known.responsible.name }) : t('known_to_team')]
      return data.country ? [format.country(data.country)] : []
    },
    withheld: () => [],
  }[who.type]()
  const text = words.filter(Boolean).join(', ')
  return (
    <p className={classes.suggestion} aria-live="polite" title={text}>
      {text && <IconUser aria-hidden="true" />}
      <span>{text}</span>
    </p>
  )
}

interface Props {
  readonly number: string
  readonly onChange: (number: string) => void
  readonly onDial: (number: string) => void
  readonly autoFocus?: boolean
}

/** Number, whose it is, keys, and the button that calls. The number takes typing, pasting, `+` and letters. */
export const DialPad = ({ number, onChange, onDial, autoFocus = false }: Props) => {
  const { t } = useTranslation('telephony')
  const { call } = useTelephone()
  const session = useSessionQuery().data
  const field = useRef<HTMLInputElement>(null)
  // While somebody mends a digit in the middle, groups would move under the cursor.
  const [mending, setMending] = useState(false)
  const code = session?.workspace.country ?? 'PL'
  const country = isCountry(code) ? code : 'PL'
  useEffect(() => {
    if (autoFocus) field.current?.focus()
  }, [autoFocus])
  const ready = number !== '' && (call === null || call.phase === 'ended')

  const type = (text: string, atEnd: boolean) => {
    setMending(!atEnd && text !== '')
    onChange(keypadText(text))
  }
  const submit = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && ready) onDial(number)
    // The first Escape empties the field, the next one is for whoever shows it.
    if (event.key !== 'Escape' || number === '') return
    event.stopPropagation()
    onChange('')
  }
  return (
    <div className={classes.pad}>
      <div className={classes.line}>
        <input
          ref={field}
          className={classes.number}
          data-long={number.length > 13 || undefined}
          aria-label={t('number')}
          placeholder={t('number_hint')}
          inputMode="tel"
          autoComplete="off"
          spellCheck={false}
          value={mending ? number : grouped(number, country)}
          onChange={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart === event.currentTarget.value.length)}
          onKeyDown={submit}
        />
        {number !== '' && <CloseButton aria-label={t('clear')} onClick={() => onChange('')} />}
      </div>
      <Suggestion number={number} />
      <Keypad
        plus
        onKey={(key) => {
          onChange(keypadText(`${number}${key}`))
          field.current?.focus()
        }}
      />
      <Button
        variant="filled"
        color="green"
        fullWidth
        className={classes.call}
        leftSection={<IconPhone />}
        disabled={!ready}
        onClick={() => onDial(number)}
      >
        {t('call')}
      </Button>
    </div>
  )
}
