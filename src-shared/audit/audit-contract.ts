import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import { idSchema, timeSchema } from '../lib/schemas.ts'

/** One act: everything that somebody did with one stroke. An import is one (`contact.import`, with `import` among its kinds), named by its file. */
export const auditActSchema = z.object({
  batch: idSchema,
  at: timeSchema,
  memberId: idSchema,
  memberName: z.string(),
  /** Name of the mutation, as `contact.patch`. */
  mutation: z.string(),
  /** The computer on which it was done, as its system calls it; empty where that is not known. */
  device: z.string(),
  /** How many rows it touched, and of which kinds. */
  rows: z.int(),
  kinds: z.array(z.string()),
  /** The name of what it touched first; empty where it has none. */
  subject: z.string(),
  /** What the name leads to: a contact that is still there, or null. */
  contactId: idSchema.nullable(),
})
export type AuditAct = z.infer<typeof auditActSchema>

export const auditRowSchema = z.object({
  kind: z.string(),
  id: idSchema,
  act: z.enum(['created', 'changed', 'deleted', 'restored']),
  name: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
})
export type AuditRow = z.infer<typeof auditRowSchema>

/** Who changed what, when, from where: from the history that undo lives on. Administrators alone may ask. */
export const auditContract = {
  list: procedure('POST', '/audit/list', 'Who did what, newest first')
    .input(
      z.object({
        memberId: idSchema.optional(),
        kind: z.string().max(64).optional(),
        /** Acts that touched this row. */
        rowId: idSchema.optional(),
        from: timeSchema.optional(),
        until: timeSchema.optional(),
        before: z.object({ at: timeSchema, batch: idSchema }).optional(),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ acts: z.array(auditActSchema), more: z.boolean() })),
  rows: procedure('POST', '/audit/rows', 'What an act did to each row')
    .input(z.object({ batch: idSchema, offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) }))
    .output(z.object({ rows: z.array(auditRowSchema) })),
}
