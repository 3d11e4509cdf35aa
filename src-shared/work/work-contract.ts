import { z } from 'zod'
import { errorDataSchema, procedure } from '../lib/procedure.ts'
import { idSchema } from '../lib/schemas.ts'

/** Something that takes a while, goes on by itself, and can be stopped. What it has done stays, under its batch. */
export const workSchema = z.object({
  id: idSchema,
  kind: z.enum(['change', 'export', 'bring_back', 'undo']),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  total: z.int(),
  done: z.int(),
  /** What could not be done: somebody else's lead, a right that is missing. */
  refused: z.int(),
  /** Why the first of these was refused, or why all of it failed. */
  error: errorDataSchema.nullable(),
  /** Under which what it has written can be taken back; null where it writes nothing. */
  batch: idSchema.nullable(),
})
export type Work = z.infer<typeof workSchema>

/** Progress comes as `work` events. */
export const workContract = {
  get: procedure('POST', '/work/get', 'How far something is')
    .input(z.object({ id: idSchema }))
    .output(workSchema),
  cancel: procedure('POST', '/work/cancel', 'Stops it; what is done stays')
    .input(z.object({ id: idSchema }))
    .output(workSchema),
}
