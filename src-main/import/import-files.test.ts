import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { utils, write } from 'xlsx'
import { tagKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { createTestImports, type TestImports } from './test-imports.ts'

const fixture = (name: string) => readFileSync(fileURLToPath(new URL(`../../test/fixtures/import/${name}`, import.meta.url)))

let one: TestImports
beforeEach(() => {
  one = createTestImports()
})
afterEach(() => one.close())

const numbers = ({ phones }: Contact) => phones.map(({ e164 }) => e164)
const addresses = ({ emails }: Contact) => emails.map(({ address }) => address)
const read = async (content: Uint8Array, form = {}) => one.imports().preview({ importId: await one.bring(content), form })

describe('a file that another program has made', () => {
  it.each(['xlsx', 'ods', 'xls'] as const)('S15.1 S15.2 by LibreOffice (%s) is imported right as it is proposed', async (format) => {
    const importId = await one.bring(fixture(`klienci.${format}`))
    const preview = await one.imports().preview({ importId })
    expect(preview).toMatchObject({ format, encoding: null, delimiter: null, sheet: 'klienci', heading: true, rows: 3 })
    expect(preview.sheets).toEqual([{ name: 'klienci', rows: 4 }])
    const mapping = preview.columns.map(({ name }, at) => (name === 'Telefon (liczba)' ? 'phone' : (preview.mapping[at] ?? null)))
    const { warnings } = await one.imports().check({ importId, stage: 'client', mapping })
    expect(warnings).toEqual([{ rule: 'lost_plus', column: 'Telefon (liczba)', rows: 2, sample: '48601234567', readAs: '+48601234567' }])
    await one.imports().start({ importId, stage: 'client', mapping })
    expect(await one.ended(importId)).toMatchObject({ created: 3, bad: 0 })
    const [lucja, jozef, thomas] = one.contacts() as [Contact, Contact, Contact]
    expect(lucja).toMatchObject({
      name: 'Łucja Żółć',
      company: 'Hurtownia „Świt”',
      zip: '00-950',
      createdAt: new Date(2024, 2, 1).getTime(),
      employeesCount: '50',
      comment: 'mówi „do jutra”; pyta o rabat',
    })
    expect(numbers(lucja)).toEqual(['+48601234567', '+48225551804', '+48601234567'])
    expect([numbers(jozef), numbers(thomas)]).toEqual([
      ['+48602345678', '+48602345678'],
      ['+493091824471', '+493091824471'],
    ])
    expect([jozef.comment, thomas.comment]).toEqual(['dwie\nlinie', '=1+1'])
    await one.imports().close()
    expect(readdirSync(join(one.test.folder, 'imports'))).toEqual([])
  })

  it('S15.1 S15.2 by Excel as CSV UTF-8 is imported right', async () => {
    expect(await read(fixture('excel-csv-utf8.csv'))).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      quote: '"',
      mapping: ['name', 'phone', 'email', 'city', 'comment'],
    })
    const { progress } = await one.importWhole(fixture('excel-csv-utf8.csv'))
    expect(progress).toMatchObject({ created: 3, bad: 0 })
    const [lucja, jozef, thomas] = one.contacts() as [Contact, Contact, Contact]
    expect([numbers(lucja), numbers(jozef), numbers(thomas)]).toEqual([['+48601234567', '+48225551804'], [], ['+493091824471']])
    expect([lucja.comment, thomas.comment]).toEqual(['mówi "do jutra"; pyta o rabat', 'dwie\nlinie'])
  })

  it('S15.1 S15.2 by Google Contacts is imported right', async () => {
    const { progress } = await one.importWhole(fixture('google-contacts.csv'))
    expect(progress).toMatchObject({ created: 3, bad: 0 })
    const [lucja, thomas, ges] = one.contacts() as [Contact, Contact, Contact]
    expect(lucja).toMatchObject({
      name: 'Łucja Żółć',
      company: 'Hurtownia Świt',
      city: 'Warszawa',
      zip: '00-950',
      address: 'ul. Długa 5',
      country: 'PL',
      website: 'https://swit.example',
      comment: 'poznana na targach',
    })
    expect(numbers(lucja)).toEqual(['+48601234567', '+48601111222', '+48225551804'])
    expect(addresses(lucja)).toEqual(['lucja@swit.example', 'biuro@swit.example'])
    const { store } = one.test.workspace
    expect(store.find(tagKind, 'everyone', 'yes').map((id) => store.get(tagKind, id)?.name)).toEqual(['Hurt'])
    expect([lucja.tags, thomas.tags, ges.tags]).toEqual([ges.tags, [], [expect.any(String)]])
    expect(ges).toMatchObject({ name: 'Gęś i Syn', status: 'company' })
  })

  it('S15.1 S15.2 by Outlook in Polish, in Windows-1250, is imported right', async () => {
    expect(await read(fixture('outlook-pl.csv'))).toMatchObject({ encoding: 'windows-1250', delimiter: ',' })
    expect((await one.importWhole(fixture('outlook-pl.csv'))).progress).toMatchObject({ created: 2, bad: 0 })
    const [lucja, jozef] = one.contacts() as [Contact, Contact]
    expect(lucja).toMatchObject({ name: 'Łucja Żółć', company: 'Hurtownia Świt', address: 'ul. Długa 5', city: 'Warszawa', country: 'PL' })
    expect(lucja.phones.map(({ e164, type }) => [e164, type])).toEqual([
      ['+48225551804', 'work'],
      ['+48225551806', 'work'],
      ['+48601234567', 'work'],
      ['+48228440011', 'personal'],
    ])
    expect([addresses(lucja), lucja.tags.length, lucja.comment]).toEqual([
      ['lucja@swit.example', 'biuro@swit.example'],
      2,
      'poznana na targach\ndzwonić po 10',
    ])
    expect([jozef.name, numbers(jozef)]).toEqual(['Józef Maria Ćwikła', ['+48602345678']])
  })
})

it('S15.1 another sheet of a workbook can be chosen; the first one that holds rows is proposed', async () => {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([]), 'Pusty')
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Nazwa'], ['Jan']]), 'Klienci')
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Firma'], ['Świt'], ['Gęś']]), 'Firmy')
  const importId = await one.bring(write(book, { type: 'buffer', bookType: 'xlsx' }))
  expect(await one.imports().preview({ importId })).toMatchObject({ sheet: 'Klienci', rows: 1, mapping: ['name'] })
  expect(await one.imports().preview({ importId, form: { sheet: 'Firmy' } })).toMatchObject({
    sheet: 'Firmy',
    rows: 2,
    mapping: ['company'],
  })
  await one.imports().start({ importId, stage: 'client', mapping: ['company'] })
  expect(await one.ended(importId)).toMatchObject({ created: 2 })
})

it('R8 a workbook that is damaged is refused, says why, and keeps nothing', async () => {
  await expect(read(fixture('klienci.xlsx').subarray(0, 3000))).rejects.toMatchObject({
    code: 'unreadable_file',
    problems: [{ path: 'file', rule: 'unreadable' }],
  })
  expect(one.contacts()).toEqual([])
})
