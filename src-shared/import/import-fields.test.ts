import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessMapping, importFields, repeatable } from './import-fields.ts'

describe('guessMapping', () => {
  it.each([
    [
      'a Polish table',
      ['Imię i nazwisko', 'FIRMA', ' Telefon ', 'Adres e-mail', 'Kod pocztowy', 'Miejscowość', 'Uwagi', 'Kolor'],
      ['name', 'company', 'phone', 'email', 'zip', 'city', 'comment', null],
    ],
    [
      'an English table',
      ['Full Name', 'Company', 'Mobile', 'E-mail', 'Postal Code', 'Country', 'Notes'],
      ['name', 'company', 'phone', 'email', 'zip', 'country', 'comment'],
    ],
    ['names with underlines', ['contact_name', 'phone_number', 'personal_email'], ['name', 'phone', 'email_personal']],
    ['several phones', ['nazwa', 'telefon', 'komórka', 'telefon prywatny'], ['name', 'phone', 'phone', 'phone_personal']],
    ['a name twice', ['name', 'klient', 'city', 'miasto'], ['name', null, 'city', null]],
    ['a name in parts', ['Imię', 'Nazwisko', 'Telefon'], ['name', 'name', 'phone']],
    ['a whole name beside its parts', ['First Name', 'Last Name', 'Full name'], [null, null, 'name']],
    ['a status, which may be anything', ['nazwa', 'Status'], ['name', null]],
    ['no heading', ['', ' '], [null, null]],
  ])('S15.1 reads %s', (_what, columns, mapping) => expect(guessMapping(columns)).toEqual(mapping))

  it('S15.1 gives each column one field at most, and a field of one value to one column alone', () => {
    const heading = fc.oneof(
      fc.string(),
      fc.constantFrom('name', 'nazwa', 'telefon', 'tel.', 'e-mail', 'miasto', 'city', '__proto__', 'constructor'),
    )
    fc.assert(
      fc.property(fc.array(heading, { maxLength: 20 }), (columns) => {
        const mapping = guessMapping(columns)
        expect(mapping).toHaveLength(columns.length)
        for (const field of importFields) {
          if (!repeatable.has(field)) expect(mapping.filter((one) => one === field).length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
