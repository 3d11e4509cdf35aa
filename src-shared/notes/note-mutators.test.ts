import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { callKind } from '../calls/call-kind.ts'
import { contactKind } from '../contacts/contact-kind.ts'
import { emptyRows, testCall, testContact } from '../rows/test-documents.ts'
import type { Overlay } from '../rows/transaction.ts'
import { noteKind } from './note-kind.ts'
import { deleteNote, writeNote } from './note-mutators.ts'

const anna = { memberId: newId(), now: Date.UTC(2026, 10, 23, 12) }
const ewa = { memberId: newId(), now: anna.now + 60_000 }
const contactId = newId()
const callId = newId()

let tx: Overlay
beforeEach(() => {
  tx = emptyRows()
  tx.put(contactKind, testContact(contactId))
})

const noteOf = (id: string, text: string, revision: number, of: { contactId?: string; callId?: string } = { contactId }) => ({
  contactId: null,
  callId: null,
  ...of,
  id,
  text,
  revision,
})

describe('a note', () => {
  it('belongs to who began it, at that time, whoever goes on writing', () => {
    const id = newId()
    writeNote.run(tx, noteOf(id, 'a', 1), anna)
    writeNote.run(tx, noteOf(id, 'ab', 2), ewa)
    expect(tx.get(noteKind, id)).toMatchObject({ text: 'ab', memberId: anna.memberId, occurredAt: anna.now, contactId })
  })

  it('I4 ends as its newest writing, in whatever order and however often the writings arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 }), (revisions) => {
        const id = newId()
        for (const revision of revisions) writeNote.run(tx, noteOf(id, `wersja ${revision}`, revision), anna)
        const newest = Math.max(...revisions)
        expect(tx.get(noteKind, id)).toMatchObject({ text: `wersja ${newest}`, revision: newest })
      }),
    )
  })

  it('that was deleted stays so when a writing is sent again, and returns with a newer one', () => {
    const id = newId()
    writeNote.run(tx, noteOf(id, 'a', 1), anna)
    deleteNote.run(tx, { id }, anna)
    writeNote.run(tx, noteOf(id, 'a', 1), anna)
    expect(tx.get(noteKind, id)).toBeUndefined()
    writeNote.run(tx, noteOf(id, 'ab', 2), anna)
    expect(tx.get(noteKind, id)?.text).toBe('ab')
  })

  it('of a call belongs to whom the call belongs, whatever the page that wrote it thought', () => {
    const id = newId()
    tx.put(callKind, testCall(callId, { contactId }))
    writeNote.run(tx, noteOf(id, 'a', 1, { callId }), anna)
    expect(tx.get(noteKind, id)).toMatchObject({ contactId, callId })
  })

  it('of a call that the store does not know yet is kept with its call', () => {
    const id = newId()
    writeNote.run(tx, noteOf(id, 'a', 1, { callId }), anna)
    expect(tx.get(noteKind, id)).toMatchObject({ contactId: null, callId, text: 'a' })
  })

  it('I9 is kept also where its contact is gone by now', () => {
    const [id, gone] = [newId(), newId()]
    writeNote.run(tx, noteOf(id, 'a', 1, { contactId: gone }), anna)
    expect(tx.get(noteKind, id)).toMatchObject({ text: 'a', contactId: gone })
  })

  it('that is not there cannot be deleted', () => {
    expect(() => deleteNote.run(tx, { id: newId() }, anna)).toThrow(expect.objectContaining({ code: 'not_found' }))
  })
})
