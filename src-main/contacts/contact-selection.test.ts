import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src-node/sqlite/database.ts'
import { shownItems } from '../../src-shared/catalogue/aliases.ts'
import { statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'
import { optionsOf } from '../../src-shared/catalogue/property-values.ts'
import { type ContactQuery, contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { catalogueQueries } from '../catalogue/catalogue-queries.ts'
import { openWorkspaceStore } from '../db/workspace-store.ts'
import { contactQueries } from './contact-queries.ts'
import { type Crowd, cities, createCrowd } from './test-crowd.ts'

let crowd: Crowd
beforeAll(() => {
  crowd = createCrowd()
})
afterAll(() => crowd.test.close())

const texts = [
  '',
  '',
  '',
  'lucja',
  'łódź',
  'lodz',
  'zan',
  'l',
  'z',
  'sw b',
  'n_n',
  '100%',
  '%',
  'swit.exam',
  'jan now',
  "o'hara",
  '"bis"',
  '601 1',
  '1011',
  'nikt',
]

/** Places in the crowd's lists: what is chosen is made only when the crowd is there. */
const at = fc.nat({ max: 6 })
const choice = fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1, maxLength: 3 })
const property = fc.oneof(
  fc.record({ at, kind: fc.constant('values' as const), of: choice }),
  fc.record({ at, kind: fc.constant('stretch' as const), from: fc.option(fc.nat({ max: 150 })), until: fc.option(fc.nat({ max: 150 })) }),
  fc.record({ at, kind: fc.constant('filled' as const), filled: fc.boolean() }),
)
const moment = fc.double({ min: 0, max: 1, noNaN: true })
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 1, nil: undefined })
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })

const queries = fc.record({
  stage: fc.constantFrom('client' as const, 'client' as const, 'lead' as const),
  tab: fc.constantFrom('mine' as const, 'all' as const, 'all' as const, 'unsorted' as const),
  search: fc.constantFrom(...texts),
  type: rarely(fc.subarray(['client', 'potential', 'partner'])),
  status: rarely(fc.subarray(['company', 'individual'])),
  country: rarely(fc.subarray(['PL', 'DE', 'UA'])),
  employeesCount: rarely(fc.subarray(['50', '50_250'])),
  leadStatus: rarely(choice),
  leadSource: rarely(fc.subarray(['manual', 'import'])),
  responsible: rarely(choice),
  city: rarely(fc.subarray(['lodz', 'ŁÓDŹ', 'żory', 'Gdańsk', 'Nigdzie'])),
  tag: optional(choice),
  tagMode: fc.constantFrom('any' as const, 'all' as const),
  source: rarely(choice),
  properties: optional(fc.array(property, { maxLength: 2 })),
  createdFrom: rarely(moment),
  createdUntil: rarely(moment),
  noContactSince: rarely(moment),
  sort: fc.constantFrom('name' as const, 'created_at' as const, 'last_contact_at' as const),
  descending: fc.boolean(),
})
type Drawn = typeof queries extends fc.Arbitrary<infer Value> ? Value : never

const propertyOf = (drawn: typeof property extends fc.Arbitrary<infer Value> ? Value : never) => {
  const { id, type, options } = crowd.properties[drawn.at] as Crowd['properties'][number]
  if (drawn.kind === 'filled') return { id, filled: drawn.filled }
  if (drawn.kind === 'values') {
    const values = options.length > 0 ? options.map((option) => option.id) : ['true', 'false', '7', '2026-02-11']
    return { id, values: drawn.of.flatMap((place) => values[place] ?? []) }
  }
  const bound = (value: number | null) =>
    value === null ? undefined : type === 'date' ? `2026-${String(1 + (value % 12)).padStart(2, '0')}-15` : value
  return { id, from: bound(drawn.from), until: bound(drawn.until) }
}

const queryOf = ({ stage, tab, search, sort, descending, ...drawn }: Drawn): ContactQuery => {
  const chosen = (list: readonly string[], places: readonly number[] | undefined) => (places ?? []).flatMap((place) => list[place] ?? [])
  const time = (share: number | undefined) =>
    share === undefined ? undefined : Math.round(crowd.began + share * (crowd.ended - crowd.began))
  return contactQuerySchema.parse({
    stage,
    tab,
    search,
    sort,
    descending,
    filters: {
      ...drawn,
      leadStatus: chosen(['in_progress', 'not_processed', 'deferred', ...crowd.statuses, crowd.tags[0] ?? ''], drawn.leadStatus),
      responsible: chosen(['nobody', ...crowd.members], drawn.responsible),
      tag: chosen(crowd.tags, drawn.tag),
      source: chosen(crowd.sources, drawn.source),
      properties: drawn.properties?.map(propertyOf),
      createdFrom: time(drawn.createdFrom),
      createdUntil: time(drawn.createdUntil),
      noContactSince: time(drawn.noContactSince),
    },
  })
}

