import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../lib/fold.ts'
import { languageSchema } from '../lib/schemas.ts'
import { exportHeading, guardedCell, joinCell, propertyHeading, splitCell, unguardedCell } from './export-headings.ts'
import { guessByContent, guessMapping, importFields, isHeading, repeatable } from './import-fields.ts'

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
    [
      'Google Contacts, the new form',
      [
        'First Name',
        'Middle Name',
        'Last Name',
        'Organization Name',
        'Labels',
        'E-mail 1 - Label',
        'E-mail 1 - Value',
        'Phone 1 - Label',
        'Phone 1 - Value',
        'Phone 2 - Value',
        'Address 1 - City',
      ],
      ['name', 'name', 'name', 'company', 'tags', null, 'email', null, 'phone', 'phone', 'city'],
    ],
    [
      'Google Contacts, the old form',
      [
        'Name',
        'Given Name',
        'Family Name',
        'Group Membership',
        'E-mail 1 - Type',
        'E-mail 1 - Value',
        'Phone 1 - Value',
        'Organization 1 - Name',
        'Website 1 - Value',
      ],
      ['name', null, null, 'tags', null, 'email', 'phone', 'company', 'website'],
    ],
    [
      'Outlook in Polish',
      [
        'Imię',
        'Drugie imię',
        'Nazwisko',
        'Firma',
        'Telefon służbowy',
        'Telefon służbowy 2',
        'Telefon domowy',
        'Telefon komórkowy',
        'Adres e-mail',
        'Adres e-mail 2',
        'Kategorie',
      ],
      ['name', 'name', 'name', 'company', 'phone', 'phone', 'phone_personal', 'phone', 'email', 'email', 'tags'],
    ],
    [
      'Outlook in English',
      [
        'First Name',
        'Last Name',
        'Company',
        'Business Street',
        'Business City',
        'Business Postal Code',
        'Business Country/Region',
        'Business Phone',
        'Home Phone',
        'Mobile Phone',
        'E-mail Address',
        'E-mail 2 Address',
        'Web Page',
      ],
      ['name', 'name', 'company', 'address', 'city', 'zip', 'country', 'phone', 'phone_personal', 'phone', 'email', 'email', 'website'],
    ],
    [
      'HubSpot',
      [
        'Record ID',
        'First Name',
        'Last Name',
        'Email',
        'Phone Number',
        'Mobile Phone Number',
        'Lead Status',
        'Contact owner',
        'Create Date',
        'Associated Company',
      ],
      [null, 'name', 'name', 'email', 'phone', 'phone', 'lead_status', 'responsible', 'created_at', 'company'],
    ],
    [
      'Pipedrive',
      [
        'Person - Name',
        'Person - Organization',
        'Person - Phone - Work',
        'Person - Phone - Home',
        'Person - Email - Work',
        'Person - Owner',
        'Person - Labels',
      ],
      ['name', 'company', 'phone', 'phone_personal', 'email', 'responsible', 'tags'],
    ],
    [
      'Close',
      ['lead_name', 'url', 'status_label', 'description', 'date_created', 'primary_contact_primary_phone', 'primary_contact_primary_email'],
      ['name', 'website', 'lead_status', 'comment', 'created_at', 'phone', 'email'],
    ],
    [
      'Zoho and Salesforce',
      [
        'First Name',
        'Last Name',
        'Account Name',
        'Lead Source',
        'Mailing Street',
        'Mailing City',
        'Mailing Zip/Postal Code',
        'No. of Employees',
        'Skype ID',
        'Created Time',
      ],
      ['name', 'name', 'company', 'source', 'address', 'city', 'zip', 'employees_count', 'skype', 'created_at'],
    ],
    [
      'Livespace',
      ['Imię', 'Nazwisko', 'Nazwa firmy', 'Telefon', 'E-mail', 'Opiekun', 'Źródło', 'Tagi', 'Data dodania'],
      ['name', 'name', 'company', 'phone', 'email', 'responsible', 'source', 'tags', 'created_at'],
    ],
    [
      'Bitrix24',
      ['Work Phone', 'Work E-mail', 'Home E-mail', 'Company Name', 'Responsible person', 'Comment'],
      ['phone', 'email', 'email_personal', 'company', 'responsible', 'comment'],
    ],
  ])('S15.1 reads %s', (_what, columns, mapping) => expect(guessMapping(columns)).toEqual(mapping))

  const ids = [
    '0199a000-0000-7000-8000-000000000001',
    '0199a000-0000-7000-8000-000000000002',
    '0199a000-0000-7000-8000-000000000003',
  ] as const

  it.each(languageSchema.options)(
    'S15.1 B9 reads every heading of a file exported in %s as its field, further contact persons too',
    (language) => {
      const columns = importFields.map((field) => exportHeading(language, field))
      expect(guessMapping(columns)).toEqual([...importFields])
      const further = (['name', 'person', 'person_phone'] as const).map((field, at) => exportHeading(language, field, Math.min(2, at + 1)))
      expect(guessMapping(further)).toEqual(['name', 'person', 'person_phone'])
    },
  )

  it('S15.1 B9 no heading of one language is another field in another language', () => {
    const fieldsOf = Map.groupBy(
      languageSchema.options.flatMap((language) => importFields.map((field) => ({ field, heading: fold(exportHeading(language, field)) }))),
      ({ heading }) => heading,
    )
    for (const [heading, found] of fieldsOf) expect([heading, new Set(found.map(({ field }) => field)).size]).toEqual([heading, 1])
  })

  it.each(languageSchema.options)(
    'S15.1 B9 knows custom properties by their names in %s, also one that is called as a field is',
    (language) => {
      const properties = [
        { id: ids[0], name: 'Branża' },
        { id: ids[1], name: 'Phone' },
        { id: ids[2], name: 'Telefon' },
      ]
      const columns = [
        exportHeading(language, 'name'),
        'branza',
        propertyHeading(language, 'Phone'),
        exportHeading(language, 'phone'),
        propertyHeading(language, 'Telefon'),
      ]
      expect(guessMapping(columns, properties)).toEqual(['name', `property:${ids[0]}`, `property:${ids[1]}`, 'phone', `property:${ids[2]}`])
    },
  )

  it('S15.1 a property may bear a name that is a heading in a language which the file does not speak', () => {
    const properties = [{ id: ids[0], name: 'Telefon' }]
    expect(guessMapping(['Name', 'Phone', 'Telefon'], properties)).toEqual(['name', 'phone', `property:${ids[0]}`])
    expect(guessMapping(['Nazwa', 'Telefon', 'Miasto'], properties)).toEqual(['name', 'phone', 'city'])
  })

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

