import { z } from 'zod'
import { callSchema } from '../calls/call-kind.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema, timeSchema } from '../lib/schemas.ts'
import { noteSchema } from '../notes/note-kind.ts'
import { taskLineSchema } from '../tasks/task-contract.ts'

/** What happened around one contact, newest first. Changes of fields made by one act are one item. */
export const feedItemSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('note'), id: idSchema, occurredAt: timeSchema, memberName: z.string(), note: noteSchema }),
  z.object({ type: z.literal('call'), id: idSchema, occurredAt: timeSchema, memberName: z.string(), call: callSchema }),
  z.object({ type: z.literal('task'), id: idSchema, occurredAt: timeSchema, memberName: z.string(), task: taskLineSchema }),
  z.object({
    type: z.literal('change'),
    /** The batch of the act. */
    id: idSchema,
    occurredAt: timeSchema,
    memberName: z.string(),
    act: z.enum(['created', 'changed', 'deleted', 'restored']),
    fields: z.array(z.string()),
    /** The file from which it was imported; empty where this member does not know it. Left out where nothing was imported. */
    importedFrom: z.string().optional(),
    /** Of fields that hold several choices (tags, sources, properties) and of a lead's status: what stood there, and what came. */
    values: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })).optional(),
  }),
])

export type FeedItem = z.infer<typeof feedItemSchema>

export const feedContract = {
  list: procedure('POST', '/feed/list', 'What happened around a contact, newest first')
    .input(
      z.object({
        contactId: idSchema,
        /** The last item of the page before. */
        before: z.object({ occurredAt: timeSchema, id: idSchema }).optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(feedItemSchema), more: z.boolean() })),
}
