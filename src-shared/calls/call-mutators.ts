import { z } from 'zod'
import { contactKind, newContactSchema } from '../contacts/contact-kind.ts'
import { createContact } from '../contacts/contact-mutators.ts'
import { contactNow } from '../contacts/contact-now.ts'
import { notFound } from '../lib/errors.ts'
import { idSchema, timeSchema } from '../lib/schemas.ts'
import { noteKind } from '../notes/note-kind.ts'
import { defineMutator } from '../rows/mutator.ts'
import type { Transaction } from '../rows/transaction.ts'
import { type Call, callKind, callReportSchema } from './call-kind.ts'

const moveToContact = (tx: Transaction, call: Call, contactId: string | null) => {
  tx.put(callKind, { ...call, contactId })
  for (const noteId of tx.find(noteKind, 'call', call.id)) {
    const note = tx.get(noteKind, noteId)
    if (note) tx.put(noteKind, { ...note, contactId })
  }
}

/** Keeps a report of the telephone. A fact is never refused; a report older than what is known changes nothing. */
export const recordCall = defineMutator({
  name: 'call.record',
  args: callReportSchema,
  run: (tx, args, context) => {
    const known = tx.peek(callKind, args.id)?.document
    if (known && known.revision >= args.revision) return
    const contactId = known ? known.contactId : args.contactId && contactNow(tx, args.contactId)
    const call = { ...known, ...args, contactId, memberId: known?.memberId ?? context.memberId }
    if (known) tx.put(callKind, call)
    else moveToContact(tx, call, call.contactId)
  },
})

const assign = (tx: Transaction, id: string, wished: string) => {
  const contactId = contactNow(tx, wished)
  const call = tx.get(callKind, id)
  if (!call) throw notFound('call', id)
  if (!tx.get(contactKind, contactId)) throw notFound('contact', contactId)
  moveToContact(tx, call, contactId)
}

/** Says whom a call was with. Its notes go along. */
export const assignCall = defineMutator({
  name: 'call.assign',
  args: z.object({ id: idSchema, contactId: idSchema }),
  run: (tx, { id, contactId }) => assign(tx, id, contactId),
})

/**
 * Makes a client or lead of whoever a call was with, and gives the call and its notes to them, as one act. Repeating it makes no second
 * contact.
 */
export const createContactOfCall = defineMutator({
  name: 'call.create-contact',
  args: z.object({ id: idSchema, contact: newContactSchema }),
  run: (tx, { id, contact }, context) => {
    if (!tx.get(contactKind, contact.id)) createContact.run(tx, contact, context)
    assign(tx, id, contact.id)
  },
})

/**
 * Ends a call whose telephone has gone without a word. The revision stays, so that a report which comes after all is believed.
 */
export const closeLostCall = defineMutator({
  name: 'call.close-lost',
  args: z.object({ id: idSchema, endedAt: timeSchema }),
  run: (tx, { id, endedAt }) => {
    const call = tx.get(callKind, id)
    if (!call || call.endedAt !== null) return
    tx.put(callKind, {
      ...call,
      endedAt: Math.max(endedAt, call.startedAt),
      result: call.answeredAt === null ? 'failed' : 'answer',
    })
  },
})
