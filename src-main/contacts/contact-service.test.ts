import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contactInputSchema, contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { problemsOf } from '../../src-shared/lib/errors.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { feedQueries } from '../feed/feed-queries.ts'
import { createHistoryService } from '../history/history-service.ts'
import { contactQueries } from './contact-queries.ts'
import { type ContactService, createContactService } from './contact-service.ts'

let test: TestWorkspace
let contacts: ContactService

beforeEach(() => {
  test = createTestWorkspace()
  contacts = createContactService(test.workspace)
})
afterEach(() => test.close())

const create = (input: Record<string, unknown>) => contacts.create(contactInputSchema.parse({ stage: 'client', ...input }))
const found = (search: string) =>
  contactQueries['contacts.suggest'](test.workspace.store.database, { text: search, limit: 50 }).map((row) => row.name)
const listed = (query: Record<string, unknown>) =>
  contactQueries['contacts.list'](test.workspace.store.database, {
    query: contactQuerySchema.parse({ stage: 'client', ...query }),
    memberId: test.workspace.me().id,
    offset: 0,
    limit: 100,
  }).map((row) => row.name)

describe('search', () => {
  beforeEach(() => {
    create({
      name: 'Łucja Żółć',
      company: 'Hurtownia Świt',
      city: 'Łódź',
      phones: [{ typed: '+48 601 234 567' }],
      emails: [{ address: 'lucja@hurtownia-swit.example' }],
      persons: [{ name: 'Bożena Ćwikła', phone: '22 555 18 04' }],
    })
    create({ name: 'Jan_Nowak' })
  })

  it.each([
    'lodz',
    'Łódź',
    'zolc',
    'łucja żó',
    '601 234',
    '601234567',
    '+48 601',
    '0048601',
    '555-18',
    'swit.exam',
    'cwikla',
    'lu',
    'Świt',
  ])('S3.1 %s finds a client by name, part of a phone, e-mail or contact person', (text) => expect(found(text)).toEqual(['Łucja Żółć']))

  it.each(['n_n', 'jan%', '"nowak"', "x' or 1=1", 'AND', '601 999'])('%s is looked for as it stands', (text) => {
    expect(found(text)).toEqual(text === 'n_n' ? ['Jan_Nowak'] : [])
  })

  it('follows changes, deletion and undo', async () => {
    const { id, batch } = create({ name: 'Zenon Kruk' })
    contacts.update({ id, fields: { name: 'Zenon Wrona' } })
    expect([found('kruk'), found('wrona')]).toEqual([[], ['Zenon Wrona']])
    const deleted = contacts.delete([id])
    expect(found('wrona')).toEqual([])
    await createHistoryService(test.workspace).undo(deleted.batch)
    expect(found('wrona')).toEqual(['Zenon Wrona'])
    expect((await createHistoryService(test.workspace).undo(batch)).kept).toEqual([{ kind: 'contact', id, fields: [] }])
  })
})

describe('lists', () => {
  beforeEach(() => {
    create({ name: 'Żak', country: 'PL' })
    create({ name: 'Becker', country: 'DE', type: 'partner' })
    create({ name: 'Ławnik', country: 'PL', responsible: null })
    create({ name: 'Zając', stage: 'lead' })
  })

  it('S3.2 My clients are those I am responsible for', () => {
    expect(listed({ tab: 'mine' })).toEqual(['Becker', 'Żak'])
    expect(listed({ tab: 'all' })).toEqual(['Becker', 'Ławnik', 'Żak'])
  })

  it('S3.1 filters narrow the list', () => {
    expect(listed({ filters: { country: ['PL'] } })).toEqual(['Ławnik', 'Żak'])
    expect(listed({ filters: { type: ['partner'], country: ['DE', 'UA'] } })).toEqual(['Becker'])
    expect(listed({ search: 'bec' })).toEqual(['Becker'])
  })

  it('counts what it lists', () => {
    const asked = { query: contactQuerySchema.parse({ stage: 'client', filters: { country: ['PL'] } }), memberId: test.workspace.me().id }
    expect(contactQueries['contacts.count'](test.workspace.store.database, asked)).toBe(2)
    expect(contactQueries['contacts.facets'](test.workspace.store.database, asked)).toMatchObject({
      country: { PL: 2, DE: 1 },
      type: { potential: 2 },
    })
  })
})

