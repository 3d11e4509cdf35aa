import { z } from 'zod'
import { contactStages } from '../contacts/contact-kind.ts'
import { procedure } from '../lib/procedure.ts'
import { boundariesSchema, idSchema, timeSchema, windowSchema } from '../lib/schemas.ts'
import { callDirections, callResults, callSchema } from './call-kind.ts'

export const callQuerySchema = z.object({
  direction: z.array(z.enum(callDirections)).default([]),
  result: z.array(z.enum(callResults)).default([]),
  /** Missed: incoming, over, and nobody answered. */
  missed: z.boolean().default(false),
  /** To be called back: the newest missed call of somebody with whom nobody has spoken since. */
  waiting: z.boolean().default(false),
  /** Users whose calls they were. */
  members: z.array(idSchema).max(500).default([]),
  /** By name of the contact, or any part of the number. */
  search: z.string().max(500).default(''),
  from: timeSchema.optional(),
  until: timeSchema.optional(),
})

export type CallQuery = z.infer<typeof callQuerySchema>

export const callLineSchema = z.object({
  call: callSchema,
  contact: z.object({ id: idSchema, stage: z.enum(contactStages), name: z.string(), company: z.string() }).nullable(),
  memberName: z.string(),
})

export type CallLine = z.infer<typeof callLineSchema>

export const callContract = {
  list: procedure('POST', '/calls/list', 'A stretch of the list of calls, newest first')
    .input(callQuerySchema.extend(windowSchema.shape))
    .output(z.object({ rows: z.array(callLineSchema) })),
  count: procedure('POST', '/calls/count', 'How many calls a query finds')
    .input(callQuerySchema)
    .output(z.object({ total: z.int() })),
  /** Of `boundaries`, in rising order, each two neighbours are a stretch `from` until `until`; the query's own are put aside. */
  countEach: procedure('POST', '/calls/count-each', 'How many calls a query finds in each stretch of time')
    .input(z.object({ query: callQuerySchema, boundaries: boundariesSchema }))
    .output(z.object({ totals: z.array(z.int()) })),
  /** How many calls each value of a filter would find, the other filters kept. */
  facets: procedure('POST', '/calls/facets', 'Counts for the filter panel')
    .input(callQuerySchema)
    .output(
      z.object({
        direction: z.record(z.string(), z.int()),
        result: z.record(z.string(), z.int()),
        members: z.record(z.string(), z.int()),
      }),
    ),
  get: procedure('GET', '/calls/{id}', 'One call')
    .input(z.object({ id: idSchema }))
    .output(callLineSchema),
}
