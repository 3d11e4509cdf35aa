import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import { idSchema, timeSchema, windowSchema } from '../lib/schemas.ts'
import { callDirections, callResults, callSchema } from './call-kind.ts'

export const callQuerySchema = z.object({
  direction: z.array(z.enum(callDirections)).default([]),
  result: z.array(z.enum(callResults)).default([]),
  /** Missed: incoming, over, and nobody answered. */
  missed: z.boolean().default(false),
  /** By name of the contact, or any part of the number. */
  search: z.string().max(500).default(''),
  from: timeSchema.optional(),
  until: timeSchema.optional(),
})

export type CallQuery = z.infer<typeof callQuerySchema>

export const callLineSchema = z.object({
  call: callSchema,
  contact: z.object({ id: idSchema, name: z.string(), company: z.string() }).nullable(),
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
  get: procedure('GET', '/calls/{id}', 'One call')
    .input(z.object({ id: idSchema }))
    .output(callLineSchema),
}