describe('a contact', () => {
  it('keeps the elements of a list that a change does not name', () => {
    const { id } = create({ name: 'Jan', phones: [{ typed: '601 111 111' }, { typed: '601 222 222' }] })
    const [first, second] = contacts.get(id).phones
    contacts.update({ id, fields: {}, phones: { put: [{ id: first?.id, type: 'work', typed: '601 333 333' }], remove: [] } })
    expect(contacts.get(id).phones.map((phone) => phone.e164)).toEqual(['+48601333333', second?.e164])
  })

  it('gives back what a change overwrote, and keeps what came later', async () => {
    const { id } = create({ name: 'Jan', city: 'Łódź' })
    const change = contacts.update({ id, fields: { name: 'Jan Nowak', city: 'Żory' } })
    contacts.update({ id, fields: { city: 'Gliwice' } })
    const { kept } = await createHistoryService(test.workspace).undo(change.batch)
    expect(contacts.get(id)).toMatchObject({ name: 'Jan', city: 'Gliwice' })
    expect(kept).toEqual([{ kind: 'contact', id, fields: ['city'] }])
  })

  it('stays deleted when an older deletion is taken back once more', async () => {
    const { id } = create({ name: 'Jan' })
    const { batch } = contacts.delete([id])
    const history = createHistoryService(test.workspace)
    expect((await history.undo(batch)).kept).toEqual([])
    expect(contacts.get(id).name).toBe('Jan')
    contacts.delete([id])
    expect((await history.undo(batch)).kept).toMatchObject([{ kind: 'contact', id }])
    expect(() => contacts.get(id)).toThrow(expect.objectContaining({ code: 'not_found' }))
  })

  it('shows its changes in the feed, newest first', () => {
    const { id } = create({ name: 'Jan' })
    test.pass(1000)
    contacts.update({ id, fields: { city: 'Żory', zip: '44-240' } })
    const { items } = feedQueries['feed.list'](test.workspace.store.database, { contactId: id, limit: 10 })
    expect(items.map((item) => item.type === 'change' && [item.act, item.fields])).toEqual([
      ['changed', ['city', 'zip']],
      ['created', []],
    ])
  })

  it('S7.3 a lead says where it comes from: by hand, where nobody says otherwise; a client says nothing', () => {
    const sourceOf = ({ id }: { readonly id: string }) => contacts.get(id).leadSource
    expect(sourceOf(create({ stage: 'lead', name: 'Jan' }))).toBe('manual')
    expect(sourceOf(contacts.create(contactInputSchema.parse({ stage: 'lead', name: 'Ewa' }), 'call_incoming'))).toBe('call_incoming')
    expect(sourceOf(create({ name: 'Anna' }))).toBeNull()
  })

  it('is not made twice under one id', () => {
    const { id } = create({ name: 'Jan' })
    expect(() => create({ id, name: 'Jan' })).toThrow(expect.objectContaining({ code: 'conflict' }))
  })

  it.each([
    ['a name of 8 KB', { name: 'x'.repeat(8192) }, { path: 'name', rule: 'too_big', limit: 250 }],
    ['an empty name', { name: '  ' }, { path: 'name', rule: 'too_small', limit: 1 }],
    [
      'a phone of letters',
      { name: 'Jan', phones: [{ typed: 'zadzwoń' }] },
      { path: 'phones.0.typed', rule: 'not_a_phone', limit: undefined },
    ],
  ])('refuses %s', (_what, input, problem) => {
    const parsed = contactInputSchema.safeParse({ stage: 'client', ...input })
    expect(parsed.success).toBe(false)
    expect(problemsOf(parsed.error?.issues ?? [])).toEqual([problem])
  })
})

describe('a card that was merged', () => {
  it('B4 tells which one it is a part of by now, by however many mergers, and whose merger it was; others tell nothing', () => {
    const [into, next, from, other] = ['Jan', 'Janek', 'Jaś', 'Ewa'].map((name) => create({ name }).id) as [string, string, string, string]
    contacts.merge({ into: next, from: [from], fields: {} })
    contacts.merge({ into, from: [next], fields: {} })
    const { id: memberId, name: memberName } = test.workspace.me()
    expect(contacts.became(from)).toEqual({ contact: { id: into, stage: 'client', name: 'Jan' }, memberId, memberName })
    expect(contacts.became(next)?.contact.id).toBe(into)
    contacts.delete([other])
    expect([into, other, newId()].map((id) => contacts.became(id))).toEqual([null, null, null])
    // Of what it became nothing is told where that is gone itself.
    contacts.delete([into])
    expect(contacts.became(from)).toBeNull()
  })
})
