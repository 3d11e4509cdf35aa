import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyRows, testContact } from '../rows/test-documents.ts'
import { createOverlay, type Overlay } from '../rows/transaction.ts'
import { contactKind, newContactSchema } from './contact-kind.ts'
import { contactPatchSchema, createContact, deleteContacts, patchContact } from './contact-mutators.ts'

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
