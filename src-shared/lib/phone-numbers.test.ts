import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastNine } from './digits.ts'
import { countryOf, formatPhoneNumber, parsePhoneNumber } from './phone-numbers.ts'

describe('parsePhoneNumber', () => {
  it.each([
    '601 234 567',
    '+48 601-234-567',
    '0048601234567',
    '(+48) 601 234 567',
    'tel:+48601234567',
    'sip:601234567@pbx.example',
    '48 601 234 567',
  ])('S15.2 %s is +48601234567', (typed) => expect(parsePhoneNumber(typed, 'PL')?.e164).toBe('+48601234567'))

  it.each([
    ['0601 234 567', 'PL', '+48601234567'],
    ['0-22 640 11 90', 'PL', '+48226401190'],
    ['+48 (0) 601 234 567', 'PL', '+48601234567'],
    ['+480601234567', 'PL', '+48601234567'],
    ['+49601234567', 'PL', '+49601234567'],
    ['030 91824471', 'DE', '+493091824471'],
    ['06 698 82661', 'IT', '+390669882661'],
  ])('S15.2 a zero that was once dialled before %s falls away, one that belongs to the number stays', (typed, country, e164) =>
    expect(parsePhoneNumber(typed, country)).toMatchObject({ typed, e164 }),
  )

  it('S15.2 keeps what was typed, with its plus and its leading zeros', () => {
    expect(parsePhoneNumber('+49 30 9182 4471', 'PL')).toEqual({ typed: '+49 30 9182 4471', e164: '+493091824471', digits: '493091824471' })
    expect(parsePhoneNumber('0012', 'PL')).toEqual({ typed: '0012', e164: null, digits: '0012' })
  })

  it('leaves an extension as it is', () => expect(parsePhoneNumber('104', 'PL')).toEqual({ typed: '104', e164: null, digits: '104' }))

  it.each(['', 'brak', 'zadzwoń', '60a1234567', '1'.repeat(40)])('%j is no number', (typed) =>
    expect(parsePhoneNumber(typed, 'PL')).toBeNull(),
  )

  it('reads every Polish mobile number alike, however it is grouped', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0')
    fc.assert(
      fc.property(
        fc.integer({ min: 500_000_000, max: 509_999_999 }),
        separator,
        fc.constantFrom('', '+48', '0048'),
        (number, gap, prefix) => {
          const grouped = String(number).match(/\d{3}/g)?.join(gap) ?? ''
          return parsePhoneNumber(`${prefix}${prefix && gap}${grouped}`, 'PL')?.digits === `48${number}`
        },
      ),
    )
  })
})

describe('a number in other forms', () => {
  it('is spoken as in its country', () => expect(formatPhoneNumber({ e164: '+48601234567', typed: '' })).toBe('+48 601 234 567'))
  it('knows its country', () => expect(countryOf('+493091824471')).toBe('DE'))
  it('has nine last digits or none', () => {
    expect(lastNine('48601234567')).toBe('601234567')
    expect(lastNine('104')).toBeNull()
  })
})
