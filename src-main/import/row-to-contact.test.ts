import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { ImportTarget } from '../../src-shared/import/import-contract.ts'
import { nothingKnown, type RowContext } from './row-context.ts'
import { rowToContact } from './row-to-contact.ts'

const memberId = '0199a000-0000-7000-8000-000000000001'
const now = Date.UTC(2026, 10, 23)

const usual: Omit<RowContext, 'mapping'> = { stage: 'client', country: 'PL', by: { memberId, now }, isText: true, known: nothingKnown }

const resultOf = (cells: Partial<Record<ImportTarget, string>>, change: Partial<RowContext> = {}) => {
  const mapping = Object.keys(cells) as ImportTarget[]
  return rowToContact({ line: 7, cells: Object.values(cells) as string[] }, { ...usual, mapping, ...change })
}

const contactOf = (cells: Partial<Record<ImportTarget, string>>, change: Partial<RowContext> = {}): Contact => {
  const result = resultOf(cells, change)
  if ('bad' in result) throw new Error(JSON.stringify(result.bad))
  return JSON.parse(result.prepared[0]?.data ?? '')
}

const phonesOf = (phone: string, more: Partial<Record<ImportTarget, string>> = {}) =>
  contactOf({ name: 'Jan', phone, ...more }).phones.map(({ typed, e164 }) => [typed, e164])

it('S15.1 first name and surname in columns of their own become one name', () => {
  const context: RowContext = { ...usual, mapping: ['name', 'name', 'city'] }
  const result = rowToContact({ line: 2, cells: ['Anna', 'Nowak', 'Łódź'] }, context)
  expect('prepared' in result && JSON.parse(result.prepared[0]?.data ?? '')).toMatchObject({ name: 'Anna Nowak', city: 'Łódź' })
})

describe('phones of a cell', () => {
  it.each([
    ['601 234 567', ['+48601234567']],
    ['601234567,602345678', ['+48601234567', '+48602345678']],
    ['601 234 567; 22 555 18 04\n+49 30 9182 4471', ['+48601234567', '+48225551804', '+493091824471']],
    ['601 234 567 / 502 003 004', ['+48601234567', '+48502003004']],
    ['0048 601 234 567', ['+48601234567']],
    ["'+48601234567", ['+48601234567']],
    ['="0048601234567"', ['+48601234567']],
    [' , ;', []],
  ])('S15.2 %j all arrive in international form', (cell, numbers) => {
    expect(phonesOf(cell).map(([, e164]) => e164)).toEqual(numbers)
  })

  it('S15.2 leading zeros and the plus survive as they were written', () => {
    expect(phonesOf('0012, 00, +48 601 234 567, 0048225551804').map(([typed]) => typed)).toEqual([
      '0012',
      '00',
      '+48 601 234 567',
      '0048225551804',
    ])
  })

  it('S15.2 a stroke inside one number does not make two of it', () => {
    expect(phonesOf('030/91824471', { country: 'DE' })).toEqual([['030/91824471', '+493091824471']])
  })

  it('S15.2 a number without a prefix is read as one of the country that the row names', () => {
    expect(phonesOf('030 91824471', { country: 'Niemcy' })).toEqual([['030 91824471', '+493091824471']])
    expect(phonesOf('030 91824471', { country: 'DE' })).toEqual([['030 91824471', '+493091824471']])
  })

  it('S15.2 any number of numbers arrives, in order, however they are separated', () => {
    const number = fc.integer({ min: 500_000_000, max: 509_999_999 })
    const separator = fc.constantFrom(',', ';', '\n', ', ', ' ; ', ',,')
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 20 }), separator, (numbers, between) => {
        expect(phonesOf(numbers.join(between)).map(([, e164]) => e164)).toEqual(numbers.map((one) => `+48${one}`))
      }),
      { numRuns: 50 },
    )
  })
})

