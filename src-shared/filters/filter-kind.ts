import { z } from 'zod'
import { contactQuerySchema } from '../contacts/contact-contract.ts'
import { idSchema, nameSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

/** A list that somebody has put together and kept under a name. It is theirs alone, on each of their computers. */
export const savedFilterSchema = z.looseObject({
  id: idSchema,
  memberId: idSchema,
  name: nameSchema,
  query: contactQuerySchema,
})
export type SavedFilter = z.infer<typeof savedFilterSchema>

export const savedFilterKind = defineKind({
  name: 'filter',
  schema: savedFilterSchema,
  root: (filter) => filter.id,
  participants: (filter) => [filter.memberId],
  lookups: { member: (filter) => [filter.memberId] },
})
