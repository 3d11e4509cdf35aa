import { Select } from '@mantine/core'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCountries } from '../i18n/countries.ts'

interface Props {
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (part: { readonly country: string }) => void
}

const Field = ({ value, error, onChange }: Props) => {
  const { t } = useTranslation('wizard')
  const countries = useCountries()
  const data = useMemo(
    () => countries.map((country) => ({ value: country.value, label: `${country.label} (+${country.callingCode})` })),
    [countries],
  )
  return (
    <Select
      label={t('alone.country')}
      description={t('alone.country_hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      searchable
      limit={300}
      // So many are drawn only while they are looked at.
      comboboxProps={{ keepMounted: false }}
      maxDropdownHeight="var(--list-tall)"
      nothingFoundMessage={t('alone.no_country')}
      data={data}
      value={value}
      error={error}
      onChange={(country) => country && onChange({ country })}
    />
  )
}

/** The country whose numbers are typed without a code. It is long, so what is typed in other fields does not draw it anew. */
export const CountryField = memo(Field)