describe('numbers that a spreadsheet has spoilt', () => {
  const mangledOf = (phone: string, country = 'PL') => {
    const result = resultOf({ name: 'Jan', phone }, { country })
    if ('bad' in result) throw new Error(JSON.stringify(result.bad))
    return [
      result.contact.phones.map(({ e164 }) => e164),
      result.mangled.map(({ rule, cell, readAs, column }) => [rule, cell, readAs, column]),
    ]
  }

  it.each([
    ['digits that are lost', '4.85E+10', 'PL', [], [['phone_in_exponent', '4.85E+10', '', 1]]],
    ['digits that are lost, with a comma', '4,86E+10', 'PL', [], [['phone_in_exponent', '4,86E+10', '', 1]]],
    ['all digits in powers of ten', '6.01234567E+8', 'PL', ['+48601234567'], []],
    ['the plus', '48601234567', 'PL', ['+48601234567'], [['lost_plus', '48601234567', '+48601234567', 1]]],
    ['the plus of another country', '493091824471', 'PL', ['+493091824471'], [['lost_plus', '493091824471', '+493091824471', 1]]],
    ['the zero that belongs to the number', '612345678', 'IT', ['+390612345678'], [['lost_zero', '612345678', '0612345678', 1]]],
    ['nothing', '601234567', 'PL', ['+48601234567'], []],
    ['nothing: the zero is not needed', '3091824471', 'DE', ['+493091824471'], []],
    ['nothing: it is written with spaces', '48 601 234 567', 'PL', ['+48601234567'], []],
    ['a point and a zero that were added', '601234567.0', 'PL', ['+48601234567'], []],
  ] as const)('S15.2 are read and told: %s', (_what, cell, country, numbers, mangled) =>
    expect(mangledOf(cell, country)).toEqual([numbers, mangled]),
  )
})

describe('a row', () => {
  it('S15.1 becomes a contact of its author, at the moment of the import', () => {
    const contact = contactOf({
      name: 'Łucja\n Żółć',
      company: 'Świt',
      email: 'a@swit.example; b@swit.example',
      email_personal: 'lucja@dom.example',
      country: 'polska',
      status: 'Osoba',
      type: 'Partner',
      comment: 'jeden\ndwa',
    })
    expect(contact).toMatchObject({
      stage: 'client',
      name: 'Łucja Żółć',
      company: 'Świt',
      country: 'PL',
      status: 'individual',
      type: 'partner',
      comment: 'jeden\ndwa',
      responsible: memberId,
      createdAt: now,
      createdBy: memberId,
      leadSource: null,
    })
    expect(contact.emails.map(({ type, address }) => [type, address])).toEqual([
      ['email_work', 'a@swit.example'],
      ['email_work', 'b@swit.example'],
      ['email_personal', 'lucja@dom.example'],
    ])
  })

  it('S15.1 becomes an unsorted lead that says where it is from', () => {
    expect(contactOf({ name: 'Jan' }, { stage: 'lead' })).toMatchObject({
      stage: 'lead',
      responsible: null,
      leadSource: 'import',
      leadStatus: 'not_processed',
    })
  })

  it('a company without a person is a company', () => {
    expect(contactOf({ company: 'Świt' })).toMatchObject({ name: 'Świt', company: '', status: 'company' })
  })

  const bad: [string, Partial<Record<ImportTarget, string>>, { field: string; rule: string; limit?: number }][] = [
    ['no name', { phone: '601234567' }, { field: 'name', rule: 'required' }],
    ['a name of 8 KB', { name: 'x'.repeat(8192) }, { field: 'name', rule: 'too_big', limit: 250 }],
    ['a phone of letters', { name: 'Jan', phone: 'zadzwoń' }, { field: 'phone', rule: 'not_a_phone' }],
    [
      'one phone of letters among good ones',
      { name: 'Jan', phone: '601234567, zadzwoń, 602345678' },
      { field: 'phone', rule: 'not_a_phone' },
    ],
    ['one wrong address among good ones', { name: 'Jan', email: 'a@b.example; to nie adres' }, { field: 'email', rule: 'invalid_format' }],
    ['a country that there is not', { name: 'Jan', country: 'Narnia' }, { field: 'country', rule: 'unknown_country' }],
    [
      'a hundred and one phones',
      { name: 'Jan', phone: Array.from({ length: 101 }, (_, index) => 601_000_000 + index).join() },
      { field: 'phone', rule: 'too_big' },
    ],
    ['a city of 8 KB', { name: 'Jan', city: 'x'.repeat(8192) }, { field: 'city', rule: 'too_big', limit: 250 }],
  ]
  it.each(bad)('S15.4, R8 with %s is named with its line, field and reason, and no part of it is kept', (_what, cells, problem) => {
    expect(resultOf(cells)).toMatchObject({ bad: { line: 7, ...problem } })
  })

  it('S15.4 what is shown of a bad cell is short', () => {
    const result = resultOf({ name: 'Jan', phone: 'x'.repeat(50_000) })
    expect('bad' in result && result.bad.value.length).toBe(200)
  })
})
