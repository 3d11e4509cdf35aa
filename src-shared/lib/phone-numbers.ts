import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { digitsOf } from './digits.ts'

/** A telephone number in the three forms that are kept: as it was typed, as E.164 where it parses, and its digits alone. */
export interface PhoneNumber {
  readonly typed: string
  readonly e164: string | null
  readonly digits: string
}

/** Extensions and short codes: never completed with a country. */
const shortest = 7
/** Digits of the longest number of the world (ITU-T E.164, 6). Some plans of the library allow more. */
const longest = 15

/** The country whose numbering plan applies to numbers without a prefix; ISO 3166-1 alpha-2. */
export const isCountry = (code: string): code is CountryCode => isSupportedCountry(code)

/** What is left of a number without the scheme of a link and what comes after the number itself. */
const bareOf = (typed: string): string => typed.replace(/^(tel|callto|sips?):/i, '').replace(/[@;?].*$/, '')

const foreign = /[^\d\s()+\-./*#\u2010-\u2015\u00a0\u202f]/u

/** Whether a text can be a number at all: it holds digits, not too many, and no letters. */
export const looksLikePhone = (text: string): boolean => {
  const bare = bareOf(text.trim())
  const { length } = digitsOf(bare)
  return length > 0 && length <= 32 && !foreign.test(bare)
}

const validWithoutTrunkZero = (text: string, country: CountryCode, callingCode: string | undefined) => {
  // A zero further in belongs to the number: `+49 601…` has none behind its code.
  const without = text.replace(new RegExp(`^(\\s*\\+${callingCode ?? '\\d{1,3}'})?[\\s\\-.]*(?:\\(0\\)|0)[\\s\\-.]*`), '$1 ')
  const read = without === text ? undefined : parsePhoneNumberFromString(without, country)
  return read?.isValid() ? read : undefined
}

/**
 * Reads a number however it is written: `601 234 567`, `+48 601-234-567`, `0048601234567`, `tel:+48…`, `sip:601234567@pbx`.
 * `e164` is null for extensions and for what no numbering plan knows; null is returned where there is no digit at all or letters stand in it.
 */
export const parsePhoneNumber = (text: string, country: string): PhoneNumber | null => {
  if (!looksLikePhone(text)) return null
  const typed = text.trim()
  const bare = bareOf(typed)
  const digits = digitsOf(bare)
  if (digits.length < shortest) return { typed, e164: null, digits }
  const international = bare.replace(/^\s*00/, '+')
  const home = isCountry(country) ? country : 'PL'
  const read = parsePhoneNumberFromString(international, home)
  // `0601 777 888`, `+48 (0) 501 502 503`: the zero was dialled within a country once. Where it belongs to the number, the number is valid with it.
  const parsed = read?.isValid() ? read : (validWithoutTrunkZero(international, home, read?.countryCallingCode) ?? read)
  const e164 = parsed?.isPossible() && parsed.number.length <= longest + 1 ? parsed.number : null
  return { typed, e164, digits: e164 ? e164.slice(1) : digits }
}

/** A number as it is spoken in its country, international form: `+48 601 234 567`. */
export const formatPhoneNumber = (number: { readonly e164: string | null; readonly typed: string }): string =>
  (number.e164 && parsePhoneNumberFromString(number.e164)?.formatInternational()) || number.typed

/** ISO 3166-1 alpha-2 country of an E.164 number, null when several or none fit. */
export const countryOf = (e164: string | null): string | null => (e164 && parsePhoneNumberFromString(e164)?.country) || null
