import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContactQuery, contactInputSchema, contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { fold, sortKey } from '../../src-shared/lib/fold.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { contactQueries } from './contact-queries.ts'
import { createContactService } from './contact-service.ts'

const people = 400
const names = ['Łucja', 'Lucjan', 'Żaneta', 'Zenon', 'Ćwikła', 'Jan_Nowak', 'Ewa 100%', 'Święta', 'Świt "Bis"', "O'Hara", 'Ola']
const cities = ['Łódź', 'Żory', 'Lodowo', '', 'Gdańsk']

let test: TestWorkspace
let all: readonly Contact[]

beforeAll(() => {
  test = createTestWorkspace()
  const contacts = createContactService(test.workspace)
  const pick = <Item>(list: readonly Item[], index: number) => list[index % list.length] as Item
  all = Array.from({ length: people }, (_, index) => {
    test.pass(index % 3 === 0 ? 0 : 1000)
    const input = {
      stage: index % 7 === 0 ? 'lead' : 'client',
      name: `${pick(names, index * 5)} ${pick(names, Math.floor(index / 3))}`,
      city: pick(cities, index),
      country: pick(['PL', 'PL', 'DE', null], index),
      type: pick(['client', 'potential', 'partner'], Math.floor(index / 2)),
      status: index % 5 === 0 ? 'company' : 'individual',
      ...(index % 4 === 0 ? { responsible: null } : {}),
      phones: index % 2 === 0 ? [{ typed: `601 ${String(100_000 + index * 37)}` }] : [],
      emails: index % 3 === 0 ? [{ address: `osoba.${index}@swit.example` }] : [],
    }
    return contacts.get(contacts.create(contactInputSchema.parse(input)).id)
  })
})
afterAll(() => test.close())

const holds = ({ name, city, phones, emails }: Contact, search: string) => {
  const texts = [name, city, ...emails.map(({ address }) => address)].map(fold)
  const isIn = (word: string) => texts.some((text) => text.includes(word))
  const words = fold(search).split(' ')
  if (/^[\d ]+$/.test(search)) return phones.some(({ digits }) => digits.includes(words.join(''))) || isIn(fold(search))
  // One or two letters say too little to be looked for inside.
  return words.every(isIn) && (words.some((word) => word.length > 2) || fold(name).startsWith(words[0] ?? ''))
}

/** What a query means, said without any index. */
const expected = ({ stage, tab, filters, search, sort, descending }: ContactQuery): string[] => {
  const me = test.workspace.me().id
  const among = (values: readonly string[], value: string | null) => values.length === 0 || (value !== null && values.includes(value))
  const owner = (contact: Contact) => (tab === 'all' ? true : contact.responsible === (tab === 'mine' ? me : null))
  const key = (contact: Contact) => (sort === 'name' ? sortKey(contact.name) : sort === 'created_at' ? contact.createdAt : 0)
  const found = all.filter(
    (contact) =>
      contact.stage === stage &&
      owner(contact) &&
      among(filters.type, contact.type) &&
      among(filters.status, contact.status) &&
      among(filters.country, contact.country) &&
      contact.createdAt >= (filters.createdFrom ?? 0) &&
      contact.createdAt < (filters.createdUntil ?? Number.POSITIVE_INFINITY) &&
      (search === '' || holds(contact, search)),
  )
  const sorted = found.toSorted((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0))
  return (descending ? sorted.toReversed() : sorted).map(({ id }) => id)
}

const began = Date.UTC(2026, 10, 23, 12)
const time = fc.integer({ min: began, max: began + people * 700 })
const queries = fc.record({
  stage: fc.constantFrom('client', 'client', 'lead'),
  tab: fc.constantFrom('mine', 'all', 'unsorted'),
  search: fc.constantFrom(
    '',
    '',
    'lucja',
    'łódź',
    'lodz',
    'zan',
    'n_n',
    '100%',
    '%',
    '___',
    'swit.exam',
    'jan now',
    "o'hara",
    '"bis"',
    '601 1',
    '1011',
    'nikt',
  ),
  filters: fc.record(
    {
      type: fc.subarray(['client', 'potential', 'partner']),
      status: fc.subarray(['company', 'individual']),
      country: fc.subarray(['PL', 'DE', 'UA']),
      createdFrom: time,
      createdUntil: time,
    },
    { requiredKeys: [] },
  ),
  sort: fc.constantFrom('name', 'created_at', 'last_contact_at'),
  descending: fc.boolean(),
})

const keyOf = (query: ContactQuery, id: string) => {
  const contact = all.find((one) => one.id === id)
  return query.sort === 'name' ? sortKey(contact?.name ?? '') : query.sort === 'created_at' ? contact?.createdAt : 0
}

describe('a list of contacts', () => {
  it('S3.1 holds what the query says, in its order, whichever way it is found', () => {
    fc.assert(
      fc.property(queries, (input) => {
        const query = contactQuerySchema.parse(input)
        const asked = { query, memberId: test.workspace.me().id }
        const ids = expected(query)
        const { database } = test.workspace.store
        const rows = contactQueries['contacts.list'](database, { ...asked, offset: 0, limit: 500 }).map(({ id }) => id)
        expect(rows.toSorted()).toEqual(ids.toSorted())
        // Of those that the order does not tell apart any may come first.
        expect(rows.map((id) => keyOf(query, id))).toEqual(ids.map((id) => keyOf(query, id)))
        expect(contactQueries['contacts.count'](database, asked)).toBe(ids.length)
      }),
      { numRuns: 300 },
    )
  })

  it('S3.1 is the same whole list in stretches of any size, from any place', () => {
    const stretch = fc.record({ offset: fc.integer({ min: 0, max: people }), limit: fc.integer({ min: 1, max: 60 }) })
    fc.assert(
      fc.property(queries, stretch, (input, { offset, limit }) => {
        const asked = { query: contactQuerySchema.parse(input), memberId: test.workspace.me().id }
        const page = (from: number, length: number) =>
          contactQueries['contacts.list'](test.workspace.store.database, { ...asked, offset: from, limit: length }).map(({ id }) => id)
        expect(page(offset, limit)).toEqual(page(0, 500).slice(offset, offset + limit))
      }),
      { numRuns: 300 },
    )
  })

  it('S3.1 each value of a filter is counted as choosing it would find', () => {
    fc.assert(
      fc.property(queries, (input) => {
        const query = contactQuerySchema.parse(input)
        const facets = contactQueries['contacts.facets'](test.workspace.store.database, { query, memberId: test.workspace.me().id })
        for (const facet of ['type', 'status', 'country'] as const) {
          for (const value of { type: ['client', 'partner'], status: ['company'], country: ['PL', 'DE', 'UA'] }[facet]) {
            const chosen = contactQuerySchema.parse({ ...query, filters: { ...query.filters, [facet]: [value] } })
            expect([facet, value, facets[facet][value] ?? 0]).toEqual([facet, value, expected(chosen).length])
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})
