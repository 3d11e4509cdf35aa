import { z } from 'zod'
import { actSchema } from '../contacts/contact-contract.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema, shortTextSchema } from '../lib/schemas.ts'

/**
 * `taken`: it is mine. `lost`: somebody else has it. `wish`: there is no connection; it counts as mine here until the server has said so, and
 * may be lost.
 */
export const takeResultSchema = z.object({
  outcome: z.enum(['taken', 'lost', 'wish']),
  /** Who has the lead now. */
  holder: z.object({ memberId: idSchema, name: z.string() }),
})
export type TakeResult = z.infer<typeof takeResultSchema>

const lead = z.object({ id: idSchema })

export const leadContract = {
  take: procedure('POST', '/leads/take', 'Takes a lead of the unsorted pool: of many at once exactly one gets it')
    .input(lead)
    .output(takeResultSchema),
  giveBack: procedure('POST', '/leads/give-back', 'Gives a lead back to the unsorted pool').input(lead).output(actSchema),
  finish: procedure('POST', '/leads/finish', 'Ends the work on a lead: it becomes a client, or is unsuitable')
    .input(
      z.discriminatedUnion('as', [
        lead.extend({ as: z.literal('client') }),
        lead.extend({ as: z.literal('unsuitable'), reason: shortTextSchema.min(1) }),
      ]),
    )
    .output(actSchema),
  /** `status`: what leads hold of it (`heldStatus`), or its id. */
  setStatus: procedure('POST', '/leads/set-status', 'Moves a lead to another status of the work on it')
    .input(lead.extend({ status: z.string().max(64) }))
    .output(actSchema),
  reopen: procedure('POST', '/leads/reopen', 'Opens a finished lead again').input(lead).output(actSchema),
  wishes: procedure('GET', '/leads/wishes', 'Leads whose taking the server has not confirmed yet').output(
    z.object({ ids: z.array(idSchema) }),
  ),
}
