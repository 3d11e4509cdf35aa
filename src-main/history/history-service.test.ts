import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { type ContactInput, contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, contactKind, contactStages, messengerTypes } from '../../src-shared/contacts/contact-kind.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testCall } from '../../src-shared/rows/test-documents.ts'
import { createTask } from '../../src-shared/tasks/task-mutators.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import { type ContactService, createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { silentLog } from '../platform/log.ts'
import { createWorkService } from '../work/work-service.ts'
import { createHistoryService } from './history-service.ts'

let test: TestWorkspace
let contacts: ContactService

const open = () => {
  test = createTestWorkspace()
  contacts = createContactService(test.workspace)
}

/** All that is kept, and all that lists, search and feeds read from it. */
const everything = () => {
  const { database } = test.workspace.store
  const rows = database
    .prepare<[], { id: string; kind: string; root: string; deleted: number; data: string }>('select id, kind, root, deleted, data from row')
    .all()
  const tables = ['lookup_value', 'contact', 'contact_name', 'contact_text', 'feed', 'call']
  // A mark that nobody has any more loses its number: what counts is what it stands for.
  const names = new Map(
    database
      .prepare<[], { mark: number; name: string }>("select mark, facet || ' ' || key as name from contact_mark_name")
      .all()
      .map(({ mark, name }) => [String(mark), name]),
  )
  const named = (row: unknown) => {
    const { marks, ...rest } = row as { marks?: string }
    return marks === undefined ? rest : { ...rest, marks: marks.split(',').map((mark) => names.get(mark) ?? mark) }
  }
  const beside = tables.map((table) => [
    table,
    database
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(named(row)))
      .toSorted(),
  ])
  return { rows: rows.map(({ data, ...row }) => ({ ...row, document: JSON.parse(data) })), beside }
}

describe('B4 contacts that become one', () => {
  let tags: string[]
  let property: string

  beforeAll(() => {
    open()
    const { store, context } = test.workspace
    tags = ['VIP', 'stały', 'nowy'].map((name) => {
      const id = newId()
      store.mutate(putCatalogueItem, { kind: 'tag' as const, id, name, colour: null }, context(), newId())
      return id
    })
    property = newId()
    const kolor = { kind: 'property' as const, id: property, name: 'Kolor', type: 'text' as const, order: 1, options: [] }
    store.mutate(putCatalogueItem, kolor, context(), newId())
  })
  afterAll(() => test.close())

  const text = fc.constantFrom('', 'Łódź', 'Żory', 'ul. Złota 5')
  const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 })
  const phone = fc.constantFrom('601 234 567', '+48 601-234-567', '22 555 18 04', '104', '+49 30 9182 4471')
  const email = fc.constantFrom('jan@swit.example', 'Jan@Swit.example', 'biuro@swit.example')
  const input = fc.record({
    stage: fc.constantFrom(...contactStages),
    name: fc.constantFrom('Jan Łoś', 'Jan', 'Świt sp. z o.o.'),
    company: text,
    city: text,
    address: text,
    comment: fc.constantFrom('', 'stały klient', 'woli e-mail'),
    phones: few(phone.map((typed) => ({ typed }))),
    emails: few(email.map((address) => ({ address }))),
    messengers: few(fc.record({ type: fc.constantFrom(...messengerTypes), value: fc.constantFrom('jan', 'ewa') })),
    persons: few(fc.record({ name: fc.constantFrom('Ewa', 'Ola'), phone: fc.option(phone) })),
    tags: fc.nat(7).map((bits) => [...bits.toString(2).padStart(3, '0')].map(Number)),
    colour: fc.option(fc.constantFrom('czerwony', 'zielony')),
    notes: fc.nat(3),
    calls: fc.nat(2),
    tasks: fc.nat(2),
  })

  const make = ({ notes, calls, tasks, colour, tags: bits, ...fields }: typeof input extends fc.Arbitrary<infer Made> ? Made : never) => {
    const { store, context, me } = test.workspace
    const chosen = tags.filter((_, at) => bits[at] === 1)
    const given: ContactInput = { ...fields, tags: chosen, properties: colour === null ? {} : { [property]: colour } }
    const { id } = contacts.create(contactInputSchema.parse(given))
    const facts: string[] = []
    const fact = (count: number, write: (factId: string) => void) => {
      for (let index = 0; index < count; index++) {
        const factId = newId()
        write(factId)
        facts.push(factId)
      }
    }
    test.pass(1000)
    fact(notes, (factId) =>
      store.mutate(writeNote, { id: factId, contactId: id, callId: null, text: 'Notatka', revision: 1 }, context(), newId()),
    )
    fact(calls, (factId) => {
      const { memberId: _, ...report } = testCall(factId, { contactId: id, startedAt: context().now })
      store.mutate(recordCall, report, context(), newId())
    })
    fact(tasks, (factId) => {
      const task = { id: factId, type: 'call' as const, title: 'Oddzwonić', startsAt: null, responsible: me().id, contactIds: [id] }
      store.mutate(createTask, task, context(), newId())
    })
    return { id, facts }
  }

  it('lose nothing, and are as they were, each row of them, when that is taken back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(input, { minLength: 2, maxLength: 4 }), async (inputs) => {
        const { store } = test.workspace
        const made = inputs.map(make)
        const [into, ...from] = made.map(({ id }) => id) as [string, ...string[]]
        const all = made.map(({ id }) => store.get(contactKind, id) as Contact)
        const before = everything()
        const { batch } = contacts.merge({ into, from, fields: {} })

        const one = store.get(contactKind, into) as Contact
        const keptWhole = (valuesOf: (contact: Contact) => readonly unknown[]) =>
          expect(valuesOf(one)).toEqual(expect.arrayContaining(all.flatMap(valuesOf)))
        keptWhole(({ phones }) => phones.map(({ digits }) => digits))
        keptWhole(({ emails }) => emails.map(({ address }) => address.toLowerCase()))
        keptWhole(({ messengers }) => messengers.map(({ type, value }) => `${type} ${value}`))
        keptWhole(({ persons }) => persons)
        keptWhole(({ tags }) => tags)
        keptWhole(({ properties }) => Object.keys(properties))
        for (const { comment } of all) expect(one.comment).toContain(comment)
        for (const field of ['company', 'city', 'address'] as const) {
          expect(one[field] === '').toBe(all.every((contact) => contact[field] === ''))
        }
        for (const id of from) expect(store.get(contactKind, id)).toBeUndefined()
        for (const factId of made.flatMap(({ facts }) => facts))
          expect(store.rows.whole(factId)).toMatchObject({ root: into, deleted: false })

        const { kept } = await createHistoryService(test.workspace).undo(batch)
        expect(kept).toEqual([])
        expect(everything()).toEqual(before)
      }),
      { numRuns: 25 },
    )
  })
})