describe('a table without headings', () => {
  it('S15.1 is known by addresses and numbers in its first row', () => {
    expect(isHeading(['Nazwa', 'Telefon', 'E-mail'])).toBe(true)
    expect(isHeading(['Jan Kowalski', '601 234 567'])).toBe(false)
    expect(isHeading(['Jan Kowalski', 'jan@firma.example'])).toBe(false)
    expect(isHeading(['Rok 2026', 'Suma 12'])).toBe(true)
  })

  it('S15.1 is read by what stands in its columns', () => {
    expect(guessByContent([['1', '2'], ['Jan', 'Ewa'], ['601 234 567', ''], ['a@b.example', 'c@d.example'], ['']])).toEqual([
      null,
      'name',
      'phone',
      'email',
      null,
    ])
  })
})

describe('several values in one cell', () => {
  it('S15.2 come back as they were, whatever they hold', () => {
    const value = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.trim())
      .filter((text) => text !== '')
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(splitCell(joinCell(values))).toEqual(values)
      }),
    )
  })

  it('S15.2 are separated as people do it', () => {
    expect(splitCell('VIP; Hurt,, Detal\n"a, b" ; 5" rura')).toEqual(['VIP', 'Hurt', 'Detal', 'a, b', '5" rura'])
    expect(splitCell(' ')).toEqual([])
  })
})

it('S15.1 the apostrophe that guards a cell against formulas is taken off again, and no other one', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^['=+@a1\n＝－-]*$/), (cell) => {
      const guarded = guardedCell(cell)
      expect(guarded).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
      expect(unguardedCell(guarded) ?? guarded).toBe(cell)
    }),
  )
})
