import { z } from 'zod'
import { callKind } from '../calls/call-kind.ts'
import { contactNow } from '../contacts/contact-now.ts'
import { attachedFileSchema } from '../files/file-kind.ts'
import { notFound } from '../lib/errors.ts'
import { idSchema, longTextSchema, timeSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import { noteKind } from './note-kind.ts'

export const writeNoteSchema = z.object({
  id: idSchema,
  contactId: idSchema.nullable().default(null),
  callId: idSchema.nullable().default(null),
  text: longTextSchema,
  occurredAt: timeSchema.optional(),
  revision: z.int().min(1).default(1),
  /** Users who are named in it; left out, they stay. */
  mentions: z.array(idSchema).max(50).optional(),
  /** Left out, the files of the note stay. */
  files: z.array(attachedFileSchema).max(20).optional(),
})

/**
 * Writes a note whole, as often as it is typed. Repeating the same revision, or an older one, changes nothing, also when the note was
 * deleted meanwhile: so it can be sent again after any failure. A fact: it is kept also where its contact is gone by now (I9). A note of a call belongs to whom the call belongs.
 */
export const writeNote = defineMutator({
  name: 'note.write',
  args: writeNoteSchema,
  run: (tx, args, context) => {
    const known = tx.peek(noteKind, args.id)?.document
    if (known && known.revision >= args.revision) return
    const callId = known?.callId ?? args.callId
    const call = callId ? tx.get(callKind, callId) : undefined
    const contactId = call?.contactId ?? known?.contactId ?? args.contactId
    tx.put(noteKind, {
      ...known,
      id: args.id,
      callId,
      contactId: contactId && contactNow(tx, contactId),
      text: args.text,
      memberId: known?.memberId ?? context.memberId,
      occurredAt: known?.occurredAt ?? args.occurredAt ?? context.now,
      revision: args.revision,
      files: args.files ?? known?.files ?? [],
      ...(args.mentions || known?.mentions ? { mentions: args.mentions ?? known?.mentions } : {}),
    })
  },
})

export const deleteNote = defineMutator({
  name: 'note.delete',
  args: z.object({ id: idSchema }),
  run: (tx, { id }) => {
    if (!tx.get(noteKind, id)) throw notFound('note', id)
    tx.delete(noteKind, id)
  },
})
