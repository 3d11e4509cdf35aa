import { z } from 'zod'
import { contactQuerySchema } from '../contacts/contact-contract.ts'
import { idSchema, nameSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

export const noContactDaysSchema = z.int().min(1).max(3650).nullable()

/** A list that somebody has put together and kept under a name. It is theirs alone, on each of their computers. */
export const savedFilterSchema = z.looseObject({
  id: idSchema,
  memberId: idSchema,
  name: nameSchema,
  query: contactQuerySchema,
  /** Days without contact that are counted back from the day of use: they stand for the query's `noContactSince`. */
  noContactDays: noContactDaysSchema.optional(),
})
export type SavedFilter = z.infer<typeof savedFilterSchema>

export const savedFilterKind = defineKind({
  name: 'filter',
  schema: savedFilterSchema,
  root: (filter) => filter.id,
  participants: (filter) => [filter.memberId],
  privateTo: 'participants',
  lookups: { member: (filter) => [filter.memberId] },
})
