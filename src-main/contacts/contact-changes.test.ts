import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BulkAction, bulkActionSchema, contactInputSchema, contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { type CatalogueService, createCatalogueService } from '../catalogue/catalogue-service.ts'
import type { Readers } from '../db/readers.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createHistoryService } from '../history/history-service.ts'
import { createWorkService, type WorkService } from '../work/work-service.ts'
import { createContactChanges } from './contact-changes.ts'
import { contactQueries } from './contact-queries.ts'
import { completeContact } from './contact-service.ts'

let test: TestWorkspace
let told: Work[]
let onTold: (one: Work) => void
let work: WorkService
let catalogue: CatalogueService

beforeEach(() => {
  test = createTestWorkspace()
  told = []
  onTold = () => {}
  const tell = (one: Work) => {
    told.push(one)
    onTold(one)
  }
  work = createWorkService(tell, { error: () => {}, warn: () => {}, info: () => {} } as never)
  catalogue = createCatalogueService(test.workspace)
})
afterEach(async () => {
  await work.close()
  test.close()
})

/** Answers on the connection that writes: what a reading worker sees is the same. */
const readers = {
  ask: async (_name: string, args: Parameters<(typeof contactQueries)['contacts.ids']>[1]) =>
    contactQueries['contacts.ids'](test.workspace.store.database, args),
} as unknown as Pick<Readers, 'ask'>

const tag = (name: string) => {
  const id = newId()
  catalogue.put({ kind: 'tag', id, name, colour: null })
  return id
}

/** Made in one go: what is tested is what comes after. */
const crowd = (count: number, input: (index: number) => Record<string, unknown> = () => ({})): string[] => {
  const { store, context, country } = test.workspace
  const by = { memberId: context().memberId, country: country() }
  const made = Array.from({ length: count }, (_, index) =>
    completeContact(contactInputSchema.parse({ stage: 'client', name: `Osoba ${index}`, ...input(index) }), by),
  )
  store.mutateMany(createContact, made, context(), newId(), (_, error) => {
    throw error
  })
  return made.map(({ id }) => id)
}

