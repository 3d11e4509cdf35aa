import { z } from 'zod'
import { attachedFileSchema } from '../files/file-kind.ts'
import { idSchema, longTextSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

/** What someone wrote about a contact, or during a call whose other side is not known yet. */
export const noteSchema = z.looseObject({
  id: idSchema,
  contactId: idSchema.nullable(),
  callId: idSchema.nullable(),
  text: longTextSchema,
  memberId: idSchema,
  occurredAt: timeSchema,
  /** Rises with each writing of the same note; an older one that arrives late changes nothing. */
  revision: z.int().min(1),
  files: z.array(attachedFileSchema).max(20).optional(),
  /** Users who are named in the text (`@Anna Zielińska`): they are told. */
  mentions: z.array(idSchema).max(50).optional(),
})

export type Note = z.infer<typeof noteSchema>

export const noteKind = defineKind({
  name: 'note',
  schema: noteSchema,
  root: (note) => note.contactId ?? note.callId ?? note.id,
  participants: (note) => [note.memberId],
  lookups: {
    contact: (note) => (note.contactId ? [note.contactId] : []),
    call: (note) => (note.callId ? [note.callId] : []),
    /** By the hash of an attached file: whoever sees the note may fetch it. */
    blob: (note) => (note.files ?? []).map((file) => file.hash),
  },
})
