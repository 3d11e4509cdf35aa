import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { splitCell } from '../../src-shared/import/export-headings.ts'
import type { ImportWarning } from '../../src-shared/import/import-contract.ts'
import { digitsOf } from '../../src-shared/lib/digits.ts'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'

/** What a spreadsheet has done to a number, and what it is read as; empty where its digits are lost. */
export interface Mangled {
  readonly rule: ImportWarning['rule']
  readonly cell: string
  readonly readAs: string
}

/** Digits of the shortest number that stands for itself behind a stroke. */
const shortestBehindStroke = 7
/** Digits of the shortest number with the code of a country. */
const shortestWithCode = 10
const longest = 15

const exponential = /^(\d+(?:[.,]\d+)?)e\+?(\d{1,2})$/i

/** `601 234 567 / 502 003 004` are two numbers, `030/91824471` is one. Spreadsheets put a `'` before what begins with a plus. */
export const phonesIn = (cell: string): string[] => {
  // Its comma separates nothing.
  if (exponential.test(cell.trim())) return [cell.trim()]
  return splitCell(cell).flatMap((value) => {
    const parts = value.split('/').map((part) => part.trim().replace(/^'/, ''))
    return parts.every((part) => digitsOf(part).length >= shortestBehindStroke) ? parts : [parts.join('/')]
  })
}

const isValid = (number: string, country: string): boolean =>
  (isSupportedCountry(country) ? parsePhoneNumberFromString(number, country) : parsePhoneNumberFromString(number))?.isValid() === true

/** `4.8560123456E+10` still has all its digits; of `4.86E+10` they are lost. */
const outOfExponent = (mantissa: string, exponent: number): string => {
  const [whole = '', fraction = ''] = mantissa.split(/[.,]/)
  const places = exponent - fraction.length
  return fraction.length > 0 && places === 0 && exponent + whole.length <= longest ? whole + fraction : ''
}

/** A number as it is to be read, and what had happened to it. A number that shows no sign of damage comes back as it is. */
export const mendPhone = (typed: string, country: string): { readonly typed: string; readonly mangled: Mangled | null } => {
  const [, mantissa, exponent] = exponential.exec(typed) ?? []
  if (mantissa !== undefined) {
    const digits = outOfExponent(mantissa, Number(exponent))
    if (digits === '') return { typed: '', mangled: { rule: 'phone_in_exponent', cell: typed, readAs: '' } }
    return mendPhone(digits, country)
  }
  // Programs that take every number for a measure write `601234567.0`.
  const digits = /^\d+\.0$/.test(typed) ? typed.slice(0, -2) : typed
  if (!/^[1-9]\d+$/.test(digits) || digits.length > longest) return { typed: digits, mangled: null }
  if (digits.length < shortestBehindStroke || isNational(digits, country)) return { typed: digits, mangled: null }
  const withPlus = `+${digits}`
  if (digits.length >= shortestWithCode && isValid(withPlus, country)) {
    // Where it is read right without the plus it stays as it was written.
    const isRead = parsePhoneNumber(digits, country)?.e164 === withPlus
    return { typed: isRead ? digits : withPlus, mangled: { rule: 'lost_plus', cell: typed, readAs: withPlus } }
  }
  const withZero = `0${digits}`
  if (isValid(withZero, country)) return { typed: withZero, mangled: { rule: 'lost_zero', cell: typed, readAs: withZero } }
  return { typed: digits, mangled: null }
}

/** Whether it is a number of the country as it stands, without the country's code. Most are, and of a few countries that is plain at once. */
const isNational = (digits: string, country: string): boolean => {
  if (country === 'PL') return digits.length === 9
  if (!isSupportedCountry(country)) return false
  const read = parsePhoneNumberFromString(digits, country)
  return read?.isValid() === true && read.nationalNumber === digits
}
