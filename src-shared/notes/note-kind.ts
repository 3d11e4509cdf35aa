import { z } from 'zod'
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
})

export type Note = z.infer<typeof noteSchema>

export const noteKind = defineKind({
  name: 'note',
  schema: noteSchema,
  root: (note) => note.contactId ?? note.callId ?? note.id,
  lookups: { call: (note) => (note.callId ? [note.callId] : []) },
})
