import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { contactKind } from '../contacts/contact-kind.ts'
import { noteKind } from '../notes/note-kind.ts'
import { writeNote } from '../notes/note-mutators.ts'
import { emptyRows, testCall, testContact } from '../rows/test-documents.ts'
import { createOverlay, type Overlay } from '../rows/transaction.ts'
import { type Call, callKind } from './call-kind.ts'
import { assignCall, closeLostCall, createContactOfCall, recordCall } from './call-mutators.ts'

const by = { memberId: newId(), now: Date.UTC(2026, 10, 23, 12) }
const callId = newId()
const contactId = newId()

let tx: Overlay
beforeEach(() => {
  tx = emptyRows()
  tx.put(contactKind, testContact(contactId))
})

const report = (change: Partial<Call> = {}) => {
  const { memberId: _, ...told } = testCall(callId, change)
  return told
}

const call = () => tx.get(callKind, callId)

const noteOfCall = () => {
  const id = newId()
  writeNote.run(tx, { id, contactId: null, callId, text: 'Pyta o krzesła', revision: 1 }, by)
  return id
}

/** A call as its telephone tells of it, one revision after the other. */
const told = [
  report(),
  report({ answeredAt: by.now + 4000, revision: 2 }),
  report({ answeredAt: by.now + 4000, endedAt: by.now + 64_000, result: 'answer', sipStatus: 200, revision: 3 }),
]

describe('reports of a call', () => {
  it('I4 end as the newest of them, in whatever order and however often they arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...told), { minLength: 1, maxLength: 12 }), (reports) => {
        tx = emptyRows()
        for (const one of reports) recordCall.run(tx, one, by)
        const newest = reports.reduce((left, right) => (right.revision > left.revision ? right : left))
        expect(call()).toEqual({ ...newest, memberId: by.memberId })
      }),
    )
  })

  it('I9 are kept also where the contact that they name is not there', () => {
    const nobody = newId()
    recordCall.run(tx, report({ contactId: nobody }), by)
    expect(call()?.contactId).toBe(nobody)
  })

  it('that repeat change no row', () => {
    recordCall.run(tx, report({ revision: 2 }), by)
    const layer = createOverlay(tx)
    for (const revision of [1, 2]) recordCall.run(layer, report({ revision, displayName: 'Inny' }), by)
    expect(layer.changes()).toEqual([])
  })

  it('leave whom the call is with to whoever said so since', () => {
    recordCall.run(tx, report(), by)
    assignCall.run(tx, { id: callId, contactId }, by)
    recordCall.run(tx, report({ contactId: null, revision: 2 }), by)
    expect(call()?.contactId).toBe(contactId)
  })

  it('belong to who had the telephone first', () => {
    recordCall.run(tx, report(), by)
    recordCall.run(tx, report({ revision: 2 }), { ...by, memberId: newId() })
    expect(call()?.memberId).toBe(by.memberId)
  })
})

describe('notes of a call', () => {
  it('go with it to its contact, and to another one', () => {
    recordCall.run(tx, report(), by)
    const notes = [noteOfCall(), noteOfCall()]
    const other = newId()
    tx.put(contactKind, testContact(other))
    for (const to of [contactId, other]) {
      assignCall.run(tx, { id: callId, contactId: to }, by)
      expect([call()?.contactId, ...notes.map((id) => tx.get(noteKind, id)?.contactId)]).toEqual([to, to, to])
    }
  })

  it('that were written before the store knew of the call become its contact’s with its first report', () => {
    const note = noteOfCall()
    expect(tx.get(noteKind, note)?.contactId).toBeNull()
    recordCall.run(tx, report({ contactId }), by)
    expect(tx.get(noteKind, note)?.contactId).toBe(contactId)
  })

  it('that were deleted do not come back', () => {
    recordCall.run(tx, report(), by)
    const note = noteOfCall()
    tx.delete(noteKind, note)
    assignCall.run(tx, { id: callId, contactId }, by)
    expect(tx.get(noteKind, note)).toBeUndefined()
  })
})

describe('whom a call was with', () => {
  const { createdAt: _a, createdBy: _b, leadCreatedAt: _c, leadCreatedBy: _d, ...contact } = testContact(newId(), { name: 'Nowy Klient' })

  it('S11.3 is made of a name, once, though it is sent twice', () => {
    recordCall.run(tx, report(), by)
    const note = noteOfCall()
    createContactOfCall.run(tx, { id: callId, contact }, by)
    const layer = createOverlay(tx)
    createContactOfCall.run(layer, { id: callId, contact }, by)
    expect(layer.changes()).toEqual([])
    expect([tx.get(contactKind, contact.id)?.name, call()?.contactId, tx.get(noteKind, note)?.contactId]).toEqual([
      'Nowy Klient',
      contact.id,
      contact.id,
    ])
  })

  it('is refused where the call or the contact is not there, and nothing is kept of it', () => {
    recordCall.run(tx, report(), by)
    for (const [mutator, args] of [
      [assignCall, { id: callId, contactId: newId() }],
      [assignCall, { id: newId(), contactId }],
      [createContactOfCall, { id: newId(), contact }],
    ] as const) {
      const layer = createOverlay(tx)
      expect(() => (mutator.run as (layer: Overlay, args: unknown, context: typeof by) => void)(layer, args, by)).toThrow(
        expect.objectContaining({ code: 'not_found' }),
      )
    }
    expect([tx.get(contactKind, contact.id), call()?.contactId]).toEqual([undefined, null])
  })
})

describe('a call whose telephone has gone', () => {
  it.each([
    ['failed where nobody had answered', {}, 'failed'],
    ['was answered where somebody had', { answeredAt: by.now + 4000 }, 'answer'],
  ])('%s', (_what, change, result) => {
    recordCall.run(tx, report({ ...change, revision: 2 }), by)
    closeLostCall.run(tx, { id: callId, endedAt: by.now + 9000 }, by)
    expect(call()).toMatchObject({ endedAt: by.now + 9000, result, revision: 2 })
  })

  it('never ends before it began, and is closed once', () => {
    recordCall.run(tx, report(), by)
    closeLostCall.run(tx, { id: callId, endedAt: 0 }, by)
    closeLostCall.run(tx, { id: callId, endedAt: by.now + 9000 }, by)
    expect(call()?.endedAt).toBe(call()?.startedAt)
  })

  it('is believed when it tells of its end after all', () => {
    recordCall.run(tx, report({ revision: 2 }), by)
    closeLostCall.run(tx, { id: callId, endedAt: by.now }, by)
    recordCall.run(tx, report({ endedAt: by.now + 64_000, result: 'noanswer', revision: 3 }), by)
    expect(call()).toMatchObject({ endedAt: by.now + 64_000, result: 'noanswer' })
  })
})
