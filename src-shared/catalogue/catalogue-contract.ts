import { z } from 'zod'
import { actSchema } from '../contacts/contact-contract.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema } from '../lib/schemas.ts'
import { catalogueNames, propertySchema, sourceSchema, statusSchema, tagSchema } from './catalogue-kinds.ts'
import { catalogueItemSchema, deletableNames } from './catalogue-mutators.ts'

/** Everything there is to choose from, aliases included: a document may hold the id of one. Deleted items are left out. */
export const catalogueSchema = z.object({
  tags: z.array(tagSchema),
  sources: z.array(sourceSchema),
  /** In the order of the card. */
  properties: z.array(propertySchema),
  /** In their order, those that every workspace has among them. */
  statuses: z.array(statusSchema),
})
export type Catalogue = z.infer<typeof catalogueSchema>

export const catalogueContract = {
  list: procedure('GET', '/catalogue', 'Tags, sources, custom properties and statuses of leads').output(catalogueSchema),
  /** By id of the item, aliases counted with what stands for them; of properties also by id of an option. */
  counts: procedure('POST', '/catalogue/counts', 'How many contacts each item hangs on')
    .input(z.object({ kind: z.enum(catalogueNames) }))
    .output(z.object({ counts: z.record(z.string(), z.int()) })),
  put: procedure('POST', '/catalogue/put', 'Makes an item or changes it').input(catalogueItemSchema).output(actSchema),
  merge: procedure('POST', '/catalogue/merge', 'Lets one item stand for others; can be undone')
    .input(z.object({ kind: z.enum(catalogueNames), ids: z.array(idSchema).min(1).max(200), into: idSchema }))
    .output(actSchema),
  /** A status is merged instead, for each lead has one. */
  delete: procedure('POST', '/catalogue/delete', 'Deletes items; can be undone')
    .input(z.object({ kind: z.enum(deletableNames), ids: z.array(idSchema).min(1).max(200) }))
    .output(actSchema),
}
