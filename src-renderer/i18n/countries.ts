import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export interface CountryOption {
  /** ISO 3166-1 alpha-2. */
  readonly value: string
  readonly label: string
  readonly callingCode: string
}

/** Every country with a numbering plan, by its name in the language of the page. */
export const useCountries = (): readonly CountryOption[] => {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'region' })
    const order = new Intl.Collator(i18n.language)
    return getCountries()
      .map((value) => ({ value, label: names.of(value) ?? value, callingCode: getCountryCallingCode(value) }))
      .toSorted((one, other) => order.compare(one.label, other.label))
  }, [i18n.language])
}
