import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { type CatalogueItem, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { statusKeys } from '../../src-shared/catalogue/lead-statuses.ts'
import {
  type Contact,
  type ContactPhone,
  contactKind,
  contactStatuses,
  contactTypes,
  employeesCounts,
  leadSources,
  messengerTypes,
  positions,
} from '../../src-shared/contacts/contact-kind.ts'
import { deleteContacts, importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import type { ImportTarget } from '../../src-shared/import/import-contract.ts'
import { guessMapping } from '../../src-shared/import/import-fields.ts'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import type { Language } from '../../src-shared/lib/schemas.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import { addMember } from '../../src-shared/team/team-mutators.ts'
import { createCatalogueService } from '../catalogue/catalogue-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { knownNamesOf } from '../import/row-context.ts'
import { rowToContact } from '../import/row-to-contact.ts'
import { isWorkbook, readTable } from '../import/table.ts'
import { convertWorkbook, previewTable } from '../import/table-preview.ts'
import { selectedRows } from './selected-rows.ts'
import { csvFile, workbookEntries } from './table-files.ts'
import { writeZip } from './zip-file.ts'

let test: TestWorkspace
let folder: string
let tags: string[]
let sources: string[]
let members: string[]
let status: string
let sameAsUsual: string
const properties = new Map<Property['type'], Property>()

const option = (name: string) => ({ id: newId(), name, mergedInto: null, removed: false })

beforeAll(() => {
  test = createTestWorkspace()
  folder = mkdtempSync(join(tmpdir(), 'leadline-round-trip-'))
  const { store, context, me } = test.workspace
  const put = (item: CatalogueItem): string => {
    store.mutate(putCatalogueItem, item, context(), newId())
    return item.id
  }
  tags = ['VIP', 'stały, ważny', '"tak"', '=1+1', '+48', "'t"].map((name) => put({ kind: 'tag', id: newId(), name, colour: null }))
  sources = (
    [
      ['targi; jesień', 'custom', 'targi; jesień'],
      ['Google', 'utm_source', 'google, (cpc)'],
      ['Google (utm_source=x)', 'custom', ''],
    ] as const
  ).map(([name, param, value]) => put({ kind: 'source', id: newId(), name, param, value }))
  status = put({ kind: 'status', id: newId(), name: 'Czeka na ofertę', key: null, category: 'open', order: 4 })
  // Called as one of the usual ones is in Polish.
  sameAsUsual = put({ kind: 'status', id: newId(), name: 'W toku', key: null, category: 'open', order: 5 })
  // Names that headings of fields and of other programs bear, too.
  const named = {
    text: 'Name',
    number: 'Telefon',
    date: 'Contact person 2',
    boolean: '=Zgoda',
    list: 'Kolor, ulubiony',
    multi_list: 'Tagi',
    link: 'WWW',
  }
  for (const [type, name] of Object.entries(named) as [Property['type'], string][]) {
    const options = type.includes('list') ? [option('czerwony'), option('biały, czarny'), option('-')] : []
    put({ kind: 'property', id: newId(), name, type, order: properties.size, options })
    const made = createCatalogueService(test.workspace)
      .list()
      .properties.find((property) => property.name === name)
    if (made) properties.set(type, made)
  }
  const colleague = { ...me(), extension: null, createdAt: undefined }
  const emails = ['ewa.nowak@swit.example', 'ewa@swit.example']
  members = emails.map((email) => {
    const id = newId()
    store.mutate(addMember, { ...colleague, id, name: 'Ewa Nowak', email }, context(), newId())
    return id
  })
  members.push(me().id)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  test.close()
})

const letters = ['a', 'Ł', 'ż', '😀', '0', ' ', ',', ';', '"', "'", '=', '+', '-', '@', '<', '&', '_x0041_', ':', '\\', '|']
const line = (most: number) =>
  fc.array(fc.constantFrom(...letters), { maxLength: most }).map((found) => found.join('').replace(/\s+/g, ' ').trim())
const text = fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 2, arbitrary: line(8) })
const word = line(8).map((found) => found || 'Jan')
const several = (found: readonly string[], at: number): string[] => found.filter((_, place) => ((at >> place) & 1) === 1)
const few = <Value>(value: fc.Arbitrary<Value>, most = 3) => fc.array(value, { maxLength: most })

const typed = fc.constantFrom('601 234 567', '+48 601-234-567', '0048 22 555 18 04', '104', '030 91824471', '(601) 234-567', '48601234567')
const phone = (country: string | null) =>
  fc.record({ typed, home: fc.constantFrom(country ?? 'PL', country ?? 'PL', 'DE'), type: fc.constantFrom('work', 'personal') }).map(
    ({ typed: written, home, type }): ContactPhone => ({
      id: newId(),
      type: type as ContactPhone['type'],
      ...(parsePhoneNumber(written, home) ?? { typed: written, e164: null, digits: '' }),
    }),
  )
