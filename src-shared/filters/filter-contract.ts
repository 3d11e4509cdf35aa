import { z } from 'zod'
import { actSchema, contactQuerySchema } from '../contacts/contact-contract.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema, nameSchema } from '../lib/schemas.ts'
import { noContactDaysSchema, savedFilterSchema } from './filter-kind.ts'

export const filterContract = {
  list: procedure('GET', '/filters', 'My saved filters, by name').output(z.object({ filters: z.array(savedFilterSchema) })),
  save: procedure('POST', '/filters', 'Keeps a filter under a name')
    .input(z.object({ id: idSchema, name: nameSchema, query: contactQuerySchema, noContactDays: noContactDaysSchema.optional() }))
    .output(actSchema),
  delete: procedure('POST', '/filters/delete', 'Deletes a saved filter; can be undone')
    .input(z.object({ id: idSchema }))
    .output(actSchema),
}
