import { z } from 'zod'
import { actSchema, contactLineSchema, knownPersonSchema } from '../contacts/contact-contract.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema, windowSchema } from '../lib/schemas.ts'

export const duplicateReasons = ['phone', 'email', 'name'] as const
export type DuplicateReason = (typeof duplicateReasons)[number]

/** Contacts that share a number, an address, or name and town. */
export const duplicateGroupSchema = z.object({
  reason: z.enum(duplicateReasons),
  /** What they share, as it is shown. */
  value: z.string(),
  /** The same as the index has it: what `dismiss` takes. */
  key: z.string(),
  /** How many share it. */
  total: z.int(),
  /** Two or more, 20 at most; the oldest first. */
  contacts: z.array(contactLineSchema),
})
export type DuplicateGroup = z.infer<typeof duplicateGroupSchema>

export const duplicateContract = {
  /** While a contact is typed: who has this number, this address, this very name. Numbers count in whatever form. */
  hints: procedure('POST', '/duplicates/hints', 'Who might be the same as what is being typed')
    .input(
      z.object({
        name: z.string().max(250).default(''),
        phones: z.array(z.string().max(64)).max(20).default([]),
        emails: z.array(z.string().max(254)).max(20).default([]),
        /** The contact that is being edited itself. */
        except: idSchema.nullable().default(null),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          contactLineSchema
            .pick({ id: true, stage: true, name: true, company: true, phone: true, email: true, responsible: true })
            .extend({ reason: z.enum(duplicateReasons) }),
        ),
        known: z.array(knownPersonSchema),
      }),
    ),
  list: procedure('POST', '/duplicates/list', 'Likely duplicates, those who share a number first')
    .input(z.object({ reason: z.enum(duplicateReasons) }).extend(windowSchema.shape))
    .output(z.object({ groups: z.array(duplicateGroupSchema) })),
  /** Of each reason; 10,000 at most. */
  count: procedure('GET', '/duplicates/count', 'How many groups of likely duplicates there are').output(
    z.object({ phone: z.int(), email: z.int(), name: z.int() }),
  ),
  dismiss: procedure('POST', '/duplicates/dismiss', 'Says that these are different people; can be undone')
    .input(
      z.union([
        z.object({ ids: z.array(idSchema).min(2).max(20) }),
        // All who share it, also those who are not listed.
        z.object({ reason: z.enum(duplicateReasons), key: z.string().min(1).max(1000) }),
      ]),
    )
    .output(actSchema),
}
