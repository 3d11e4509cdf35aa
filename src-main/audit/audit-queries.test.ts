import { hostname } from 'node:os'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deleteCatalogueItems, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { deleteContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { type ContactService, createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createHistoryService } from '../history/history-service.ts'
import { type AskedAudit, auditQueries } from './audit-queries.ts'

let test: TestWorkspace
let contacts: ContactService

beforeEach(() => {
  test = createTestWorkspace()
  contacts = createContactService(test.workspace)
})
afterEach(() => test.close())

const list = (asked: Partial<AskedAudit> = {}) => auditQueries['audit.list'](test.workspace.store.database, { limit: 100, ...asked })
const mutations = (asked: Partial<AskedAudit> = {}) => list(asked).acts.map(({ mutation }) => mutation)
const rows = (batch: string) => auditQueries['audit.rows'](test.workspace.store.database, { batch, offset: 0, limit: 50 })
const make = (name: string) => contacts.create(contactInputSchema.parse({ stage: 'client', name }))
const write = (contactId: string, text: string) => {
  const id = newId()
  test.workspace.store.mutate(writeNote, { id, contactId, callId: null, text, revision: 1 }, test.workspace.context(), id)
  return id
}

describe('B4 the audit log', () => {
  it('says who did what, when, on which computer, and to whom it leads', async () => {
    const { id, batch } = make('Jan Łoś')
    test.pass(1000)
    const change = contacts.update({ id, fields: { city: 'Łódź', name: 'Jan Łosiński' } })
    test.pass(1000)
    const note = write(id, 'Oddzwonić jutro')
    test.pass(1000)
    const undone = await createHistoryService(test.workspace).undo(change.batch)
    const { memberId, now } = test.workspace.context()
    const { acts, more } = list()
    expect(more).toBe(false)
    const common = { memberId, memberName: 'Anna', device: hostname().slice(0, 64), rows: 1, contactId: id }
    expect(acts.slice(0, 4)).toEqual([
      { ...common, batch: undone.batch, at: now, mutation: 'history.revert', kinds: ['contact'], subject: 'Jan Łoś' },
      { ...common, batch: note, at: now - 1000, mutation: 'note.write', kinds: ['note'], subject: 'Oddzwonić jutro' },
      { ...common, batch: change.batch, at: now - 2000, mutation: 'contact.patch', kinds: ['contact'], subject: 'Jan Łoś' },
      { ...common, batch, at: now - 3000, mutation: 'contact.create', kinds: ['contact'], subject: 'Jan Łoś' },
    ])
    expect(rows(change.batch)).toEqual([
      {
        kind: 'contact',
        id,
        act: 'changed',
        name: 'Jan Łoś',
        before: { city: '', name: 'Jan Łoś' },
        after: { city: 'Łódź', name: 'Jan Łosiński' },
      },
    ])
    expect(rows(batch)).toMatchObject([{ act: 'created', before: {}, after: {} }])
    expect(rows(newId())).toEqual([])
  })

  it('is found by who did it, what was touched, which row, and when, also of what is deleted by now', () => {
    const one = make('Jan')
    test.pass(1000)
    const other = make('Ewa')
    test.pass(1000)
    write(other.id, 'Notatka')
    const { store, context, me } = test.workspace
    const tag = newId()
    store.mutate(putCatalogueItem, { kind: 'tag' as const, id: tag, name: 'VIP', colour: null }, context(), newId())
    store.mutate(deleteCatalogueItems, { kind: 'tag' as const, ids: [tag] }, context(), newId())
    contacts.delete([one.id])
    store.mutate(deleteContacts, { ids: [other.id] }, { ...context(), memberId: newId() }, newId())

    expect(mutations({ rowId: one.id })).toEqual(['contact.delete', 'contact.create'])
    expect(mutations({ kind: 'tag' }).toSorted()).toEqual(['catalogue.delete', 'catalogue.put'])
    expect(mutations({ kind: 'note' })).toEqual(['note.write'])
    expect(mutations({ kind: 'call' })).toEqual([])
    expect(mutations({ kind: 'contact', memberId: me().id })).toEqual(['contact.delete', 'contact.create', 'contact.create'])
    const { now } = context()
    expect(mutations({ from: now - 2000, until: now - 999, kind: 'contact' })).toEqual(['contact.create', 'contact.create'])
    expect(list({ kind: 'note' }).acts).toMatchObject([{ contactId: null, subject: 'Notatka' }])
    const [by] = list({ rowId: other.id }).acts
    expect(by).toMatchObject({ mutation: 'contact.delete', memberName: '', subject: 'Ewa', contactId: null })
  })

  it('comes in pages without a gap and without a double, also where much was done in one moment', () => {
    for (let index = 0; index < 17; index++) {
      make(`Jan ${index}`)
      if (index % 4 === 0) test.pass(1000)
    }
    const all = list().acts.map(({ batch }) => batch)
    for (const asked of [{}, { memberId: test.workspace.me().id }, { kind: 'contact' }]) {
      const whole = list(asked).acts.map(({ batch }) => batch)
      const paged: string[] = []
      for (let before: AskedAudit['before'], more = true; more; ) {
        const page = list({ ...asked, before, limit: 5 })
        paged.push(...page.acts.map(({ batch }) => batch))
        before = page.acts.at(-1)
        more = page.more
      }
      expect(paged).toEqual(whole)
      expect(whole.length).toBeGreaterThanOrEqual(17)
    }
    expect(new Set(all).size).toBe(all.length)
  })

  it('counts the rows of an act, and says of contacts that became one which stays', () => {
    const [one, two] = [make('Jan'), make('Janek')]
    const note = write(one.id, 'Notatka')
    const { batch } = contacts.merge({ into: two.id, from: [one.id], fields: { name: one.id } })
    expect(list().acts.find((act) => act.batch === batch)).toMatchObject({
      mutation: 'contact.merge',
      rows: 3,
      kinds: ['contact', 'note'],
      subject: 'Jan',
      contactId: two.id,
    })
    expect(rows(batch).map(({ id, act }) => [id, act])).toEqual([
      [one.id, 'deleted'],
      [two.id, 'changed'],
      [note, 'changed'],
    ])
  })
})

it('B1 the audit log is read from indexes, in their order', () => {
  const { database } = test.workspace.store
  const prepare = database.prepare.bind(database)
  const plans: string[] = []
  const watched = new Proxy(database, {
    get: (target, key) => {
      if (key !== 'prepare') return Reflect.get(target, key)
      return (sql: string) => {
        const parameters = Array.from({ length: sql.split('?').length - 1 }, () => null)
        const details = prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...parameters)
        plans.push(...details.map(({ detail }) => `${detail} in ${sql}`))
        return prepare(sql)
      }
    },
  })
  const { id, batch } = make('Jan')
  const asked: Partial<AskedAudit>[] = [
    {},
    { memberId: newId() },
    { kind: 'contact' },
    { kind: 'tag' },
    { rowId: id },
    { from: 5, until: 9 },
  ]
  for (const one of asked) auditQueries['audit.list'](watched, { limit: 10, before: { at: 9e15, batch }, ...one })
  auditQueries['audit.rows'](watched, { batch, offset: 0, limit: 10 })
  expect(plans.length).toBeGreaterThan(20)
  expect(plans.filter((plan) => /^SCAN (row|change|lookup_value)/.test(plan))).toEqual([])
  // Where few acts are meant they are sorted; else the index stops at the limit.
  expect(plans.filter((plan) => plan.startsWith('USE TEMP B-TREE') && !/act\.seq in \(select/.test(plan))).toEqual([])
  expect(plans.filter((plan) => /^SCAN act(?! USING INDEX act_at)/.test(plan))).toEqual([])
})
