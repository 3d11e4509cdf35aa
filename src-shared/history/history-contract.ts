import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import { idSchema } from '../lib/schemas.ts'

export const historyContract = {
  /** Takes back everything of one batch; of a large one progress comes as `work` events whose id is that of the batch. `kept` names what was changed since, and therefore stays as it is. */
  undo: procedure('POST', '/history/undo', 'Takes an act back')
    .input(z.object({ batch: idSchema }))
    .output(z.object({ batch: idSchema, kept: z.array(z.object({ kind: z.string(), id: idSchema, fields: z.array(z.string()) })) })),
}
