import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReader } from '../../src-node/sqlite/database.ts'
import type { LookupEntry } from '../../src-node/sqlite/row-store.ts'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { contactFieldsOf } from '../contacts/contact-fields.ts'
import { contactQueries } from '../contacts/contact-queries.ts'
import { completeContact, createContactService } from '../contacts/contact-service.ts'
import { createHistoryService } from '../history/history-service.ts'
import { createIdentify } from '../telephony/identify.ts'
import type { PreparedRow } from './bulk-writer.ts'
import { prepareRows } from './prepare-rows.ts'
import { createTestWorkspace, type TestWorkspace } from './test-workspace.ts'

let test: TestWorkspace
beforeEach(() => {
  test = createTestWorkspace()
})
afterEach(() => test.close())

const kind = 'contact'
const mutation = createContact.name
const batch = newId()

const prepared = (name: string, phone: string): PreparedRow[] => {
  const { context, country } = test.workspace
  const input = {
    stage: 'client' as const,
    name,
    phones: [{ type: 'work' as const, typed: phone }],
    emails: [],
    messengers: [],
    persons: [],
  }
  const contact = completeContact(input, { memberId: context().memberId, country: country() })
  return prepareRows(createContact, contact, context(), contactFieldsOf)
}

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => prepared(`Osoba ${String(at).padStart(3, '0')}`, `601 000 ${100 + at}`)).flat()

const bringRows = (rows: readonly PreparedRow[]) => test.workspace.store.bulk.writeRows(mutation, rows, test.workspace.context(), batch)

const bringEntries = (first: number, rows: readonly PreparedRow[]) => {
  const { store, context } = test.workspace
  const lookups = rows.flatMap((row, at) => row.lookups.map(([name, value]): LookupEntry => [name, value, first + at]))
  store.bulk.writeLookups(mutation, kind, lookups, context(), batch)
  const ordered = rows.map(({ fields }, at) => ({ rid: first + at, fields }))
  store.bulk.writeOrdered(mutation, kind, ordered, context(), batch)
}

/** What another connection sees: what is on the disk. */
const onDisk = () => {
  const reader = openReader(join(test.folder, 'workspace.sqlite'))
  const count = reader.prepare<[], number>("select count(*) from row where kind = 'contact'").pluck().get()
  reader.close()
  return count
}

const write = (text: string) =>
  test.workspace.store.mutate(
    writeNote,
    { id: newId(), contactId: null, callId: null, text, revision: 1 },
    test.workspace.context(),
    newId(),
  )

const named = (search = '') => {
  const query = contactQuerySchema.parse({ stage: 'client', search })
  const asked = { query, memberId: test.workspace.me().id, offset: 0, limit: 50 }
  return contactQueries['contacts.list'](test.workspace.store.database, asked).map((row) => row.name)
}

const callers = (number: string) => createIdentify(test.workspace)(number).matches.map((match) => match.name)

describe('what was prepared', () => {
  it('is on the disk when it is settled', () => {
    const rows = people(10)
    bringEntries(bringRows(rows), rows)
    expect(onDisk()).toBe(0)
    test.workspace.store.bulk.settle()
    expect([onDisk(), named().length, callers('601000105')]).toEqual([10, 10, ['Osoba 005']])
  })

  it('I7 is on the disk before anything that somebody else has written meanwhile', () => {
    bringRows(people(10))
    write('Zadzwonić jutro')
    expect(onDisk()).toBe(10)
  })

  it('stays where somebody else’s writing fails', () => {
    bringRows(people(10))
    expect(() => write('x'.repeat(200_000))).toThrow(expect.objectContaining({ code: 'bad_input' }))
    test.workspace.store.bulk.settle()
    expect(onDisk()).toBe(10)
  })

  it('is told when it is on the disk, and not before', () => {
    const told: string[] = []
    test.workspace.store.onWritten((written) => told.push(...written.map(({ kind: name, ids }) => `${ids.length} ${name}`)))
    bringRows(people(3))
    expect(told).toEqual([])
    write('Oddzwonić')
    expect(told).toEqual(['3 contact', '1 note'])
  })

  it('has its history, and is taken back as one', async () => {
    const rows = people(600)
    bringEntries(bringRows(rows), rows)
    test.workspace.store.bulk.settle()
    expect((await createHistoryService(test.workspace).undo(batch)).kept).toEqual([])
    expect([named(), callers('601000105')]).toEqual([[], []])
  })
})

describe('a contact whose entries have not come yet', () => {
  it('can be changed, and what comes late for it is out of date', () => {
    const rows = people(3)
    const first = bringRows(rows)
    const contacts = createContactService(test.workspace)
    const id = rows[1]?.id ?? ''
    const phone = contacts.get(id).phones[0]
    contacts.update({
      id,
      fields: { name: 'Żaneta' },
      phones: { put: [{ id: phone?.id, type: 'work', typed: '512 004 118' }], remove: [] },
    })
    bringEntries(first, rows)
    test.workspace.store.bulk.settle()
    expect(named()).toEqual(['Osoba 000', 'Osoba 002', 'Żaneta'])
    expect([callers('601000101'), callers('512004118'), callers('601000102')]).toEqual([[], ['Żaneta'], ['Osoba 002']])
  })

  it('keeps what a change does not touch', () => {
    const rows = people(2)
    const first = bringRows(rows)
    createContactService(test.workspace).update({ id: rows[0]?.id ?? '', fields: { city: 'Łódź' } })
    bringEntries(first, rows)
    test.workspace.store.bulk.settle()
    expect([named(), callers('601000100')]).toEqual([['Osoba 000', 'Osoba 001'], ['Osoba 000']])
  })

  it('can be deleted, and what comes late does not bring it back', () => {
    const rows = people(2)
    const first = bringRows(rows)
    createContactService(test.workspace).delete([rows[0]?.id ?? ''])
    bringEntries(first, rows)
    test.workspace.store.bulk.settle()
    expect([named(), named('os'), callers('601000100')]).toEqual([['Osoba 001'], ['Osoba 001'], []])
  })

  it('gets them from the change that keeps it, where the import was broken off in an earlier process', async () => {
    const rows = people(2)
    bringRows(rows)
    const { store } = test.workspace
    store.bulk.settle()
    store.bulk.endUnordered()
    store.bulk.expectUnordered(batch)
    createContactService(test.workspace).update({ id: rows[0]?.id ?? '', fields: { city: 'Łódź' } })
    const { kept } = await createHistoryService(test.workspace).undo(batch)
    expect(kept).toEqual([{ kind, id: rows[0]?.id, fields: [] }])
    expect([named(), callers('601000100')]).toEqual([['Osoba 000'], ['Osoba 000']])
  })
})
