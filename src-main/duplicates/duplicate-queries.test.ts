import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import { defineMutator } from '../../src-shared/rows/mutator.ts'
import { type ContactService, createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createHistoryService } from '../history/history-service.ts'
import { createDismissal } from './dismissal.ts'
import type { AskedHints } from './duplicate-hints.ts'
import { duplicateQueries } from './duplicate-queries.ts'

let test: TestWorkspace
let contacts: ContactService

beforeEach(() => {
  test = createTestWorkspace()
  contacts = createContactService(test.workspace)
})
afterEach(() => test.close())

const make = (input: Partial<z.input<typeof contactInputSchema>>) =>
  contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Jan', ...input })).id

const hints = (asked: Partial<AskedHints>) =>
  duplicateQueries['duplicates.hints'](test.workspace.store.database, {
    name: '',
    phones: [],
    emails: [],
    except: null,
    country: 'PL',
    ...asked,
  })
const found = (asked: Partial<AskedHints>) => hints(asked).rows.map(({ id, reason }) => [id, reason])

const groups = (reason: 'phone' | 'email' | 'name', window = { offset: 0, limit: 100 }) =>
  duplicateQueries['duplicates.list'](test.workspace.store.database, { reason, ...window }).map(({ value, contacts: members }) => [
    value,
    members.map(({ id }) => id),
  ])
const counts = () => duplicateQueries['duplicates.count'](test.workspace.store.database, {})

describe('B4 duplicates as they are typed', () => {
  it('a number counts however it is written, an address in any case, a name with or without its diacritics', () => {
    const id = make({ name: 'Łucja Żółć', phones: [{ typed: '+48 601 234 567' }], emails: [{ address: 'Lucja@Swit.example' }] })
    make({ name: 'Łucja Żółcińska' })
    for (const phone of ['601234567', '0048 601-234-567', '(601) 234 567', '99601234567']) {
      expect(found({ phones: [phone] })).toEqual([[id, 'phone']])
    }
    expect(found({ emails: ['lucja@swit.EXAMPLE '] })).toEqual([[id, 'email']])
    for (const name of ['lucja zolc', 'Łucja Żółć', ' ŁUCJA  ŻÓŁĆ']) expect(found({ name })).toEqual([[id, 'name']])
    expect(found({ name: 'Łucja', phones: ['601 234 56', 'nic'], emails: ['', 'lucja'] })).toEqual([])
  })

  it('each is told once, by the strongest reason, with its owner, and a contact person’s number counts too', () => {
    const id = make({ stage: 'lead', name: 'Jan Łoś', persons: [{ name: 'Ewa', phone: '22 555 18 04' }] })
    expect(hints({ name: 'jan los', phones: ['225551804'] }).rows).toMatchObject([
      { id, stage: 'lead', reason: 'phone', responsible: null, phone: null },
    ])
    expect(hints({ name: 'anna' }).rows).toEqual([])
  })

  it('leaves out the contact itself, and whom somebody has told apart from it', () => {
    const [one = '', two = '', three = ''] = Array.from({ length: 3 }, () => make({ phones: [{ typed: '601234567' }] }))
    expect(found({ phones: ['601234567'], except: one }).map(([id]) => id)).toEqual([two, three])
    contacts.areDistinct([one, two])
    expect(found({ phones: ['601234567'], except: one }).map(([id]) => id)).toEqual([three])
    expect(found({ phones: ['601234567'], except: two }).map(([id]) => id)).toEqual([three])
    expect(found({ phones: ['601234567'] })).toHaveLength(3)
  })

  it('of people whose cards are not to be seen it says whom to ask', () => {
    const { store, me, context } = test.workspace
    const put = defineMutator({
      name: 'test.put',
      args: directoryKind.schema,
      run: (tx, entry) => tx.put(directoryKind, entry),
    })
    const entry = { company: 'Świt', stage: 'client' as const, responsible: me().id }
    const known = [
      { ...entry, id: newId(), name: 'Ewa Świt', phones: [{ typed: '+48 22 1', e164: '+48225551804', digits: '48225551804' }] },
      { ...entry, id: newId(), name: 'Anna Ewa Świt', phones: [] },
    ]
    for (const one of known) store.mutate(put, one, context(), newId())
    const expected = { id: known[0]?.id, name: 'Ewa Świt', responsible: { memberId: me().id, name: 'Anna' } }
    expect(hints({ phones: ['22 555 18 04'] }).known).toMatchObject([expected])
    expect(hints({ name: 'ewa swit' }).known).toMatchObject([expected])
    expect(hints({ name: 'świt' }).known).toEqual([])
  })
})

