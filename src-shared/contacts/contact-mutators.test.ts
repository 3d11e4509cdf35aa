import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { callKind } from '../calls/call-kind.ts'
import { recordCall } from '../calls/call-mutators.ts'
import { historyOf } from '../history/history-mutators.ts'
import { noteKind } from '../notes/note-kind.ts'
import { writeNote } from '../notes/note-mutators.ts'
import { revertHistory } from '../rows/registry.ts'
import { emptyRows, testCall, testContact } from '../rows/test-documents.ts'
import { createOverlay, type Overlay } from '../rows/transaction.ts'
import { taskKind } from '../tasks/task-kind.ts'
import { createTask } from '../tasks/task-mutators.ts'
import { type Contact, contactKind, newContactSchema } from './contact-kind.ts'
import { contactPatchSchema, createContact, deleteContacts, mergeContacts, patchContact } from './contact-mutators.ts'

const by = { memberId: newId(), now: Date.UTC(2026, 10, 23, 12) }
const id = newId()

let tx: Overlay
beforeEach(() => {
  tx = emptyRows()
})

const contact = () => tx.get(contactKind, id)
const create = (stage: 'lead' | 'client') => createContact.run(tx, newContactSchema.parse(testContact(id, { stage })), by)
const patch = (change: unknown) => patchContact.run(tx, { id, patch: contactPatchSchema.parse(change) }, by)
const phone = (digits: string, phoneId = newId()) => ({ id: phoneId, type: 'work' as const, typed: digits, e164: null, digits })

describe('a new contact', () => {
  it('is of whoever made it, now', () => {
    create('client')
    expect(contact()).toMatchObject({ createdAt: by.now, createdBy: by.memberId, leadCreatedAt: null, leadCreatedBy: null })
  })

  it('that is a lead keeps since when it is one', () => {
    create('lead')
    expect(contact()).toMatchObject({ leadCreatedAt: by.now, leadCreatedBy: by.memberId })
  })

  it('takes nobody’s id, not even that of a deleted one', () => {
    create('client')
    expect(() => create('lead')).toThrow(expect.objectContaining({ code: 'conflict' }))
    deleteContacts.run(tx, { ids: [id] }, by)
    expect(() => create('lead')).toThrow(expect.objectContaining({ code: 'conflict' }))
  })
})

describe('a change', () => {
  it('sets the fields that it names, and no others', () => {
    tx.put(contactKind, testContact(id, { city: 'Łódź', comment: 'stary' }))
    patch({ fields: { city: 'Żory', name: undefined } })
    expect(contact()).toEqual(testContact(id, { city: 'Żory', comment: 'stary' }))
  })

  it('puts, replaces and removes elements by their id, in their old order, and leaves the rest', () => {
    const [first, second, third] = [phone('1111111'), phone('2222222'), phone('3333333')]
    tx.put(contactKind, testContact(id, { phones: [first, second] }))
    patch({ phones: { put: [third, { ...second, digits: '2222229' }], remove: [] } })
    expect(contact()?.phones.map(({ digits }) => digits)).toEqual(['1111111', '2222229', '3333333'])
    patch({ phones: { put: [], remove: [first.id, newId()] } })
    expect(contact()?.phones.map(({ digits }) => digits)).toEqual(['2222229', '3333333'])
  })

  it('keeps what a newer program wrote into the document and its elements', () => {
    const known = phone('1111111')
    tx.put(contactKind, { ...testContact(id, { phones: [{ ...known, verified: true }] }), later: { a: 1 } })
    patch({ fields: { name: 'Ewa' }, phones: { put: [{ ...known, digits: '1111119' }], remove: [] } })
    expect(contact()).toMatchObject({ name: 'Ewa', later: { a: 1 }, phones: [{ digits: '1111119', verified: true }] })
  })

  it('that is too much for one field changes none', () => {
    tx.put(contactKind, testContact(id))
    const layer = createOverlay(tx)
    const tooLong = { fields: { city: 'Żory', name: 'x'.repeat(8192) }, phones: undefined }
    expect(() => patchContact.run(layer, { id, patch: tooLong }, by)).toThrow(
      expect.objectContaining({ code: 'bad_input', problems: [{ path: 'name', rule: 'too_big', limit: 250 }] }),
    )
    expect(layer.changes()).toEqual([])
  })

  it('of a contact that is not there, or not any more, is refused', () => {
    expect(() => patch({ fields: { city: 'Żory' } })).toThrow(expect.objectContaining({ code: 'not_found' }))
    tx.put(contactKind, testContact(id))
    tx.delete(contactKind, id)
    expect(() => patch({ fields: { city: 'Żory' } })).toThrow(expect.objectContaining({ code: 'not_found' }))
  })
})