const contact = (id: string) => test.workspace.store.get(contactKind, id) as Contact
const everybody = (filters: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  query: contactQuerySchema.parse({ stage: 'client', filters, ...more }),
  except: [] as string[],
})
const count = (filters: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  contactQueries['contacts.count'](test.workspace.store.database, {
    query: everybody(filters, more).query,
    memberId: test.workspace.me().id,
  })

const begin = (selection: { ids: string[] } | ReturnType<typeof everybody>, action: BulkAction) =>
  createContactChanges({ workspace: test.workspace, readers, work }).change({
    selection,
    action: bulkActionSchema.parse(action),
  })

/** Waits until it has ended. */
const change = (...args: Parameters<typeof begin>): Promise<Work> =>
  new Promise((resolve) => {
    const before = onTold
    onTold = (one) => {
      before(one)
      if (one.state !== 'running') resolve(one)
    }
    begin(...args)
  })

const undo = ({ batch }: Work) => createHistoryService(test.workspace).undo(batch ?? '')

describe('a change of many contacts', () => {
  it('S3.5 tags everything that a query finds but a few, as one act that is taken back whole', async () => {
    const [vip, old] = [tag('VIP'), tag('Dawni')]
    const ids = crowd(650, (index) => ({ city: index % 2 === 0 ? 'Łódź' : 'Żory', tags: index % 3 === 0 ? [old] : [] }))
    const [first = ''] = ids
    const done = await change({ ...everybody({ city: ['lodz'] }), except: [first] }, { type: 'tag', add: [vip], remove: [old] })
    expect(done).toMatchObject({ state: 'done', kind: 'change', total: 324, done: 324, refused: 0, error: null })
    expect([count({ tag: [vip] }), count({ tag: [old] }), count({ tag: [vip, old], tagMode: 'all' })]).toEqual([324, 109, 0])
    expect(contact(first).tags).toEqual([old])
    // What is done is told as it grows, under one batch.
    expect(told.map((one) => one.done)).toEqual([0, 200, 324, 324])
    expect(await undo(done)).toMatchObject({ kept: [] })
    expect([count({ tag: [vip] }), count({ tag: [old] })]).toEqual([0, 217])
  })

  it('S3.2 reaches each contact once, though it leaves the list as it is changed', async () => {
    crowd(450)
    const mine = everybody({}, { tab: 'mine' })
    const unowned = await change(mine, { type: 'assign', responsible: null })
    expect(unowned).toMatchObject({ total: 450, done: 450 })
    expect([count({}, { tab: 'mine' }), count({ responsible: ['nobody'] })]).toEqual([0, 450])
    await undo(unowned)
    expect(count({}, { tab: 'mine' })).toBe(450)
    expect(() => begin(mine, { type: 'assign', responsible: newId() })).toThrow(expect.objectContaining({ code: 'not_found' }))
  })

  it('S7.5 leaves what is refused, counts it, and tells the first reason', async () => {
    const leads = crowd(6, () => ({ stage: 'lead', responsible: null }))
    const clients = crowd(3)
    const done = await change({ ids: [...leads, ...clients, newId()] }, { type: 'lead_status', status: 'in_progress' })
    expect(done).toMatchObject({ state: 'done', total: 10, done: 6, refused: 4, error: { code: 'conflict' } })
    expect(leads.map((id) => contact(id).leadStatus)).toEqual(Array(6).fill('in_progress'))
    await undo(done)
    expect(leads.map((id) => contact(id).leadStatus)).toEqual(Array(6).fill('not_processed'))
  })

  it('S3.5 adds what stands for a merged tag, and takes one away under all of its names', async () => {
    const [small, large] = [tag('Hurtownie'), tag('Hurt')]
    const ids = crowd(2, () => ({ tags: [small] }))
    const bare = crowd(1)
    catalogue.merge({ kind: 'tag', ids: [small], into: large })
    await change({ ids: bare }, { type: 'tag', add: [small] })
    expect(contact(bare[0] ?? '').tags).toEqual([large])
    expect(count({ tag: [large] })).toBe(3)
    await change({ ids: [...ids, ...bare] }, { type: 'tag', remove: [large] })
    expect([...ids, ...bare].map((id) => contact(id).tags)).toEqual([[], [], []])
    expect(() => begin({ ids }, { type: 'tag', add: [newId()] })).toThrow(expect.objectContaining({ code: 'not_found' }))
  })

  it('S3.6 gives many the same value of a property, and takes it away', async () => {
    const id = newId()
    catalogue.put({ kind: 'property', id, name: 'Rabat', type: 'number', options: [], order: 1 })
    const ids = crowd(4)
    await change({ ids }, { type: 'property', id, value: 15 })
    expect(count({ properties: [{ id, from: 10, until: 15 }] })).toBe(4)
    await change({ ids: ids.slice(0, 3) }, { type: 'property', id, value: null })
    expect([count({ properties: [{ id, filled: true }] }), count({ properties: [{ id, filled: false }] })]).toEqual([1, 3])
    expect(() => begin({ ids }, { type: 'property', id, value: 'dużo' })).toThrow(expect.objectContaining({ code: 'bad_input' }))
  })

  it('changes type and source, and deletes', async () => {
    const source = newId()
    catalogue.put({ kind: 'source', id: source, name: 'Targi', param: 'custom', value: '' })
    const ids = crowd(5)
    await change({ ids }, { type: 'contact_type', value: 'partner' })
    await change({ ids }, { type: 'source', add: [source] })
    expect([count({ type: ['partner'] }), count({ source: [source] })]).toEqual([5, 5])
    const deleted = await change(everybody({ source: [source] }), { type: 'delete' })
    expect([deleted.done, count({})]).toEqual([5, 0])
    await undo(deleted)
    expect(count({ source: [source] })).toBe(5)
  })

  it('stops where it is told to, and what is done can be taken back', async () => {
    crowd(600)
    onTold = ({ id, done }) => {
      if (done === 200) void work.cancel(id)
    }
    const stopped = await change(everybody(), { type: 'contact_type', value: 'reseller' })
    expect(stopped).toMatchObject({ state: 'cancelled', total: 600, done: 200 })
    expect(count({ type: ['reseller'] })).toBe(stopped.done)
    await undo(stopped)
    expect(count({ type: ['reseller'] })).toBe(0)
  })
})