const email = fc.constantFrom('jan@swit.example', "o'hara+x@swit.example", 'a_b-c@d.example')
const comment = fc
  .array(fc.constantFrom(...letters, '\n', '\t', '\n\n'), { maxLength: 12 })
  .map((found) => found.join(''))
  .map((found) => (found.trim() === '' ? '' : found))
const day = fc
  .date({ min: new Date('1901-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const propertyValue = (property: Property): fc.Arbitrary<unknown> => {
  const ids = property.options.map(({ id }) => id)
  return {
    text: word,
    number: fc.oneof(
      fc.integer(),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((found) => found + 0),
    ),
    date: day,
    boolean: fc.boolean(),
    list: fc.constantFrom(...ids, ''),
    multi_list: fc.integer({ min: 1, max: 7 }).map((bits) => several(ids, bits)),
    link: fc.constantFrom('https://swit.example/a,b;c', 'http://swit.example/?q="x"'),
  }[property.type]
}

const person = (country: string | null) =>
  fc
    .record({
      name: word,
      position: fc.option(fc.constantFrom(...positions)),
      title: fc.oneof(
        { weight: 3, arbitrary: text },
        { weight: 1, arbitrary: fc.constantFrom('Prezes', 'CEO', 'inne', 'Inne: x', 'custom') },
      ),
      phone: fc.option(phone(country).map((found) => ({ ...found, type: 'work' as const }))),
      email: fc.option(email),
    })
    .map((found) => ({ ...found, id: newId(), title: found.position === null ? '' : found.title }))

const contact = (stage: Contact['stage']) =>
  fc.option(fc.constantFrom('PL', 'DE')).chain((country) =>
    fc.record({
      stage: fc.constant(stage),
      name: word,
      company: text,
      status: fc.constantFrom(...contactStatuses),
      type: fc.constantFrom(...contactTypes),
      website: text,
      country: fc.constant(country),
      city: text,
      address: text,
      zip: text,
      employeesCount: fc.option(fc.constantFrom(...employeesCounts)),
      comment,
      phones: few(phone(country)),
      emails: few(fc.record({ type: fc.constantFrom('email_work' as const, 'email_personal' as const), address: email })),
      messengers: few(fc.record({ type: fc.constantFrom(...messengerTypes), value: word })),
      persons: few(person(country)),
      tags: fc.nat(63),
      sources: fc.nat(7),
      responsible: fc.nat(stage === 'lead' ? 3 : 2),
      leadStatus: fc.constantFrom(...statusKeys, 'own', 'same as usual'),
      leadSource: stage === 'lead' ? fc.constantFrom(...leadSources) : fc.option(fc.constantFrom(...leadSources)),
      reason: word,
      age: fc.nat(1e12),
      leadAge: fc.option(fc.nat(1e12)),
      properties: fc.record(
        Object.fromEntries(
          [...properties.values()].map((property) => [property.id, fc.option(propertyValue(property), { nil: undefined })]),
        ),
      ),
    }),
  )

type Drawn = ReturnType<typeof contact> extends fc.Arbitrary<infer Made> ? Made : never

const keep = ({ age, leadAge, reason, ...drawn }: Drawn): string => {
  const { store, context } = test.workspace
  const id = newId()
  const given = Object.entries(drawn.properties).filter(([, value]) => value !== undefined && value !== '')
  const { now } = context()
  const made = {
    ...drawn,
    id,
    emails: drawn.emails.map((one) => ({ ...one, id: newId() })),
    messengers: drawn.messengers.map((one) => ({ ...one, id: newId() })),
    tags: several(tags, drawn.tags),
    sources: several(sources, drawn.sources),
    responsible: members[drawn.responsible] ?? null,
    leadStatus:
      drawn.stage === 'lead' ? ({ own: status, 'same as usual': sameAsUsual }[drawn.leadStatus as string] ?? drawn.leadStatus) : null,
    ...(drawn.stage === 'lead' && drawn.leadStatus === 'unsuitable' ? { unsuitableReason: reason } : {}),
    properties: Object.fromEntries(given),
    createdAt: now - age,
    ...(leadAge === null ? {} : { leadCreatedAt: now - leadAge }),
  }
  store.mutate(importContacts, { contacts: [made] }, context(), newId())
  return id
}

/** Everything of a contact that a table can hold. Numbers and addresses of one type stand together. */
const told = (one: Contact) => {
  const phoneOf = (found: Pick<ContactPhone, 'typed' | 'e164' | 'digits'> | null) => {
    if (found === null) return null
    // Where it would be read otherwise it stands there in international form.
    const read = parsePhoneNumber(found.typed, one.country ?? 'PL')
    return { e164: found.e164, digits: found.digits, typed: read?.e164 === found.e164 ? found.typed : found.e164 }
  }
  const byType = <Typed extends { readonly type: string }>(list: readonly Typed[], types: readonly string[]) =>
    list.toSorted((left, right) => types.indexOf(left.type) - types.indexOf(right.type))
  const { stage, name, company, status: kind, type, website, country, city, address, zip, employeesCount, responsible } = one
  return {
    ...{ stage, name, company, kind, type, website, country, city, address, zip, employeesCount, responsible },
    ...{ comment: one.comment, tags: one.tags, sources: one.sources, properties: one.properties, createdAt: one.createdAt },
    leadStatus: stage === 'lead' ? one.leadStatus : null,
    ...{ leadSource: one.leadSource, leadCreatedAt: one.leadCreatedAt, unsuitableReason: one.unsuitableReason ?? '' },
    phones: byType(one.phones, ['work', 'personal']).map((found) => ({ type: found.type, ...phoneOf(found) })),
    emails: byType(one.emails, ['email_work', 'email_personal']).map((found) => [found.type, found.address]),
    messengers: byType(one.messengers, messengerTypes).map((found) => [found.type, found.value]),
    persons: one.persons.map((found) => [found.name, found.position, found.title, phoneOf(found.phone), found.email]),
  }
}

const write = async (format: 'csv' | 'xlsx', language: Language, ids: readonly string[]): Promise<string> => {
  const { database } = test.workspace.store
  const memberId = test.workspace.me().id
  const rids = selectedRows(database, { selection: { ids: [...ids] }, memberId })
  const table = { database, rids, country: 'PL', language, progress: () => {} }
  const path = join(folder, newId())
  if (format === 'xlsx') await writeZip(path, workbookEntries(table))
  else writeFileSync(path, [...csvFile(table)].join(''))
  return path
}

const readBack = async (path: string, stage: Contact['stage']): Promise<Contact[]> => {
  const { workspace } = test
  const book = (await isWorkbook(path)) ? await convertWorkbook(path) : null
  const wished = book ? { type: 'sheet' as const, path: book.sheets[0]?.path ?? '' } : { type: 'text' as const, path, form: {} }
  const { source, heading, columns } = await previewTable(wished, undefined)
  expect(heading).toBe(true)
  const catalogue = createCatalogueService(workspace).list()
  const mapping = guessMapping(
    columns.map(({ name }) => name),
    catalogue.properties,
  ) as (ImportTarget | null)[]
  expect(mapping).not.toContain(null)
  const everybody = members.flatMap((id) => workspace.store.get(memberKind, id) ?? [])
  const known = knownNamesOf(catalogue, everybody)
  const context = { stage, mapping, country: 'PL', by: workspace.context(), isText: source.type === 'text', known }
  const read: Contact[] = []
  let isHeading = true
  for await (const rows of readTable(source)) {
    for (const row of rows) {
      const result = isHeading ? null : rowToContact(row, context)
      isHeading = false
      if (!result) continue
      if ('bad' in result) throw new Error(JSON.stringify(result.bad))
      read.push(JSON.parse(result.prepared[0]?.data ?? ''))
    }
  }
  return read
}

it.each([
  ['csv', 'pl', 'client', 25],
  ['csv', 'en', 'client', 20],
  ['csv', 'pl', 'lead', 20],
  ['csv', 'en', 'lead', 15],
  ['xlsx', 'pl', 'client', 15],
  ['xlsx', 'en', 'client', 10],
  ['xlsx', 'pl', 'lead', 10],
  ['xlsx', 'en', 'lead', 10],
] as const)('B9 whatever is taken out as %s in %s comes back as it was: %ss', async (format, language, stage, numRuns) => {
  const { store, context } = test.workspace
  await fc.assert(
    fc.asyncProperty(
      fc.constant(null).chain(() => fc.array(contact(stage), { minLength: 1, maxLength: 6 })),
      async (drawn) => {
        const ids = drawn.map(keep)
        const path = await write(format, language, ids)
        const read = await readBack(path, stage)
        const expected = ids.map((id) => told(store.get(contactKind, id) as Contact))
        expect(read.map(told)).toEqual(expected)
        store.mutate(deleteContacts, { ids }, context(), newId())
      },
    ),
    { numRuns },
  )
})