const asked = (query: ContactQuery) => ({ query, memberId: crowd.test.workspace.me().id })
const database = () => crowd.test.workspace.store.database
const listed = (query: ContactQuery, offset = 0, limit = 500) =>
  contactQueries['contacts.list'](database(), { ...asked(query), offset, limit }).map(({ id }) => id)
const withFilter = (query: ContactQuery, filters: Record<string, unknown>) =>
  contactQuerySchema.parse({ ...query, filters: { ...query.filters, ...filters } })

describe('a list of contacts', () => {
  it('S3.1 S3.5 S3.6 holds what the query says, in its order, whichever way it is found', () => {
    fc.assert(
      fc.property(queries, (drawn) => {
        const query = queryOf(drawn)
        const found = crowd.found(query)
        const rows = listed(query)
        expect(rows.toSorted()).toEqual(found.map(({ id }) => id).toSorted())
        // Of those that the order does not tell apart any may come first.
        const byId = new Map(found.map((contact) => [contact.id, contact]))
        const keys = rows.map((id) => crowd.keyOf(query, byId.get(id) as (typeof found)[number]))
        expect(keys).toEqual(found.map((contact) => crowd.keyOf(query, contact)))
        expect(contactQueries['contacts.count'](database(), asked(query))).toBe(found.length)
      }),
      { numRuns: 400 },
    )
  })

  it('S3.1 is the same whole list in stretches of any size, from any place', () => {
    const stretch = fc.record({ offset: fc.nat({ max: 300 }), limit: fc.integer({ min: 1, max: 60 }) })
    fc.assert(
      fc.property(queries, stretch, (drawn, { offset, limit }) => {
        const query = queryOf(drawn)
        expect(listed(query, offset, limit)).toEqual(listed(query).slice(offset, offset + limit))
      }),
      { numRuns: 200 },
    )
  })

  it('S3.1 is in one order where some names begin with what is searched and others hold it elsewhere, and in the middle of a filter', () => {
    const [vip = '', , wholesale = ''] = crowd.tags
    const narrowed = [
      ...['lucja', 'luc', 'zan', 'jan', 'ola', 'ewa', 'swi', 'lod', 'bis', '601'].map((search) => ({ search })),
      { filters: { type: ['client'] } },
      { filters: { type: ['client', 'potential'], status: ['individual'] } },
      { filters: { tag: [vip] } },
      { filters: { tag: [vip, wholesale] } },
    ]
    for (const narrow of narrowed) {
      for (const descending of [false, true]) {
        const query = contactQuerySchema.parse({ stage: 'client', tab: 'all', descending, ...narrow })
        const rows = listed(query)
        const found = crowd.found(query)
        const byId = new Map(found.map((contact) => [contact.id, contact]))
        expect(rows.toSorted()).toEqual(found.map(({ id }) => id).toSorted())
        expect(rows.map((id) => crowd.keyOf(query, byId.get(id) as (typeof found)[number]))).toEqual(
          found.map((contact) => crowd.keyOf(query, contact)),
        )
        for (let offset = 0; offset < rows.length; offset += 7) {
          expect(listed(query, offset, 11)).toEqual(rows.slice(offset, offset + 11))
        }
      }
    }
  })

  it('is told by its ids, in parts that follow each other', () => {
    fc.assert(
      fc.property(queries, (drawn) => {
        const query = queryOf(drawn)
        const whole = listed(query).toSorted()
        const { ids, next } = contactQueries['contacts.ids'](database(), { ...asked(query), after: 0 })
        expect([ids.toSorted(), next]).toEqual([whole, null])
        const parts: string[] = []
        for (let after: number | null = 0; after !== null; ) {
          const part = contactQueries['contacts.ids'](database(), { ...asked(query), after }, { most: 0, stretch: 90 })
          parts.push(...part.ids)
          after = part.next
        }
        expect(parts).toEqual(ids)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the counts of the filter panel', () => {
  it('S3.1 S3.5 S3.6 say of each value what choosing it would find', () => {
    const { tags, sources, properties, members } = crowd
    const values: Record<string, readonly string[]> = {
      type: ['client', 'partner'],
      status: ['company'],
      country: ['PL', 'DE', 'UA'],
      employeesCount: ['50', '50_250', '250_500'],
      leadStatus: ['in_progress', 'not_processed', 'unsuitable'],
      leadSource: ['manual', 'import', 'form'],
      responsible: ['nobody', ...members],
      tag: tags.filter((id) => crowd.tagOf(id)?.mergedInto === null),
      source: sources.filter((id) => crowd.sourceOf(id)?.mergedInto === null),
    }
    fc.assert(
      fc.property(queries, (drawn) => {
        const query = queryOf(drawn)
        const facets = contactQueries['contacts.facets'](database(), asked(query))
        for (const [filter, list] of Object.entries(values)) {
          for (const value of list) {
            const isAdded = filter === 'tag' && query.filters.tagMode === 'all'
            const chosen = withFilter(query, { [filter]: isAdded ? [...query.filters.tag, value] : [value] })
            expect([filter, value, facets[filter]?.[value] ?? 0]).toEqual([filter, value, crowd.found(chosen).length])
          }
        }
        for (const { id, type, options } of properties.slice(3, 6)) {
          const others = query.filters.properties.filter((one) => one.id !== id)
          const shown = crowd.items.properties.find((one) => one.id === id)
          const list =
            type === 'boolean'
              ? ['true', 'false']
              : options.flatMap((option) => (shown ? optionsOf(shown, option.id) : [])).map((option) => option.id)
          for (const value of new Set(list)) {
            const chosen = withFilter(query, { properties: [...others, { id, values: [value] }] })
            expect([type, facets[`property:${id}`]?.[value] ?? 0]).toEqual([type, crowd.found(chosen).length])
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('tell nothing of what is merged, removed or deleted, nor of what cannot be counted by value', () => {
    const facets = contactQueries['contacts.facets'](database(), asked(contactQuerySchema.parse({ stage: 'client' })))
    const [vip = '', important = '', wholesale = '', , fairs = ''] = crowd.tags
    expect(Object.keys(facets.tag ?? {}).toSorted()).toEqual([vip, wholesale, fairs].toSorted())
    expect(facets.tag).not.toHaveProperty(important)
    const [text, number, date, , list, , gone] = crowd.properties
    for (const property of [text, number, date, gone]) expect(facets).not.toHaveProperty([`property:${property?.id}`])
    expect(Object.keys(facets[`property:${list?.id}`] ?? {}).toSorted()).toEqual([list?.options[0]?.id, list?.options[2]?.id].toSorted())
  })

  it('S3.1 name each city as it is written most', () => {
    fc.assert(
      fc.property(queries, (drawn) => {
        const query = queryOf(drawn)
        const others = withFilter(query, { city: [] })
        const told = contactQueries['contacts.facets'](database(), asked(query)).city ?? {}
        for (const [city, count] of Object.entries(told)) {
          const there = crowd.found(others).filter((contact) => fold(contact.city) === fold(city))
          const written = (name: string) => there.filter((contact) => contact.city === name).length
          expect(there.length).toBe(count)
          expect(written(city)).toBe(Math.max(...cities.map(written)))
        }
        const places = new Set(crowd.found(others).map((contact) => fold(contact.city)))
        places.delete('')
        expect(Object.keys(told).map(fold).toSorted()).toEqual([...places].toSorted())
      }),
      { numRuns: 40 },
    )
  })
})

it('what filters know of a contact follows every change: it is what building it anew would make, and nothing else', () => {
  const dump = (connection: Database) =>
    [
      'select facet, key, label, stage, member_id, rid from contact_mark join contact_mark_name using (mark) left join contact_owner using (owner)',
      `select name.facet, key, label, stage, member_id, total from contact_mark_count
        join contact_mark_name name using (mark) left join contact_owner using (owner)`,
      'select stage, member_id, total from contact_mark_count left join contact_owner using (owner) where mark = 0',
      'select facet, key, label from contact_mark_name',
      `select stage, member_id, type, status, country, employees_count, lead_status, lead_source, total from contact_count
        left join contact_owner using (owner) where total <> 0`,
      `select rid, facet, name.key, label from contact, json_each('[0' || marks || '0]') held join contact_mark_name name on mark = held.value`,
    ].map((sql) =>
      connection
        .prepare<[], object>(sql)
        .all()
        .map((row) => JSON.stringify(row))
        .toSorted(),
    )
  const kept = dump(database())
  database().exec("update projection set number = 0 where name = 'contact'")
  const again = openWorkspaceStore(crowd.test.folder)
  expect(dump(again.database)).toEqual(kept)
  again.close()
})

describe('the counts of the catalogue', () => {
  const tally = (lists: readonly (readonly string[])[]) => {
    const counts: Record<string, number> = {}
    for (const list of lists) for (const id of list) counts[id] = (counts[id] ?? 0) + 1
    return counts
  }
  const counts = (kind: 'tag' | 'source' | 'property' | 'status') => catalogueQueries['catalogue.counts'](database(), kind)
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)

  it('S3.5 of tags and sources, aliases with what stands for them, each contact once', () => {
    expect(counts('tag')).toEqual(tally(crowd.all.map(({ tags }) => ids(shownItems(crowd.tagOf, tags)))))
    expect(counts('source')).toEqual(tally(crowd.all.map(({ sources }) => ids(shownItems(crowd.sourceOf, sources)))))
  })

  it('S3.6 of properties and their options', () => {
    const expected = crowd.all.map(({ properties }) =>
      crowd.items.properties.flatMap((property) => {
        if (!(property.id in properties)) return []
        return [property.id, ...(property.type.includes('list') ? ids(optionsOf(property, properties[property.id])) : [])]
      }),
    )
    expect(counts('property')).toEqual(tally(expected))
  })

  it('S7.5 of statuses, of leads alone', () => {
    const leads = crowd.all.filter(({ stage }) => stage === 'lead')
    expect(counts('status')).toEqual(tally(leads.map(({ leadStatus }) => [statusRowId(crowd.statusShown(leadStatus ?? '') ?? '')])))
  })
})
