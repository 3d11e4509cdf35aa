import { z } from 'zod'
import { contactStages } from '../contacts/contact-kind.ts'
import { idSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

/** An import that has come to its end, as the history of imports keeps it. What it wrote is under `batch`. */
export const importSchema = z.looseObject({
  id: idSchema,
  memberId: idSchema,
  fileName: z.string().max(255),
  stage: z.enum(contactStages),
  batch: idSchema,
  finishedAt: timeSchema,
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  bad: z.int(),
  /** When all of it was taken back; null where it was not. */
  undoneAt: timeSchema.nullable(),
  /** How many rows were left because somebody had changed them since. */
  kept: z.int(),
})
export type ImportRecord = z.infer<typeof importSchema>

export const importKind = defineKind({
  name: 'import',
  schema: importSchema,
  root: (one) => one.id,
  participants: (one) => [one.memberId],
  // Administrators may take back what others have imported.
  privateTo: 'participants_and_administrators',
  lookups: { everyone: () => ['yes'] },
})
