import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standsFor } from '../../src-shared/catalogue/aliases.ts'
import { builtInStatuses, statusKeys, statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createHistoryService, type HistoryService } from '../history/history-service.ts'
import { createLeadService } from '../leads/lead-service.ts'
import { type CatalogueService, createCatalogueService } from './catalogue-service.ts'

let test: TestWorkspace
let catalogue: CatalogueService
let history: HistoryService

beforeEach(() => {
  test = createTestWorkspace()
  catalogue = createCatalogueService(test.workspace)
  history = createHistoryService(test.workspace)
})
afterEach(() => test.close())

const tag = (name: string, id = newId()) => {
  catalogue.put({ kind: 'tag', id, name, colour: null })
  return id
}
const names = () => catalogue.list().tags.map(({ name }) => name)
const refused = (code: string, rule: string) => expect.objectContaining({ code, problems: [expect.objectContaining({ rule })] })

describe('tags', () => {
  it('S3.5 are made and renamed, each name once however it is written, in Polish order', () => {
    tag('Żółty')
    const vip = tag('VIP')
    tag('Łódź')
    expect(names()).toEqual(['Łódź', 'VIP', 'Żółty'])
    expect(() => tag('lodz')).toThrow(refused('conflict', 'name_taken'))
    catalogue.put({ kind: 'tag', id: vip, name: 'Ważni', colour: 30 })
    expect(catalogue.list().tags.find(({ id }) => id === vip)).toMatchObject({ name: 'Ważni', colour: 30 })
  })

  it('S3.5 are merged without a word to what they hang on, and taken apart again', async () => {
    const [small, large] = [tag('Hurtownie'), tag('Hurt')]
    const { batch } = catalogue.merge({ kind: 'tag', ids: [small], into: large })
    const shown = () => standsFor((id) => catalogue.list().tags.find((one) => one.id === id), small)?.name
    expect(shown()).toBe('Hurt')
    // The name is free by now.
    tag('hurtownie')
    await history.undo(batch)
    expect(shown()).toBe('Hurtownie')
  })

  it('S3.5 are deleted, and are back on everything when that is taken back', async () => {
    const id = tag('Targi')
    const contacts = createContactService(test.workspace)
    const contact = contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Jan', tags: [id] }))
    const { batch } = catalogue.delete({ kind: 'tag', ids: [id] })
    expect([names(), contacts.get(contact.id).tags]).toEqual([[], [id]])
    await history.undo(batch)
    expect(names()).toEqual(['Targi'])
  })
})

describe('custom properties', () => {
  it('S3.6 stand in their order, keep their type, and take values of it alone', () => {
    const id = newId()
    const option = { id: newId(), name: 'Kuchnie', mergedInto: null, removed: false }
    catalogue.put({ kind: 'property', id, name: 'Branża', type: 'list', options: [option], order: 2 })
    catalogue.put({ kind: 'property', id: newId(), name: 'NIP', type: 'text', options: [], order: 1 })
    expect(catalogue.list().properties.map(({ name }) => name)).toEqual(['NIP', 'Branża'])
    expect(() => catalogue.put({ kind: 'property', id, name: 'Branża', type: 'text', options: [], order: 2 })).toThrow(
      refused('bad_input', 'fixed_type'),
    )
    const contacts = createContactService(test.workspace)
    const contact = contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Jan', properties: { [id]: option.id } }))
    expect(contacts.get(contact.id).properties).toEqual({ [id]: option.id })
    const input = { stage: 'client', name: 'Jan', properties: { [id]: newId() } }
    expect(() => contacts.create(contactInputSchema.parse(input))).toThrow(refused('bad_input', 'unknown_option'))
    contacts.update({ id: contact.id, fields: {}, properties: { [id]: null } })
    expect(contacts.get(contact.id).properties).toEqual({})
  })
})

describe('statuses of leads', () => {
  const order = () => catalogue.list().statuses.map(({ key, name }) => key ?? name)

  it('S7.5 are those that every workspace has, renamed and moved, and its own among them', () => {
    expect(order()).toEqual([...statusKeys])
    const inProgress = builtInStatuses[1] as (typeof builtInStatuses)[number]
    catalogue.put({ kind: 'status', id: inProgress.id, key: 'in_progress', name: 'Rozmawiamy', category: 'open', order: 3.5 })
    catalogue.put({ kind: 'status', id: newId(), key: null, name: 'Oferta', category: 'open', order: 4 })
    expect(order()).toEqual(['not_processed', 'deferred', 'in_progress', 'Oferta', 'finished', 'unsuitable'])
    expect(catalogue.list().statuses[2]?.name).toBe('Rozmawiamy')
  })

  it('S7.5 lead a lead from one to the next, but not to its end', async () => {
    const offer = newId()
    catalogue.put({ kind: 'status', id: offer, key: null, name: 'Oferta', category: 'open', order: 4 })
    const contacts = createContactService(test.workspace)
    const leads = createLeadService(test.workspace, null)
    const { id } = contacts.create(contactInputSchema.parse({ stage: 'lead', name: 'Ewa' }))
    const { batch } = leads.setStatus({ id, status: offer })
    expect(contacts.get(id).leadStatus).toBe(offer)
    await history.undo(batch)
    expect(contacts.get(id).leadStatus).toBe('not_processed')
    leads.setStatus({ id, status: 'deferred' })
    expect(() => leads.setStatus({ id, status: 'finished' })).toThrow(refused('bad_input', 'closing_status'))
    expect(() => leads.setStatus({ id, status: newId() })).toThrow(expect.objectContaining({ code: 'not_found' }))
    // One that was merged leads where it stands for.
    catalogue.merge({ kind: 'status', ids: [statusRowId('deferred')], into: offer })
    leads.setStatus({ id, status: 'deferred' })
    expect(contacts.get(id).leadStatus).toBe(offer)
  })

  it('S7.5 that carry what the program does by itself stay; others are merged away and brought back', async () => {
    const into = statusRowId('in_progress')
    expect(() => catalogue.merge({ kind: 'status', ids: [statusRowId('finished')], into })).toThrow(refused('conflict', 'fixed_status'))
    const { batch } = catalogue.merge({ kind: 'status', ids: [statusRowId('deferred')], into })
    const deferred = () => catalogue.list().statuses.find(({ key }) => key === 'deferred')
    expect(deferred()?.mergedInto).toBe(into)
    await history.undo(batch)
    expect(deferred()?.mergedInto).toBeNull()
    expect(order()).toEqual([...statusKeys])
  })
})
