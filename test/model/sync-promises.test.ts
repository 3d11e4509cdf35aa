import { copyFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { type Contact, contactKind, newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, deleteContacts, importContacts, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import { takeLead } from '../../src-shared/leads/lead-mutators.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import { builtInGroups, groupIds } from '../../src-shared/team/group-kind.ts'
import { createChance } from '../bench/chance.ts'
import type { ModelClient } from './model-client.ts'
import { createModelWorld, type GroupName, type ModelWorld } from './model-world.ts'

let world: ModelWorld

const open = async (
  groups: readonly GroupName[],
  machines: readonly number[] = groups.map((_, at) => at),
  skewOf?: (machine: number) => number,
) => {
  world = await createModelWorld({ chance: createChance(7), groups, machines, ...(skewOf ? { skewOf } : {}) })
  return world
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

const makeNote = (client: ModelClient, contactId: string, text = 'Oddzwonić'): string => {
  const id = world.newId()
  client.write(writeNote, { id, contactId, callId: null, text, revision: 1 }, id)
  return id
}

const makeCall = (client: ModelClient, contactId: string | null): string => {
  const { memberId: _, ...report } = testCall(world.newId(), { contactId, endedAt: world.clock.now(), result: 'answer' })
  client.write(recordCall, report)
  return report.id
}

const contactOn = (client: ModelClient, id: string) => client.store().get(contactKind, id)
/** Rows that are seen as they are: entries of the directory are told apart. */
const idsOn = (client: ModelClient): string[] =>
  client.store().database.prepare<[], string>("select id from row where deleted = 0 and kind <> 'directory' order by id").pluck().all()
const idsSeenBy = async (client: ModelClient): Promise<string[]> =>
  (await world.viewOf(client.memberId))
    .filter(({ kind }) => kind !== directoryKind.name)
    .map(({ id }) => id)
    .sort()
const give = (client: ModelClient, id: string, to: number) =>
  client.write(patchContact, { id, patch: { fields: { responsible: world.identityOf(to).memberId } } })

describe('two machines and a server', () => {
  it('nothing is silently lost when fifty rows are edited off line and the same ones on line', async () => {
    await open(['administrator', 'manager'])
    const [anna, ewa] = [world.client(0), world.client(1)]
    const ids = Array.from({ length: 50 }, () => makeContact(anna))
    await world.pass(5_000)
    world.weather(1).cut = true
    for (const id of ids) {
      ewa.write(patchContact, { id, patch: { fields: { city: 'Gdańsk', comment: `od Ewy` } } })
      anna.write(patchContact, { id, patch: { fields: { city: 'Kraków' } } })
    }
    await world.pass(5_000)
    for (const id of ids) expect([contactOn(anna, id)?.city, contactOn(ewa, id)?.city]).toEqual(['Kraków', 'Gdańsk'])
    world.weather(1).cut = false
    await world.pass(90_000)
    for (const id of ids) {
      const there = await world.contactOf(id)
      expect(there).toMatchObject({ city: 'Gdańsk', comment: 'od Ewy' })
      expect([contactOn(anna, id), contactOn(ewa, id)]).toEqual([there, there])
    }
    // The value that was overwritten stands in the history of the row, on both machines.
    const overwritten = `select count(*) from change where before like '%Kraków%' and after like '%Gdańsk%'`
    for (const client of [anna, ewa]) expect(client.store().database.prepare(overwritten).pluck().get()).toBe(50)
  })

  it('I3 I5 a contact given to another person takes its notes and calls along, and they leave who may not see them any more', async () => {
    await open(['administrator', 'trainee', 'trainee'])
    const [chief, first, second] = [world.client(0), world.client(1), world.client(2)]
    const id = makeContact(chief, { responsible: first.memberId, name: 'Kowalska', phones: [] })
    await world.pass(2_000)
    const hanging = [makeNote(chief, id), makeNote(chief, id, 'Umowa do piątku'), makeCall(chief, id)]
    await world.pass(2_000)
    expect(idsOn(first)).toEqual(expect.arrayContaining([id, ...hanging]))
    expect(idsOn(second)).not.toContain(id)
    give(chief, id, 2)
    await world.pass(2_000)
    expect(idsOn(second)).toEqual(expect.arrayContaining([id, ...hanging]))
    for (const gone of [id, ...hanging]) expect(idsOn(first)).not.toContain(gone)
    const { database } = first.store()
    const tables = database
      .prepare<[], string>(
        "select m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = 'rid' and m.name <> 'row'",
      )
      .pluck()
      .all()
    expect(tables).toEqual(expect.arrayContaining(['contact', 'lookup_value', 'change']))
    for (const table of tables) {
      const left = database.prepare<[], number>(`select count(*) from ${table} where rid not in (select rid from row)`).pluck()
      expect([table, left.get()]).toEqual([table, 0])
    }
  })

  it('I6 an edit of what was given away meanwhile ends in Needs attention, with its content; the row goes', async () => {
    await open(['administrator', 'trainee'])
    const [chief, trainee] = [world.client(0), world.client(1)]
    const id = makeContact(chief, { responsible: trainee.memberId })
    await world.pass(2_000)
    world.weather(1).cut = true
    trainee.write(patchContact, { id, patch: { fields: { comment: 'Zadzwonić po urlopie' } } })
    give(chief, id, 0)
    await world.pass(2_000)
    world.weather(1).cut = false
    await world.pass(90_000)
    expect(idsOn(trainee)).not.toContain(id)
    expect(trainee.sync().outbox.pending()).toBe(0)
    const [refused] = trainee.sync().outbox.refused()
    expect(refused).toMatchObject({ name: 'contact.patch', reason: { code: 'not_found' } })
    expect(refused?.args).toContain('Zadzwonić po urlopie')
  })

  it('I9 a note on a lead that somebody else has by now is kept, and its author still sees it', async () => {
    await open(['administrator', 'trainee'])
    const [chief, trainee] = [world.client(0), world.client(1)]
    const id = makeContact(chief, { stage: 'lead', responsible: null })
    await world.pass(2_000)
    world.weather(1).cut = true
    const note = makeNote(trainee, id, 'Prosi o ofertę')
    trainee.write(takeLead, { id })
    chief.write(takeLead, { id })
    await world.pass(2_000)
    world.weather(1).cut = false
    await world.pass(90_000)
    expect(chief.store().get(noteKind, note)?.text).toBe('Prosi o ofertę')
    expect(trainee.store().get(noteKind, note)?.text).toBe('Prosi o ofertę')
    expect(contactOn(chief, id)?.responsible).toBe(chief.memberId)
    expect(trainee.sync().outbox.refused()).toMatchObject([{ name: 'lead.take', reason: { code: 'taken' } }])
  })

  it('I9 the facts of a blocked user stay sealed until an administrator accepts them; nothing else of theirs is taken', async () => {
    await open(['administrator', 'manager'])
    const [chief, blocked] = [world.client(0), world.client(1)]
    const id = makeContact(chief)
    await world.pass(2_000)
    world.weather(1).cut = true
    const note = makeNote(blocked, id, 'Ostatnia rozmowa')
    blocked.write(patchContact, { id, patch: { fields: { city: 'Łódź' } } })
    await world.changeMember(1, { blocked: true })
    world.weather(1).cut = false
    await world.pass(30_000)
    expect(blocked.engine().connection().connection).toBe('blocked')
    expect(blocked.sync().outbox.pending()).toBe(0)
    expect(blocked.sync().outbox.refused()).toMatchObject([{ name: 'contact.patch', reason: { code: 'blocked' } }])
    expect((await world.everything()).map((row) => row.id)).not.toContain(note)
    await expect(world.service().sealed(world.identityOf(1))).rejects.toMatchObject({ code: 'blocked' })
    const sealed = await world.service().sealed(world.identityOf(0))
    expect(sealed).toMatchObject([{ memberId: blocked.memberId, mutation: { name: 'note.write' } }])
    expect(
      await world.service().acceptSealed(
        world.identityOf(0),
        sealed.map((one) => one.id),
      ),
    ).toBe(1)
    await world.pass(30_000)
    expect(chief.store().get(noteKind, note)).toMatchObject({ text: 'Ostatnia rozmowa', memberId: blocked.memberId })
    expect((await world.contactOf(id))?.city).toBe('')
  })
})

describe('known failures of others', () => {
  it('F1 pushes that come while a transaction is under way share the next one', async () => {
    await open(['administrator'])
    const before = world.versions.length
    const push = (at: number) => {
      const id = world.newId()
      const args = JSON.stringify({ id, contactId: null, callId: null, text: `${at}`, revision: 1 })
      const mutations = [{ number: 1, name: 'note.write', args, batch: id, at: world.clock.now() }]
      return world.service().push(world.identityOf(0), { versions: ownVersions, clientId: world.newId(), epoch: null, mutations })
    }
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => push(at)))
    expect(answers.every(({ results }) => results[0]?.outcome === 'done')).toBe(true)
    expect(world.versions.length - before).toBeLessThanOrEqual(2)
  })

  it('F3 the server’s order stands, whatever clocks say; a time is corrected once the server’s is known', async () => {
    const twoDays = 172_800_000
    await open(['administrator', 'manager'], [0, 1], (machine) => (machine === 0 ? twoDays : -twoDays))
    const [ahead, behind] = [world.client(0), world.client(1)]
    const id = makeContact(ahead)
    await world.pass(2_000)
    ahead.write(patchContact, { id, patch: { fields: { city: 'pierwsze' } } })
    await world.pass(2_000)
    behind.write(patchContact, { id, patch: { fields: { city: 'drugie' } } })
    const note = makeNote(behind, id)
    const written = world.clock.now()
    await world.pass(2_000)
    expect((await world.contactOf(id))?.city).toBe('drugie')
    expect(Math.abs((ahead.store().get(noteKind, note)?.occurredAt ?? 0) - written)).toBeLessThan(10_000)
    expect([ahead, behind].map((client) => client.sync().outbox.countRefused())).toEqual([0, 0])
  })

  it('F4 whoever was away longer than deleted rows are remembered takes a new snapshot, and keeps none of them', async () => {
    await open(['administrator', 'manager'])
    const [anna, ewa] = [world.client(0), world.client(1)]
    const [gone, stays] = [makeContact(anna), makeContact(anna)]
    await world.pass(2_000)
    world.weather(1).cut = true
    const note = makeNote(ewa, stays)
    anna.write(deleteContacts, { ids: [gone] })
    await world.pass(120_000)
    expect(await world.store.purge(world.organisationId, world.clock.now() - 1_000)).toBe(1)
    world.weather(1).cut = false
    await world.pass(90_000)
    expect(idsOn(ewa)).not.toContain(gone)
    expect(idsOn(ewa)).toEqual(expect.arrayContaining([stays, note]))
    expect((await world.everything()).map((row) => row.id)).toContain(note)
  })

  it('F5 a right withdrawn: rows go with the next pull, and come back with the right', async () => {
    await open(['administrator', 'manager'])
    const [chief, other] = [world.client(0), world.client(1)]
    const [theirs, own] = [makeContact(chief), makeContact(chief, { responsible: other.memberId })]
    await world.pass(2_000)
    expect(idsOn(other)).toEqual(expect.arrayContaining([theirs, own]))
    await world.changeMember(1, { groupId: groupIds.trainee })
    await world.pass(2_000)
    expect(idsOn(other)).toContain(own)
    expect(idsOn(other)).not.toContain(theirs)
    await world.changeMember(1, { groupId: groupIds.manager })
    await world.pass(2_000)
    expect(idsOn(other)).toEqual(expect.arrayContaining([theirs, own]))
  })

  it('I5 of a contact that may not be seen name, phones and who is responsible are known, and nothing else; without the directory nothing', async () => {
    await open(['administrator', 'trainee'])
    const [chief, other] = [world.client(0), world.client(1)]
    const phone = { id: world.newId(), type: 'work' as const, typed: '601 234 567', e164: '+48601234567', digits: '48601234567' }
    const theirs = makeContact(chief, { name: 'Zofia Wójcik', comment: 'Tajne', phones: [phone] })
    const note = makeNote(chief, theirs, 'Tajna notatka')
    await world.pass(2_000)
    const rowOf = (id: string) => other.store().rows.whole(id)
    expect(contactOn(other, theirs)).toBeUndefined()
    expect(other.store().get(directoryKind, theirs)).toMatchObject({ name: 'Zofia Wójcik', responsible: chief.memberId })
    expect(other.store().find(directoryKind, 'digitsBackwards', '76543210684')).toEqual([theirs])
    expect(rowOf(theirs)?.data).not.toContain('Tajne')
    expect(rowOf(note)).toBeUndefined()

    chief.write(patchContact, { id: theirs, patch: { fields: { name: 'Zofia Wójcik-Kot', comment: 'Tajniejsze' } } })
    await world.pass(2_000)
    expect(other.store().get(directoryKind, theirs)?.name).toBe('Zofia Wójcik-Kot')
    // What has happened to it stays with those who may see it.
    expect(
      other.store().database.prepare<[], string>('select group_concat(before || after) from change').pluck().get() ?? '',
    ).not.toContain('Tajn')

    await world.setDirectory(false)
    await world.pass(2_000)
    expect(rowOf(theirs)).toBeUndefined()
    await world.setDirectory(true)
    give(chief, theirs, 1)
    await world.pass(2_000)
    expect(contactOn(other, theirs)?.comment).toBe('Tajniejsze')
    expect(other.store().get(directoryKind, theirs)).toBeUndefined()
    expect(idsOn(other)).toContain(note)
    give(chief, theirs, 0)
    await world.pass(2_000)
    expect(contactOn(other, theirs)).toBeUndefined()
    expect(other.store().get(directoryKind, theirs)?.name).toBe('Zofia Wójcik-Kot')

    chief.write(deleteContacts, { ids: [theirs] })
    await world.pass(2_000)
    expect(rowOf(theirs)).toBeUndefined()
  })

  it('S14.2 what a group may see is widened and narrowed while its people work: rows come and go with the next pull', async () => {
    await open(['administrator', 'trainee', 'trainee'])
    const [chief, ewa, piotr] = [world.client(0), world.client(1), world.client(2)]
    const [client, lead] = [makeContact(chief), makeContact(chief, { stage: 'lead', leadStatus: 'in_progress' })]
    const note = makeNote(chief, client)
    await world.pass(2_000)
    const [, , trainees] = builtInGroups
    const may = trainees?.permissions ?? []
    await world.changeGroup('trainee', [...may, 'customers_view_all'])
    await world.pass(2_000)
    for (const one of [ewa, piotr]) {
      expect(idsOn(one)).toEqual(expect.arrayContaining([client, note]))
      expect(idsOn(one)).not.toContain(lead)
    }
    await world.changeGroup('trainee', [...may, 'leads_view'])
    await world.pass(2_000)
    for (const one of [ewa, piotr]) {
      expect(idsOn(one)).toContain(lead)
      expect(idsOn(one)).not.toContain(client)
      expect(idsOn(one)).not.toContain(note)
    }
  })

  it('R10 a right withdrawn while somebody is off line: their rows go with the next pull, their edits need attention with reason and content', async () => {
    await open(['administrator', 'manager'])
    const [chief, other] = [world.client(0), world.client(1)]
    const theirs = Array.from({ length: 20 }, () => makeContact(chief))
    await world.pass(2_000)
    world.weather(1).cut = true
    await world.pass(1_000)
    for (const id of theirs) {
      expect(other.write(patchContact, { id, patch: { fields: { comment: `Napisane bez sieci ${id}` } } })).toBe(true)
    }
    await world.changeMember(1, { groupId: groupIds.trainee })
    world.weather(1).cut = false
    await world.pass(90_000)
    for (const id of theirs) expect(contactOn(other, id)).toBeUndefined()
    const refused = other.sync().outbox.refused()
    expect(refused).toHaveLength(20)
    for (const [at, { reason, args }] of refused.entries()) {
      expect(['not_found', 'forbidden']).toContain(reason.code)
      expect(args).toContain(`Napisane bez sieci ${theirs[at]}`)
    }
    for (const id of theirs) expect(contactOn(chief, id)?.comment).toBe('')
  })

  it('F7 what is large comes page by page and is usable from the first one on; a snapshot that breaks off goes on where it was', async () => {
    await open(['administrator', 'manager'])
    const [anna, ewa] = [world.client(0), world.client(1)]
    world.weather(1).cut = true
    await world.pass(60_000)
    ewa.sync().setState({ cursor: null, snapshot: null })
    const contacts = Array.from({ length: 100 }, (_, at) =>
      newContactSchema.parse(testContact(world.newId(), { responsible: anna.memberId, name: `Klient ${at}` })),
    )
    anna.write(importContacts, { contacts })
    await world.pass(2_000)
    Object.assign(world.weather(1), { cut: false, slow: 400 })
    const progress: number[] = []
    for (let step = 0; step < 60 && ewa.sync().state().cursor === null; step++) {
      await world.pass(300)
      const { snapshot } = ewa.sync().state()
      if (snapshot) progress.push(snapshot.done)
      if (snapshot && snapshot.done > 40 && world.weather(1).cut === false && progress.length < 8) {
        ewa.crash()
        ewa.reopen()
      }
    }
    await world.pass(60_000)
    expect(progress.some((done) => done > 0 && done < 100)).toBe(true)
    expect(progress).toEqual([...progress].sort((one, other) => one - other))
    expect(idsOn(ewa)).toEqual(await idsSeenBy(ewa))
  })

  it('F8 a mutation that the server cannot run blocks none behind it', async () => {
    await open(['administrator'])
    const [client] = [world.client(0)]
    world.weather(0).cut = true
    const id = makeContact(client)
    const { database } = client.store()
    database.prepare("update outbox set args = '{\"id\":7}' where name = 'contact.create'").run()
    const note = makeNote(client, id)
    world.weather(0).cut = false
    await world.pass(90_000)
    expect(client.sync().outbox.pending()).toBe(0)
    expect(client.sync().outbox.refused()).toMatchObject([{ name: 'contact.create', reason: { code: 'bad_input' } }])
    expect((await world.everything()).map((row) => row.id)).toContain(note)
  })

  it('F8 one id for two things in one push is refused, and what came with it is kept', async () => {
    await open(['administrator'])
    const client = world.client(0)
    const [id, other] = [world.newId(), world.newId()]
    const sent = (number: number, name: string, args: unknown) => ({
      number,
      name,
      args: JSON.stringify(args),
      batch: world.newId(),
      at: world.clock.now(),
    })
    const contact = newContactSchema.parse(testContact(id, { responsible: client.memberId }))
    const mutations = [
      sent(1, 'contact.create', contact),
      sent(2, 'note.write', { id, text: 'pod tym samym numerem' }),
      sent(3, 'note.write', { id: other, text: 'osobna' }),
    ]
    const { results } = await world
      .service()
      .push(world.identityOf(0), { versions: ownVersions, clientId: world.newId(), epoch: null, mutations })
    expect(results.map(({ outcome, error }) => [outcome, error?.code ?? null])).toEqual([
      ['done', null],
      ['refused', 'conflict'],
      ['done', null],
    ])
    expect((await world.store.rows(world.organisationId, [id, other])).map(({ kind }) => kind).sort()).toEqual(['contact', 'note'])
  })

  it('a write that fits no more on this computer holds up nothing: the server says what becomes of it', async () => {
    await open(['administrator', 'manager'])
    const [anna, ewa] = [world.client(0), world.client(1)]
    world.weather(1).cut = true
    const broken = makeContact(ewa)
    ewa.store().database.prepare('update outbox set args = \'{"contacts":7}\'').run()
    const id = makeContact(anna)
    await world.pass(5_000)
    world.weather(1).cut = false
    await world.pass(90_000)
    expect(contactOn(ewa, id)).toBeDefined()
    expect(contactOn(ewa, broken)).toBeUndefined()
    expect(ewa.sync().outbox.refused()).toMatchObject([{ name: 'contact.create', reason: { code: 'bad_input' } }])
  })

  it('F9 a reply that is lost after the commit is given again, and nothing takes effect twice', async () => {
    await open(['administrator'])
    const id = world.newId()
    const mutation = {
      number: 1,
      name: 'note.write',
      args: JSON.stringify({ id, text: 'raz', revision: 1 }),
      batch: id,
      at: world.clock.now(),
    }
    const input = { versions: ownVersions, clientId: world.newId(), epoch: null, mutations: [mutation] }
    const first = await world.service().push(world.identityOf(0), input)
    const [, again] = await Promise.all([
      world.service().push(world.identityOf(0), input),
      world.service().push(world.identityOf(0), input),
    ])
    expect(again?.results).toEqual(first.results)
    const [row] = await world.store.rows(world.organisationId, [id])
    expect(row?.version).toBe(first.results[0]?.version)
  })

  it('F10 a copied or restored client: the same number for something else is told, and it goes on under a new identity', async () => {
    await open(['administrator'])
    const client = world.client(0)
    const id = makeContact(client)
    await world.pass(2_000)
    client.store().database.pragma('wal_checkpoint(truncate)')
    copyFileSync(client.file(), `${client.file()}.copy`)
    makeNote(client, id, 'przed przywróceniem')
    await world.pass(2_000)
    const before = client.sync().state().clientId
    client.crash()
    copyFileSync(`${client.file()}.copy`, client.file())
    client.reopen()
    const note = makeNote(client, id, 'po przywróceniu')
    await world.pass(90_000)
    expect(client.sync().state().clientId).not.toBe(before)
    expect((await world.everything()).map((row) => row.id)).toContain(note)
    expect(idsOn(client)).toEqual(await idsSeenBy(client))
  })

  it('F12 the outbox empties within ninety seconds after the network has healed, without anybody asking', async () => {
    await open(['administrator'])
    const client = world.client(0)
    const id = makeContact(client)
    await world.pass(2_000)
    // Half open: requests go out and nothing comes back.
    world.weather(0).lost = 1
    for (let at = 0; at < 20; at++) makeNote(client, id)
    await world.pass(600_000)
    expect(client.engine().connection().connection).toBe('offline')
    world.weather(0).lost = 0
    await world.pass(90_000)
    expect([client.sync().outbox.pending(), client.engine().connection().connection]).toEqual([0, 'online'])
  })

  it('F13 a page and its cursor are one transaction: a machine that dies in between has both or neither', async () => {
    await open(['administrator', 'manager'])
    const [anna, ewa] = [world.client(0), world.client(1)]
    for (let round = 0; round < 10; round++) {
      const id = makeContact(anna)
      makeNote(anna, id)
      await world.pass(30 + round * 7)
      ewa.crash()
      ewa.reopen()
      const cursor = ewa.sync().state().cursor ?? 0
      const newest = ewa.store().database.prepare<[], number>('select max(version) from row').pluck().get() ?? 0
      expect(newest).toBeLessThanOrEqual(cursor)
    }
    await world.pass(60_000)
    expect(idsOn(ewa)).toEqual(idsOn(anna))
  })

  it('F14 rows that differ without a word are found by the checksum, counted, and come once more', async () => {
    await open(['administrator', 'manager'])
    const [anna, ewa] = [world.client(0), world.client(1)]
    const id = makeContact(anna)
    await world.pass(2_000)
    ewa.store().database.prepare('update row set version = version + 7 where id = ?').run(id)
    ewa.engine().checkSoon()
    ewa.engine().start()
    await world.pass(60_000)
    expect(ewa.engine().divergences()).toBe(1)
    expect(ewa.store().rows.whole(id)).toEqual({ ...anna.store().rows.whole(id), rid: expect.any(Number) })
    // The client says so in its log: here it is what the test has asked for.
    expect(world.broken.splice(0)).toHaveLength(1)
  })

  it('F15 another’s client id is refused at push and at pull', async () => {
    await open(['administrator', 'manager'])
    const { clientId } = world.client(0).sync().state()
    const stranger = world.identityOf(1)
    await expect(world.service().push(stranger, { versions: ownVersions, clientId, epoch: null, mutations: [] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const pull = { versions: ownVersions, clientId, epoch: null, cursor: 1, acknowledged: 0, view: null, wantsChecksum: false, limit: 10 }
    await expect(world.service().pull(stranger, pull)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('two machines of one person', () => {
  it('what is written on one is on the other, and both may write off line', async () => {
    await open(['administrator'], [0, 0])
    const [desk, laptop] = [world.client(0), world.client(1)]
    const id = makeContact(desk)
    await world.pass(2_000)
    world.weather(1).cut = true
    laptop.write(patchContact, { id, patch: { fields: { city: 'Sopot' } } })
    desk.write(patchContact, { id, patch: { fields: { comment: 'z biurka' } } })
    await world.pass(2_000)
    world.weather(1).cut = false
    await world.pass(90_000)
    expect(contactOn(desk, id)).toMatchObject({ city: 'Sopot', comment: 'z biurka' })
    expect(contactOn(laptop, id)).toEqual(contactOn(desk, id))
  })
})
