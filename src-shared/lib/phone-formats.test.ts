import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backwards, digitsOf, lastNine } from './digits.ts'
import { countryOf, formatPhoneNumber, parsePhoneNumber } from './phone-numbers.ts'

/** A valid number of each country, as its national plan writes it and as E.164. */
const numbers = [
  ['PL', '601 234 567', '+48601234567'],
  ['PL', '22 555 18 04', '+48225551804'],
  ['DE', '030 91824471', '+493091824471'],
  ['GB', '020 7946 0018', '+442079460018'],
  ['US', '(212) 555-0123', '+12125550123'],
  ['UA', '067 123 4567', '+380671234567'],
  ['IT', '02 8646 1111', '+390286461111'],
  ['FR', '01 42 68 53 00', '+33142685300'],
] as const

const one = fc.constantFrom(...numbers)
const gap = fc.constantFrom('', ' ', '-', '.', '/', '\u00a0', '\u2011', ' (', ') ')

describe('any form of a number', () => {
  it('S15.2 that is international reads as the same E.164, wherever the reader sits', () => {
    const gaps = fc.array(gap, { minLength: 15, maxLength: 15 })
    const written = fc.record({
      prefix: fc.constantFrom('+', '00', 'tel:+', 'sip:+', ' +'),
      gaps,
      reader: fc.constantFrom('PL', 'DE', 'US'),
    })
    fc.assert(
      fc.property(one, written, ([, , e164], { prefix, gaps, reader }) => {
        // From Poland `00` leads abroad, and so it is read everywhere.
        const digits = [...e164.slice(1)].map((digit, place) => digit + (place < e164.length - 2 ? gaps[place] : ''))
        expect(parsePhoneNumber(`${prefix}${digits.join('')}`, reader)?.e164).toBe(e164)
      }),
      { numRuns: 300 },
    )
  })

  it('S15.2 that is national reads as the same E.164 in its own country', () => {
    for (const [country, national, e164] of numbers) expect([national, parsePhoneNumber(national, country)?.e164]).toEqual([national, e164])
  })

  it('S15.2 keeps what was typed, and its spoken form reads as the same number again', () => {
    fc.assert(
      fc.property(one, ([country, national, e164]) => {
        const number = parsePhoneNumber(`  ${national} `, country)
        expect(number?.typed).toBe(national)
        const spoken = formatPhoneNumber({ typed: national, e164 })
        expect([spoken.startsWith('+'), parsePhoneNumber(spoken, 'PL')?.e164, countryOf(e164)]).toEqual([true, e164, country])
      }),
    )
  })
})

describe('any text', () => {
  it('S15.2 is a number with digits of its own or none at all, and never an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^[+0-9 ()./-]{0,40}$/)),
        fc.constantFrom('PL', 'DE', 'XX', ''),
        (text, country) => {
          const number = parsePhoneNumber(text, country)
          if (number === null) return
          expect(number.typed).toBe(text.trim())
          expect(number.digits).toMatch(/^\d{1,32}$/)
          if (number.e164 === null) expect(digitsOf(text)).toContain(number.digits)
          else expect(number.e164).toBe(`+${number.digits}`)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('of letters is none', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-zŁóżę]{1,20}$/u),
        fc.string({ unit: fc.constantFrom(...'0123456789 '), maxLength: 12 }),
        (letters, digits) => {
          expect(parsePhoneNumber(digits + letters, 'PL')).toBeNull()
        },
      ),
    )
  })

  it('has nine last digits that turn around with the others', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9,15}$/), (digits) => {
        expect(backwards(digits).startsWith(backwards(lastNine(digits) ?? 'none'))).toBe(true)
        expect(backwards(backwards(digits))).toBe(digits)
      }),
    )
  })
})
