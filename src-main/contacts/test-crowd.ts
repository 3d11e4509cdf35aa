import { v7 as newId } from 'uuid'
import { shownItems, standsFor } from '../../src-shared/catalogue/aliases.ts'
import type { Property, PropertyType } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { heldStatus, statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'
import { optionsOf } from '../../src-shared/catalogue/property-values.ts'
import { type ContactQuery, contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import { fold, sortKey } from '../../src-shared/lib/fold.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { createCatalogueService } from '../catalogue/catalogue-service.ts'
import { prepareRows } from '../db/prepare-rows.ts'
import { createTestWorkspace } from '../db/test-workspace.ts'
import { createLeadService } from '../leads/lead-service.ts'
import { contactFieldsOf } from './contact-fields.ts'
import { completeContact, createContactService } from './contact-service.ts'

const people = 400
const imported = 100
const names = ['Łucja', 'Lucjan', 'Żaneta', 'Zenon', 'Ćwikła', 'Jan_Nowak', 'Ewa 100%', 'Święta', 'Świt "Bis"', "O'Hara", 'Ola']
export const cities = ['Łódź', 'Łódź', 'Lodz', 'Żory', 'Lodowo', '', 'Gdańsk', 'gdańsk']

const pick = <Item>(list: readonly Item[], index: number) => list[index % list.length] as Item

/** Tags, sources, properties and statuses; some of them merged or gone at the end. */
const createChoicesOf = (catalogue: ReturnType<typeof createCatalogueService>) => {
  const tags = ['VIP', 'Ważni', 'Hurt', 'Hurtownie', 'Targi', 'Dawni'].map((name) => {
    const id = newId()
    catalogue.put({ kind: 'tag', id, name, colour: null })
    return id
  })
  const sources = ['Strona', 'WWW', 'Polecenie'].map((name) => {
    const id = newId()
    catalogue.put({ kind: 'source', id, name, param: 'custom', value: '' })
    return id
  })
  const options = () =>
    ['Kuchnie', 'Meble', 'Okna', 'Drzwi'].map((name) => ({ id: newId(), name, mergedInto: null as string | null, removed: false }))
  const properties = (['text', 'number', 'date', 'boolean', 'list', 'multi_list', 'list'] as PropertyType[]).map((type, order) => {
    const property = {
      kind: 'property' as const,
      id: newId(),
      name: `${type} ${order}`,
      type,
      options: type.includes('list') ? options() : [],
      order,
    }
    catalogue.put(property)
    return property
  })
  const statuses = ['Oferta', 'Wycena'].map((name, order) => {
    const id = newId()
    catalogue.put({ kind: 'status', id, key: null, name, category: 'open', order: 4 + order })
    return id
  })
  return {
    tags,
    sources,
    properties,
    statuses,
    mergeSome: () => {
      catalogue.merge({ kind: 'tag', ids: [tags[1] ?? ''], into: tags[0] ?? '' })
      catalogue.merge({ kind: 'tag', ids: [tags[3] ?? ''], into: tags[2] ?? '' })
      catalogue.merge({ kind: 'source', ids: [sources[1] ?? ''], into: sources[0] ?? '' })
      catalogue.merge({ kind: 'status', ids: [statuses[1] ?? ''], into: statuses[0] ?? '' })
      catalogue.merge({ kind: 'status', ids: [statusRowId('deferred')], into: statusRowId('in_progress') })
      catalogue.delete({ kind: 'tag', ids: [tags[5] ?? ''] })
      for (const property of properties.filter(({ type }) => type.includes('list'))) {
        const [first, second, third, fourth] = property.options
        const changed = [first, { ...second, mergedInto: first?.id ?? null }, third, { ...fourth, removed: true }]
        catalogue.put({ ...property, options: changed as typeof property.options })
      }
      catalogue.delete({ kind: 'property', ids: [properties[6]?.id ?? ''] })
    },
  }
}

/** For tests: contacts with everything that lists filter by, made one by one and in bulk, changed and deleted since; and what a query means, said without any index. */
export const createCrowd = () => {
  const test = createTestWorkspace()
  const { store, context, me, country } = test.workspace
  const contacts = createContactService(test.workspace)
  const leads = createLeadService(test.workspace, null)
  const catalogue = createCatalogueService(test.workspace)
  const choices = createChoicesOf(catalogue)
  const { tags, sources, properties, statuses } = choices
  const members = [me().id, newId(), newId()]
  const began = context().now

  const valuesOf = (index: number) => {
    const [text, number, date, truth, list, multi, gone] = properties
    const option = (property: typeof list, at: number) => pick(property?.options ?? [], at).id
    const values: Record<string, unknown> = {}
    if (index % 3 === 0) values[text?.id ?? ''] = `Uwaga ${index}`
    if (index % 2 === 0) values[number?.id ?? ''] = (index * 7) % 150
    if (index % 4 < 2) values[date?.id ?? ''] = `2026-${String(1 + (index % 12)).padStart(2, '0')}-1${index % 9}`
    if (index % 5 < 3) values[truth?.id ?? ''] = index % 5 === 0
    if (index % 3 < 2) values[list?.id ?? ''] = option(list, index)
    if (index % 7 < 4) values[multi?.id ?? ''] = [...new Set([option(multi, index), option(multi, index * 3 + 1)])]
    if (index % 8 === 0) values[gone?.id ?? ''] = option(gone, index)
    return values
  }
  const inputOf = (index: number) =>
    contactInputSchema.parse({
      stage: index % 5 === 0 ? 'lead' : 'client',
      name: `${pick(names, index * 5)} ${pick(names, Math.floor(index / 3))}`,
      city: pick(cities, index * 3 + Math.floor(index / 8)),
      country: pick(['PL', 'PL', 'DE', null], index),
      type: pick(['client', 'potential', 'partner'], Math.floor(index / 2)),
      status: index % 6 === 0 ? 'company' : 'individual',
      employeesCount: pick([null, '50', '50_250'], index),
      responsible: index % 4 === 0 ? null : pick(members, Math.floor(index / 5)),
      phones: index % 2 === 0 ? [{ typed: `601 ${String(100_000 + index * 37)}` }] : [],
      emails: index % 3 === 0 ? [{ address: `osoba.${index}@swit.example` }] : [],
      tags: tags.filter((_, at) => (index + at * at) % (at + 2) === 0),
      sources: index % 3 === 0 ? [pick(sources, index / 3)] : index % 3 === 1 ? sources.slice(0, 2) : [],
      properties: valuesOf(index),
    })

  const ids: string[] = []
  const lastContacts = new Map<string, number>()
  for (let index = 0; index < people - imported; index++) {
    test.pass(index % 3 === 0 ? 0 : 1000)
    ids.push(contacts.create(inputOf(index), pick(['manual', 'form', 'call_incoming'] as const, index)).id)
  }
  // In bulk: what half of them are ordered by comes later than the changes below.
  const batch = newId()
  const by = { memberId: me().id, country: country() }
  const prepared = Array.from({ length: imported }, (_, at) =>
    prepareRows(createContact, completeContact(inputOf(people - imported + at), by, 'import'), context(), contactFieldsOf, store.rows),
  ).flat()
  const first = store.bulk.writeRows(createContact.name, prepared, context(), batch)
  ids.push(...prepared.map(({ id }) => id))
  const ordered = prepared.map(({ fields }, at) => ({ rid: first + at, fields }))
  const bringOrdered = (entries: typeof ordered) => store.bulk.writeOrdered(createContact.name, 'contact', entries, context(), batch)
  bringOrdered(ordered.slice(0, imported / 2))

  for (const [index, id] of ids.entries()) {
    test.pass(500)
    const contact = contacts.get(id)
    if (contact.stage === 'lead' && index % 3 === 0) {
      leads.setStatus({ id, status: pick([...statuses, 'deferred', 'in_progress'], index / 3) })
    }
    if (contact.stage === 'lead' && index % 20 === 5) leads.finish({ id, as: 'client' })
    if (index % 6 === 1) {
      const change = { fields: { city: pick(cities, index), responsible: pick([...members, null], index) } }
      contacts.update({
        id,
        ...change,
        tags: { add: [pick(tags, index)], remove: [pick(tags, index + 1)] },
        properties: { [properties[1]?.id ?? '']: index % 150 },
      })
    }
    if (index % 5 === 2) {
      lastContacts.set(id, context().now)
      store.mutate(writeNote, { id: newId(), contactId: id, callId: null, text: 'Oddzwonić', revision: 1 }, context(), newId())
    }
    if (index % 11 === 3) contacts.delete([id])
  }
  bringOrdered(ordered.slice(imported / 2))
  store.bulk.settle()
  store.bulk.endUnordered()
  choices.mergeSome()

  const all = ids.flatMap((id) => store.get(contactKind, id) ?? [])
  const items = catalogue.list()
  const lookup = <Item extends { readonly id: string; readonly mergedInto: string | null }>(list: readonly Item[]) => {
    const byId = new Map(list.map((item) => [item.id, item]))
    return (id: string) => byId.get(id)
  }
  const [tagOf, sourceOf, statusOf] = [lookup(items.tags), lookup(items.sources), lookup(items.statuses)]
  const statusShown = (held: string) => {
    const status = standsFor(statusOf, statusRowId(held))
    return status && heldStatus(status)
  }

  const holds = ({ name, city, phones, emails }: Contact, search: string) => {
    const texts = [name, city, ...emails.map(({ address }) => address)].map(fold)
    const isIn = (word: string) => texts.some((text) => text.includes(word))
    const words = fold(search).split(' ')
    if (/^[\d ]+$/.test(search)) return phones.some(({ digits }) => digits.includes(words.join(''))) || isIn(fold(search))
    // One or two letters say too little to be looked for inside.
    return words.every(isIn) && (words.some((word) => word.length > 2) || fold(name).startsWith(words[0] ?? ''))
  }

  const ofProperty = (contact: Contact, { id, values = [], from, until, filled }: ContactQuery['filters']['properties'][number]) => {
    const property = items.properties.find((one) => one.id === id) as Property | undefined
    const value = property && contact.properties[id]
    const isChosen = property?.type.includes('list')
    const shown =
      property && isChosen ? optionsOf(property, value ?? []).map((option) => option.id) : value === undefined ? [] : [String(value)]
    const wanted = property && isChosen ? optionsOf(property, values).map((option) => option.id) : values
    const within = (bound: number | string, isBeyond: (one: number | string) => boolean) =>
      value !== undefined &&
      typeof value === typeof bound &&
      (property?.type === 'number' || property?.type === 'date') &&
      !isBeyond(value as number)
    return (
      (values.length === 0 || (property?.type !== 'text' && shown.some((one) => wanted.includes(one)))) &&
      (from === undefined || within(from, (one) => one < from)) &&
      (until === undefined || within(until, (one) => one > until)) &&
      (filled === undefined || shown.length > 0 === filled)
    )
  }

  const matches = (contact: Contact, { stage, tab, filters, search }: ContactQuery): boolean => {
    const among = (values: readonly string[], value: string | null) => values.length === 0 || (value !== null && values.includes(value))
    const owner = contact.responsible ?? 'nobody'
    const shownTags = shownItems(tagOf, contact.tags).map(({ id }) => id)
    const wantedTags = filters.tag.map((id) => standsFor(tagOf, id)?.id ?? 'gone')
    const hasTag = (id: string) => shownTags.includes(id)
    const shownSources = shownItems(sourceOf, contact.sources).map(({ id }) => id)
    const status = contact.stage === 'lead' && contact.leadStatus ? (statusShown(contact.leadStatus) ?? null) : null
    return (
      contact.stage === stage &&
      (tab === 'all' || owner === (tab === 'mine' ? me().id : 'nobody')) &&
      among(filters.responsible, owner) &&
      among(filters.type, contact.type) &&
      among(filters.status, contact.status) &&
      among(filters.country, contact.country) &&
      among(filters.employeesCount, contact.employeesCount) &&
      among(
        filters.leadStatus.map((one) => statusShown(one) ?? 'gone'),
        status,
      ) &&
      among(filters.leadSource, contact.leadSource) &&
      among(filters.city.map(fold), fold(contact.city) || null) &&
      (wantedTags.length === 0 || (filters.tagMode === 'all' ? wantedTags.every(hasTag) : wantedTags.some(hasTag))) &&
      (filters.source.length === 0 || filters.source.some((id) => shownSources.includes(standsFor(sourceOf, id)?.id ?? 'gone'))) &&
      filters.properties.every((wanted) => ofProperty(contact, wanted)) &&
      contact.createdAt >= (filters.createdFrom ?? 0) &&
      contact.createdAt < (filters.createdUntil ?? Number.POSITIVE_INFINITY) &&
      (lastContacts.get(contact.id) ?? 0) < (filters.noContactSince ?? Number.POSITIVE_INFINITY) &&
      (search === '' || holds(contact, search))
    )
  }

  /** What a list is ordered by. */
  const keyOf = ({ sort }: ContactQuery, contact: Contact): string | number =>
    sort === 'name' ? sortKey(contact.name) : sort === 'created_at' ? contact.createdAt : (lastContacts.get(contact.id) ?? 0)

  const found = (query: ContactQuery): Contact[] => {
    const compare = (one: Contact, other: Contact) =>
      keyOf(query, one) < keyOf(query, other) ? -1 : keyOf(query, one) > keyOf(query, other) ? 1 : 0
    const sorted = all.filter((contact) => matches(contact, query)).toSorted(compare)
    return query.descending ? sorted.toReversed() : sorted
  }

  return { ...choices, test, all, items, members, found, keyOf, tagOf, sourceOf, statusShown, began, ended: context().now }
}

export type Crowd = ReturnType<typeof createCrowd>