describe('B4 taking back', () => {
  beforeEach(open)
  afterEach(() => test.close())

  const make = (count: number): string => {
    const batch = newId()
    const { store, context } = test.workspace
    const people = Array.from({ length: count }, (_, index) => ({
      kind: 'tag' as const,
      id: newId(),
      name: `Tag ${index}`,
      colour: null,
    }))
    store.mutateMany(putCatalogueItem, people, context(), batch, (_index, error) => {
      throw error
    })
    return batch
  }

  it('a merger that was taken back and comes again is whole: what comes late for the one that went finds the one that stays', async () => {
    const { store, context } = test.workspace
    const make = (name: string) => contacts.create(contactInputSchema.parse({ stage: 'client', name })).id
    const [stays, goes] = [make('Jan Mazur'), make('J. Mazur')]
    const history = createHistoryService(test.workspace)
    const { batch: merged } = contacts.merge({ into: stays, from: [goes], fields: {} })
    const { batch: undone } = await history.undo(merged)
    expect(store.get(contactKind, goes)).not.toHaveProperty('mergedInto')
    expect((await history.undo(undone)).kept).toEqual([])
    expect(store.get(contactKind, goes)).toBeUndefined()
    const note = { id: newId(), contactId: goes, callId: null, text: 'oddzwonił', revision: 1 }
    store.mutate(writeNote, note, context(), newId())
    expect(store.get(noteKind, note.id)?.contactId).toBe(stays)
  })

  it('tells of a large batch how far it is, under the id of the batch, and of a small one nothing', async () => {
    const told: Work[] = []
    const work = createWorkService((one) => void told.push(one), silentLog)
    const history = createHistoryService(test.workspace, work)
    await history.undo(make(1000))
    expect(told).toEqual([])
    const batch = make(1001)
    const { batch: undoing, kept } = await history.undo(batch)
    expect(kept).toEqual([])
    await work.close()
    expect(new Set(told.map(({ id, kind, total }) => `${id} ${kind} ${total}`))).toEqual(new Set([`${batch} undo 1001`]))
    expect(told.at(-1)).toMatchObject({ state: 'done', done: 1001, refused: 0, batch: undoing })
    // Whoever tells the progress in their own way is not told twice.
    const heard: number[] = []
    told.length = 0
    await history.undo(make(1200), undefined, ({ done }) => void heard.push(done ?? 0))
    expect(told).toEqual([])
    expect(heard.at(-1)).toBe(1200)
  })

  it('can be stopped; the same call takes back the rest', async () => {
    const work = createWorkService(() => {}, silentLog)
    const history = createHistoryService(test.workspace, work)
    const batch = make(2000)
    const left = () => test.workspace.store.database.prepare("select count(*) from row where kind = 'tag' and deleted = 0").pluck().get()
    const undone = history.undo(batch)
    const refused = expect(undone).rejects.toThrow(LeadlineError)
    expect(await work.cancel(batch)).toMatchObject({ state: 'cancelled' })
    await refused
    expect(left()).toBeGreaterThan(0)
    await history.undo(batch)
    expect(left()).toBe(0)
  })
})
