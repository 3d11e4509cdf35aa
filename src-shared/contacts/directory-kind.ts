import { z } from 'zod'
import { backwards } from '../lib/digits.ts'
import { idSchema, nameSchema, phoneNumberSchema, shortTextSchema } from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'
import { contactStages } from './contact-kind.ts'

/**
 * What everybody may know of a contact that they may not see, so that callers and duplicates are known. It bears the contact's id and stands
 * in the place of its row: the team's server makes it on the way to whom it concerns, and nobody writes it.
 */
export const directorySchema = z.looseObject({
  id: idSchema,
  name: nameSchema,
  company: shortTextSchema,
  stage: z.enum(contactStages),
  responsible: idSchema.nullable(),
  phones: z.array(phoneNumberSchema).max(1000),
})

export type DirectoryEntry = z.infer<typeof directorySchema>

export const directoryKind = defineKind({
  name: 'directory',
  schema: directorySchema,
  root: (entry) => entry.id,
  lookups: {
    /** As with contacts: from the last digit to the first. */
    digitsBackwards: (entry) => entry.phones.map(({ digits }) => backwards(digits)),
  },
})