it('deleting several of which one is not there is refused as one, and what was deleted can be looked at', () => {
  tx.put(contactKind, testContact(id))
  const layer = createOverlay(tx)
  expect(() => deleteContacts.run(layer, { ids: [id, newId()] }, by)).toThrow(expect.objectContaining({ code: 'not_found' }))
  expect(tx.get(contactKind, id)).toBeDefined()
  deleteContacts.run(tx, { ids: [id] }, by)
  expect([tx.get(contactKind, id), tx.peek(contactKind, id)?.document.name]).toEqual([undefined, 'Jan'])
})

describe('B4 contacts that are merged', () => {
  const [into, from, third] = [newId(), newId(), newId()]
  const given = (contactId: string, change: Partial<Contact> = {}) => tx.put(contactKind, testContact(contactId, change))
  const merge = (fields: Record<string, string> = {}, others = [from]) => mergeContacts.run(tx, { into, from: others, fields }, by)
  const merged = () => tx.get(contactKind, into) as Contact
  const note = (contactId: string) => {
    const noteId = newId()
    writeNote.run(tx, { id: noteId, contactId, callId: null, text: 'Prosi o ofertę', revision: 1 }, by)
    return noteId
  }
  const call = (contactId: string) => {
    const { memberId: _, ...report } = testCall(newId(), { contactId })
    recordCall.run(tx, report, by)
    return report.id
  }
  const task = (...contactIds: string[]) => {
    const taskId = newId()
    createTask.run(tx, { id: taskId, type: 'task', title: 'Oddzwonić', startsAt: null, responsible: by.memberId, contactIds }, by)
    return taskId
  }

  it('become the one that stays: chosen values are kept, empty ones filled, comments added', () => {
    given(into, { name: 'Jan', city: '', zip: '90-001', comment: 'Woli rano' })
    given(from, { name: 'Jan Kowalski', city: 'Łódź', zip: '00-001', comment: 'Woli pocztę' })
    merge({ name: from })
    expect(merged()).toMatchObject({ name: 'Jan Kowalski', city: 'Łódź', zip: '90-001', comment: 'Woli rano\n\nWoli pocztę' })
    expect(tx.get(contactKind, from)).toBeUndefined()
    expect(tx.peek(contactKind, from)?.document.mergedInto).toBe(into)
  })

  it('keep each number, address and tag once, and every value of a property', () => {
    const [vip, shop, nip, since] = [newId(), newId(), newId(), newId()]
    const email = (address: string) => ({ id: newId(), type: 'email_work' as const, address })
    given(into, { phones: [phone('601234567')], emails: [email('jan@tartak.pl')], tags: [vip], properties: { [nip]: '1' } })
    given(from, {
      phones: [phone('601234567'), phone('225550101')],
      emails: [email('JAN@tartak.pl'), email('biuro@tartak.pl')],
      tags: [shop, vip],
      properties: { [nip]: '2', [since]: '2026-11-28' },
    })
    merge({ [nip]: from })
    expect(merged().phones.map(({ digits }) => digits)).toEqual(['601234567', '225550101'])
    expect(merged().emails.map(({ address }) => address)).toEqual(['jan@tartak.pl', 'biuro@tartak.pl'])
    expect(merged()).toMatchObject({ tags: [vip, shop], properties: { [nip]: '2', [since]: '2026-11-28' } })
  })

  it('a client wins over a lead, and stays won by whom it was won', () => {
    given(into, {
      stage: 'lead',
      type: 'potential',
      leadStatus: 'deferred',
      leadSource: 'form',
      leadCreatedAt: 5,
      responsible: by.memberId,
    })
    given(from, { stage: 'client', type: 'partner', wonBy: third, responsible: third })
    merge()
    expect(merged()).toMatchObject({ stage: 'client', type: 'partner', leadStatus: null, wonBy: third, responsible: by.memberId })
    expect(merged()).toMatchObject({ leadSource: 'form', leadCreatedAt: 5 })
  })

  it('of two leads the work goes on where somebody does it', () => {
    given(into, { stage: 'lead', leadStatus: 'not_processed', responsible: null })
    given(from, { stage: 'lead', leadStatus: 'unsuitable', unsuitableReason: 'Pomyłka', responsible: third })
    merge()
    expect(merged()).toMatchObject({ stage: 'lead', responsible: third, leadStatus: 'unsuitable', unsuitableReason: 'Pomyłka' })
  })

  it('take notes, calls and tasks along; a task about both is about the one once', () => {
    for (const contactId of [into, from, third]) given(contactId)
    const facts = [note(from), call(from), note(third)]
    const [ofBoth, ofOther] = [task(from, into), task(third, from)]
    merge({}, [from, third])
    const [first, second, last] = facts as [string, string, string]
    expect([tx.get(noteKind, first), tx.get(callKind, second), tx.get(noteKind, last)]).toMatchObject(
      facts.map(() => ({ contactId: into })),
    )
    expect([tx.get(taskKind, ofBoth)?.contactIds, tx.get(taskKind, ofOther)?.contactIds]).toEqual([[into], [into]])
  })

  it('what comes late for one that went is for the one it became, along a chain too', () => {
    for (const contactId of [into, from, third]) given(contactId)
    mergeContacts.run(tx, { into: from, from: [third], fields: {} }, by)
    merge()
    expect(tx.get(noteKind, note(third))?.contactId).toBe(into)
    expect(tx.get(callKind, call(third))?.contactId).toBe(into)
    expect(tx.get(taskKind, task(from, third))?.contactIds).toEqual([into])
  })

  it('need one another, and one that is there', () => {
    given(into)
    expect(() => merge({}, [into])).toThrow(expect.objectContaining({ code: 'bad_input' }))
    expect(() => merge()).toThrow(expect.objectContaining({ code: 'not_found' }))
    given(from)
    merge()
    // The other way round at the same time: that one has gone by now.
    expect(() => mergeContacts.run(tx, { into: from, from: [into], fields: {} }, by)).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    )
  })

  it('that hold too much together are refused whole', () => {
    const many = (from: number) => Array.from({ length: 60 }, (_, at) => phone(`60000${from + at}`))
    given(into, { phones: many(1000) })
    given(from, { phones: many(2000) })
    const layer = createOverlay(tx)
    expect(() => mergeContacts.run(layer, { into, from: [from], fields: {} }, by)).toThrow(expect.objectContaining({ code: 'too_large' }))
  })

  it('are taken apart as far as whoever does it may see: what hangs there goes to no contact that stays merged', () => {
    for (const contactId of [into, from]) given(contactId)
    const [noteId, taskId] = [note(from), task(from, third)]
    const layer = createOverlay(tx)
    mergeContacts.run(layer, { into, from: [from], fields: {} }, by)
    const all = layer.changes().map(({ kind, id: rowId, before, after }) => historyOf(kind.name, rowId, before, after))
    const acts = all.filter((one) => one.id === noteId || one.id === taskId)
    const kept = revertHistory.run(layer, { acts, changedSince: [] }, by)
    expect([layer.get(noteKind, noteId)?.contactId, layer.get(taskKind, taskId)?.contactIds]).toEqual([into, [into, third]])
    expect(kept.map((one) => one.id).toSorted()).toEqual([noteId, taskId].toSorted())
    // With the contact they go back, whatever the order in which they come.
    expect(revertHistory.run(layer, { acts: all.toReversed(), changedSince: [] }, by)).toEqual([])
    expect([layer.get(noteKind, noteId)?.contactId, layer.get(taskKind, taskId)?.contactIds]).toEqual([from, [from, third]])
  })

  it('nothing is lost whatever they hold, and undo gives back every row as it was', () => {
    const text = fc.constantFrom('', 'Łódź', 'Tartak Bory', 'Woli rano')
    const document = fc.record({
      stage: fc.constantFrom('lead' as const, 'client' as const),
      city: text,
      comment: text,
      company: text,
      responsible: fc.constantFrom(null, by.memberId, third),
      leadStatus: fc.constantFrom(null, 'in_progress', 'unsuitable'),
      phones: fc.array(fc.constantFrom('601234567', '225550101', '48601234567'), { maxLength: 3 }),
      tags: fc.uniqueArray(fc.constantFrom(into, from, third)),
      properties: fc.dictionary(fc.constantFrom(into, third), fc.constantFrom('a', 'b')),
    })
    fc.assert(
      fc.property(fc.array(document, { minLength: 2, maxLength: 4 }), fc.nat({ max: 3 }), (documents, hanging) => {
        tx = emptyRows()
        const ids = documents.map(({ phones, ...rest }) => {
          const contactId = newId()
          given(contactId, { ...rest, phones: phones.map((digits) => phone(digits)) })
          return contactId
        })
        for (let at = 0; at < hanging; at++) for (const contactId of ids) [note, call, task][at]?.(contactId)
        const layer = createOverlay(tx)
        mergeContacts.run(layer, { into: ids[0] as string, from: ids.slice(1), fields: {} }, by)
        const changes = layer.changes()
        const whole = layer.get(contactKind, ids[0] as string) as Contact
        for (const { phones, tags, comment, properties } of documents) {
          for (const digits of phones) expect(whole.phones.map((one) => one.digits)).toContain(digits)
          expect(whole.tags).toEqual(expect.arrayContaining(tags))
          expect(whole.comment).toContain(comment)
          expect(Object.keys(whole.properties)).toEqual(expect.arrayContaining(Object.keys(properties)))
        }
        for (const kind of [noteKind, callKind, taskKind]) {
          expect(ids.slice(1).flatMap((contactId) => layer.find(kind as never, 'contact', contactId))).toEqual([])
        }
        const acts = changes.map(({ kind, id: rowId, before, after }) => historyOf(kind.name, rowId, before, after))
        const undone = createOverlay(layer)
        expect(revertHistory.run(undone, { acts, changedSince: [] }, by)).toEqual([])
        for (const { kind, id: rowId, before } of changes) expect(undone.read(kind.name, rowId)).toEqual(before)
      }),
      { numRuns: 60 },
    )
  })
})
