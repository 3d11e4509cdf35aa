import { hostname } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { createContactService } from '../../src-main/contacts/contact-service.ts'
import type { Workspace } from '../../src-main/workspace.ts'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { standsFor } from '../../src-shared/catalogue/aliases.ts'
import { propertyKind, tagKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, contactKind, newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, mergeContacts, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { deleteFilter, saveFilter } from '../../src-shared/filters/filter-mutators.ts'
import { recordImport } from '../../src-shared/import/import-mutators.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import { taskKind } from '../../src-shared/tasks/task-kind.ts'
import { createTask, patchTask } from '../../src-shared/tasks/task-mutators.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { createChance } from '../bench/chance.ts'
import type { ModelClient } from './model-client.ts'
import { createModelWorld, type GroupName, type ModelWorld } from './model-world.ts'

let world: ModelWorld
const open = async (groups: readonly GroupName[]) => {
  world = await createModelWorld({ chance: createChance(11), groups, machines: groups.map((_, at) => at) })
  return groups.map((_, at) => world.client(at))
}
afterEach(async () => {
  expect(world.broken).toEqual([])
  await world.close()
})

const makeContact = (client: ModelClient, change: Partial<Contact> = {}): string => {
  const id = world.newId()
  const document = testContact(id, { stage: 'client', responsible: client.memberId, ...change })
  expect(client.write(createContact, newContactSchema.parse(document))).toBe(true)
  return id
}
const makeNote = (client: ModelClient, contactId: string): string => {
  const id = world.newId()
  client.write(writeNote, { id, contactId, callId: null, text: 'Prosi o ofertę', revision: 1 }, id)
  return id
}
const makeCall = (client: ModelClient, contactId: string): string => {
  const { memberId: _, ...report } = testCall(world.newId(), { contactId, endedAt: world.clock.now(), result: 'answer' })
  client.write(recordCall, report)
  return report.id
}
const makeTask = (client: ModelClient, contactIds: string[], responsible = client.memberId): string => {
  const id = world.newId()
  client.write(createTask, { id, type: 'task', title: 'Oddzwonić', startsAt: null, responsible, contactIds })
  return id
}
const serverDocument = async (id: string) => JSON.parse((await world.store.rows(world.organisationId, [id]))[0]?.data ?? 'null')
const refusedOn = (client: ModelClient) =>
  client
    .sync()
    .outbox.refused()
    .map(({ name, reason }) => `${name} ${reason.code}`)

it('S3.1 S15.3 a saved filter is on its author’s computers alone, whatever others see; an import also on those of administrators', async () => {
  world = await createModelWorld({
    chance: createChance(12),
    groups: ['administrator', 'manager', 'manager'],
    machines: [0, 1, 1, 2],
  })
  const [filterId, importId] = [world.newId(), world.newId()]
  const ewa = world.client(1)
  const query = contactQuerySchema.parse({ stage: 'client' })
  ewa.write(saveFilter, { id: filterId, name: 'Łódź', query })
  ewa.write(saveFilter, { id: filterId, name: 'Miasto Łódź', query })
  const counts = { rows: 1, created: 1, updated: 0, skipped: 0, bad: 0 }
  ewa.write(recordImport, { id: importId, fileName: 'klienci.csv', stage: 'lead' as const, batch: world.newId(), ...counts })
  const whoHas = (id: string) => world.clients.map((client) => client.store().rows.whole(id)?.deleted === false)
  await world.pass(10_000)
  expect([whoHas(filterId), whoHas(importId)]).toEqual([
    [false, true, true, false],
    [true, true, true, false],
  ])
  await world.changeMember(2, { groupId: groupIds.administrator })
  await world.pass(60_000)
  expect([whoHas(filterId)[3], whoHas(importId)[3]]).toEqual([false, true])
  await world.changeMember(2, { groupId: groupIds.manager })
  await world.pass(60_000)
  expect(whoHas(importId)).toEqual([true, true, true, false])
  ewa.write(deleteFilter, { id: filterId })
  await world.pass(10_000)
  expect(whoHas(filterId)).toEqual([false, false, false, false])
  // Nor does what was done to it travel.
  const changesOn = (client: ModelClient) =>
    client.store().database.prepare<[], number>("select count(*) from act where mutation like 'filter.%'").pluck().get()
  expect(world.clients.map(changesOn).map((count) => (count ?? 0) > 0)).toEqual([false, true, true, false])
})

describe('two who work at the same cards', () => {
  it('B4 I9 what was written off line for a contact that was merged meanwhile is with the one it became, everywhere', async () => {
    const [anna, ewa] = (await open(['administrator', 'manager'])) as [ModelClient, ModelClient]
    const [into, from] = [makeContact(anna, { city: 'Łódź' }), makeContact(anna, { zip: '90-001' })]
    const early = makeNote(anna, from)
    await world.pass(5_000)
    world.weather(1).cut = true
    const late = [makeNote(ewa, from), makeCall(ewa, from), makeTask(ewa, [from])]
    ewa.write(patchContact, { id: from, patch: { fields: { city: 'Gdańsk' } } })
    anna.write(mergeContacts, { into, from: [from], fields: {} })
    await world.pass(5_000)
    world.weather(1).cut = false
    await world.pass(60_000)
    for (const id of [early, ...late]) {
      const { contactId, contactIds = [contactId] } = await serverDocument(id)
      expect(contactIds).toEqual([into])
    }
    for (const client of [anna, ewa]) {
      expect(client.store().get(contactKind, into)).toMatchObject({ city: 'Łódź', zip: '90-001' })
      expect(client.store().get(contactKind, from)).toBeUndefined()
      expect(client.store().find(noteKind, 'contact', into).toSorted()).toEqual([early, late[0]].toSorted())
    }
    // Wherever the card was open, it is known what it is a part of by now, and who has merged it.
    for (const client of [anna, ewa]) {
      const contacts = createContactService({ store: client.store() } as Workspace)
      expect(contacts.became(from)).toMatchObject({ contact: { id: into }, memberId: anna.memberId })
    }
    // What was changed on the card itself is not lost without a word.
    expect(refusedOn(ewa)).toEqual(['contact.patch not_found'])
  })

  it('B4 two who merge the same contacts crosswise end with one of them, and hear whose merger did not count', async () => {
    const [anna, ewa] = (await open(['administrator', 'administrator'])) as [ModelClient, ModelClient]
    const [first, second] = [makeContact(anna), makeContact(anna)]
    const noteId = makeNote(anna, second)
    await world.pass(5_000)
    world.weather(1).cut = true
    ewa.write(mergeContacts, { into: second, from: [first], fields: {} })
    anna.write(mergeContacts, { into: first, from: [second], fields: {} })
    await world.pass(5_000)
    world.weather(1).cut = false
    await world.pass(60_000)
    for (const client of [anna, ewa]) {
      expect([first, second].map((id) => client.store().get(contactKind, id) !== undefined)).toEqual([true, false])
      expect(client.store().get(noteKind, noteId)?.contactId).toBe(first)
    }
    expect([refusedOn(anna), refusedOn(ewa)]).toEqual([[], ['contact.merge not_found']])
  })

  it('S3.5 a tag that two people made off line is one for both, and is on whatever either has put it on', async () => {
    const [anna, ewa] = (await open(['administrator', 'manager'])) as [ModelClient, ModelClient]
    const [annas, ewas] = [makeContact(anna), makeContact(anna)]
    await world.pass(5_000)
    for (const at of [0, 1]) world.weather(at).cut = true
    const tag = (client: ModelClient, contactId: string, name: string) => {
      const id = world.newId()
      client.write(putCatalogueItem, { kind: 'tag', id, name, colour: null })
      client.write(patchContact, { id: contactId, patch: { fields: {}, tags: { add: [id], remove: [] } } })
    }
    tag(anna, annas, 'Łódź')
    tag(ewa, ewas, 'lodz')
    for (const at of [0, 1]) world.weather(at).cut = false
    await world.pass(60_000)
    for (const client of [anna, ewa]) {
      const shown = [annas, ewas].map((id) => {
        const [held = ''] = client.store().get(contactKind, id)?.tags ?? []
        return standsFor((one) => client.store().get(tagKind, one), held)?.id
      })
      expect(shown[0]).toBeDefined()
      expect(shown[0]).toBe(shown[1])
      expect(refusedOn(client)).toEqual([])
    }
  })

  it('S3.6 what administrators alone may add is refused on the spot or by the server, and what was filled in needs attention', async () => {
    const [anna, ewa] = (await open(['administrator', 'manager'])) as [ModelClient, ModelClient]
    const contactId = makeContact(anna)
    await world.pass(5_000)
    world.weather(1).cut = true
    const id = world.newId()
    ewa.write(putCatalogueItem, { kind: 'property', id, name: 'NIP', type: 'text', options: [], order: 1 })
    ewa.write(patchContact, { id: contactId, patch: { fields: {}, properties: { [id]: '725-000' } } })
    await world.setPropertiesBy('administrators')
    world.weather(1).cut = false
    await world.pass(60_000)
    expect(refusedOn(ewa)).toEqual(['catalogue.put forbidden', 'contact.patch not_found'])
    expect(ewa.store().get(propertyKind, id)).toBeUndefined()
    expect(ewa.store().get(contactKind, contactId)?.properties).toEqual({})
  })
})

describe('tasks', () => {
  it('I3 I5 come and go with the contact that they are about first; who made one or is to do it has it in any case', async () => {
    const [anna, ewa] = (await open(['administrator', 'trainee'])) as [ModelClient, ModelClient]
    const [contactId, other] = [makeContact(anna), makeContact(anna)]
    const [annas, ewas, second] = [
      makeTask(anna, [contactId]),
      makeTask(anna, [contactId], ewa.memberId),
      makeTask(anna, [other, contactId]),
    ]
    const onEwas = () => [annas, ewas, second].map((id) => ewa.store().get(taskKind, id) !== undefined)
    await world.pass(5_000)
    expect(onEwas()).toEqual([false, true, false])
    const give = (to: number) =>
      anna.write(patchContact, { id: contactId, patch: { fields: { responsible: world.identityOf(to).memberId } } })
    give(1)
    await world.pass(5_000)
    expect(onEwas()).toEqual([true, true, false])
    give(0)
    await world.pass(5_000)
    expect(onEwas()).toEqual([false, true, false])
    anna.write(patchTask, { id: ewas, fields: { responsible: anna.memberId } })
    await world.pass(5_000)
    expect(onEwas()).toEqual([false, false, false])
    const left = ewa.store().database.prepare<[], number>("select count(*) from row where kind = 'task'").pluck().get()
    expect(left).toBe(0)
  })
})

it('S3.3 whose card is open is said once, and again after a connection was lost', async () => {
  const [anna] = (await open(['administrator'])) as [ModelClient]
  await world.pass(5_000)
  const cards = () => world.network.said.flatMap((message) => (message.type === 'presence' ? [message.viewing] : []))
  const before = cards().length
  const id = world.newId()
  for (const viewing of [id, id]) anna.engine().setViewing(viewing)
  expect(cards().slice(before)).toEqual([id])
  world.network.dropSocketsOf(world.identityOf(0))
  await world.pass(30_000)
  expect(cards().slice(before)).toEqual([id, id])
  anna.engine().setViewing(null)
  expect(cards().at(-1)).toBeNull()
})

it('B4 of what others did it is known on which computer', async () => {
  const [anna] = (await open(['administrator', 'manager'])) as [ModelClient]
  const id = makeContact(anna)
  await world.pass(5_000)
  const [batch, args] = [world.newId(), JSON.stringify({ id, patch: { fields: { city: 'Łódź' } } })]
  const mutations = [{ number: 1, name: patchContact.name, args, batch, at: world.clock.now() }]
  const input = { versions: ownVersions, clientId: world.newId(), epoch: null, device: 'laptop-ewy', mutations }
  await world.service().push(world.identityOf(1), input)
  await world.pass(30_000)
  const deviceOf = anna.store().database.prepare<[string], string>('select device from act where batch = ?').pluck()
  expect(deviceOf.get(batch)).toBe('laptop-ewy')
  const { changes } = await world.store.log(world.organisationId, 0, 1000, { id: world.newId(), acknowledged: 0 })
  expect(changes.filter(({ rowId }) => rowId === id).map(({ device }) => device)).toEqual([hostname().slice(0, 64), 'laptop-ewy'])
})
