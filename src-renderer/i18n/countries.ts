import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import { useTranslation } from 'react-i18next'

export interface CountryOption {
  /** ISO 3166-1 alpha-2. */
  readonly value: string
  readonly label: string
  readonly callingCode: string
}

const countriesIn = (language: string): readonly CountryOption[] => {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const order = new Intl.Collator(language)
  return getCountries()
    .map((value) => ({ value, label: names.of(value) ?? value, callingCode: getCountryCallingCode(value) }))
    .toSorted((one, other) => order.compare(one.label, other.label))
}

/** By language: naming and sorting them takes milliseconds, and every card asks for them. */
const countries = new Map<string, readonly CountryOption[]>()

/** Every country with a numbering plan, by its name in the language of the page. */
export const useCountries = (): readonly CountryOption[] => {
  const { language } = useTranslation().i18n
  const known = countries.get(language) ?? countriesIn(language)
  countries.set(language, known)
  return known
}