describe('B4 duplicates that are there', () => {
  it('share a number, an address, or name and town, of clients and leads alike; the oldest comes first', () => {
    const first = make({ name: 'Jan Łoś', city: 'Łódź', phones: [{ typed: '601234567' }], emails: [{ address: 'a@b.example' }] })
    test.pass(1000)
    const second = make({ stage: 'lead', name: 'jan  los', city: 'lodz', phones: [{ typed: '+48 601 234 567' }] })
    make({ name: 'Jan Łoś', city: 'Żory' })
    const third = make({ name: 'Ewa', city: 'Łódź', emails: [{ address: 'A@B.example' }] })
    make({ name: 'Ewa', city: 'Łódź', phones: [{ typed: '104' }] })
    make({ name: 'Adam', phones: [{ typed: '104' }] })
    expect(groups('phone')).toEqual([['+48 601 234 567', [first, second]]])
    expect(groups('email')).toEqual([['a@b.example', [first, third]]])
    // One word is no name by which people are told apart.
    expect(groups('name')).toEqual([['Jan Łoś, Łódź', [first, second]]])
    expect(counts()).toEqual({ phone: 1, email: 1, name: 1 })
    contacts.delete([second])
    expect(counts()).toEqual({ phone: 0, email: 1, name: 0 })
  })

  it('are left out once a person has said of each two that they are different, and are back when that is taken back', () => {
    const [one = '', two = '', three = ''] = Array.from({ length: 3 }, () => make({ phones: [{ typed: '601234567' }] }))
    contacts.areDistinct([one, two])
    expect(groups('phone')).toHaveLength(1)
    contacts.areDistinct([one, two, three])
    expect(groups('phone')).toEqual([])
    expect(counts().phone).toBe(0)
    make({ phones: [{ typed: '601234567' }] })
    expect(groups('phone')).toHaveLength(1)
  })

  it('are left out at one press also where there are too many to be shown, until somebody else comes to share it', async () => {
    const store = test.workspace.store
    const { database } = store
    const history = createHistoryService(test.workspace)
    const ask = async (_name: string, asked: Parameters<(typeof duplicateQueries)['duplicates.sharing']>[1]) =>
      duplicateQueries['duplicates.sharing'](database, asked)
    const dismiss = createDismissal({ workspace: test.workspace, readers: { ask: ask as never }, history })
    const many = { phones: [{ typed: '22 640 11 90' }], emails: [{ address: 'biuro@swit.example' }], name: 'Biuro Świt', city: 'Łódź' }
    const ids = Array.from({ length: 230 }, () => make(many))
    const other = make({ phones: [{ typed: '601234567' }] })
    make({ phones: [{ typed: '601234567' }] })
    for (const reason of ['phone', 'email', 'name'] as const) {
      const list = () => duplicateQueries['duplicates.list'](database, { reason, offset: 0, limit: 100 })
      const group = list().find(({ total }) => total > 2)
      expect([group?.total, group?.contacts.length]).toEqual([230, 20])
      const { batch } = await dismiss({ reason, key: group?.key ?? '' })
      expect(list().map(({ total }) => total)).toEqual(reason === 'phone' ? [2] : [])
      await history.undo(batch)
      expect(list().some(({ total }) => total === 230)).toBe(true)
      await dismiss({ reason, key: group?.key ?? '' })
    }
    // Nor is it hinted at on their cards any more.
    const asked = { name: 'Biuro Świt', phones: ['226401190'], emails: ['Biuro@swit.example'] }
    expect(found({ ...asked, except: ids[0] ?? '' })).toEqual([])
    expect(found({ ...asked, except: other })).not.toEqual([])
    // Few of them are left: what was said of all of them stands.
    contacts.delete(ids.slice(3, 200))
    contacts.delete(ids.slice(200))
    expect(counts()).toEqual({ phone: 1, email: 0, name: 0 })
    make(many)
    expect(counts()).toEqual({ phone: 2, email: 1, name: 1 })
    await expect(dismiss({ reason: 'phone', key: '0000000' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('come in pages without a gap and without a double, twenty of a group at most', () => {
    for (let index = 0; index < 12; index++) {
      for (let copy = 0; copy < (index === 5 ? 25 : 2); copy++)
        make({ name: `Jan ${index}`, phones: [{ typed: `60123456${index % 10}${index}` }] })
    }
    const all = groups('phone')
    expect(all).toHaveLength(12)
    expect(all.map(([, ids]) => ids?.length).toSorted()).toEqual([...Array.from({ length: 11 }, () => 2), 20])
    for (const limit of [1, 5, 7]) {
      const pages = Array.from({ length: 13 }, (_, at) => groups('phone', { offset: at * limit, limit }))
      expect(pages.flat()).toEqual(all)
    }
    expect(groups('name')).toHaveLength(12)
  })
})

it('B1 hints and groups of duplicates come from indexes; only names are looked through, in their own table', () => {
  const { database } = test.workspace.store
  const large = ['row', 'contact', 'contact_text', 'lookup_value', 'change', 'directory_name']
  const scans: string[] = []
  const prepare = database.prepare.bind(database)
  const statements = new Set<string>()
  const watched = new Proxy(database, {
    get: (target, key) => {
      if (key !== 'prepare') return Reflect.get(target, key)
      return (sql: string) => {
        statements.add(sql)
        return prepare(sql)
      }
    },
  })
  make({ name: 'Jan Łoś', phones: [{ typed: '601234567' }], emails: [{ address: 'a@b.example' }] })
  make({ name: 'Jan Łoś', phones: [{ typed: '601234567' }], emails: [{ address: 'a@b.example' }] })
  duplicateQueries['duplicates.hints'](watched, {
    name: 'Jan Łoś',
    phones: ['601234567', '99601234567'],
    emails: ['a@b.example'],
    except: newId(),
    country: 'PL',
  })
  for (const reason of ['phone', 'email', 'name'] as const) duplicateQueries['duplicates.list'](watched, { reason, offset: 0, limit: 10 })
  expect(statements.size).toBeGreaterThan(10)
  for (const sql of statements) {
    const parameters = Array.from({ length: sql.split('?').length - 1 }, () => null)
    for (const { detail } of prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...parameters)) {
      const name = /^SCAN (\w+)/.exec(detail)?.[1] ?? ''
      // Values come in the order of the index: to stop early is to be done.
      if (large.includes(name) || (/TEMP B-TREE FOR (GROUP|ORDER) BY/.test(detail) && !sql.includes('contact_name')))
        scans.push(`${detail}: ${sql}`)
    }
  }
  expect(scans).toEqual([])
})
