import { z } from 'zod'
import { actSchema } from '../contacts/contact-contract.ts'
import { contactStages } from '../contacts/contact-kind.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema } from '../lib/schemas.ts'
import { encodings, importFields } from './import-fields.ts'

export const mappingSchema = z.array(z.enum(importFields).nullable()).max(200)

export const importPreviewSchema = z.object({
  encoding: z.enum(encodings),
  delimiter: z.string(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  /** Guessed from the names of the columns; one entry a column, null where it is left out. */
  mapping: mappingSchema,
  rows: z.int(),
})

export type ImportPreview = z.infer<typeof importPreviewSchema>

export const badRowSchema = z.object({
  /** Line of the file on which the row begins; the first line is 1. */
  line: z.int(),
  field: z.string(),
  rule: z.string(),
  limit: z.number().optional(),
  value: z.string(),
})

export type BadRow = z.infer<typeof badRowSchema>

export const importProgressSchema = z.object({
  importId: idSchema,
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  rows: z.int(),
  done: z.int(),
  created: z.int(),
  bad: z.int(),
})

export type ImportProgress = z.infer<typeof importProgressSchema>

/** The file goes over in pieces; it is checked whole before the first row of it is kept. */
export const importContract = {
  begin: procedure('POST', '/imports/begin', 'Begins to bring a file')
    .input(z.object({ name: z.string().max(255), bytes: z.int().min(0) }))
    .output(z.object({ importId: idSchema })),
  append: procedure('POST', '/imports/append', 'Brings the next piece of the file')
    .input(z.object({ importId: idSchema, offset: z.int().min(0), base64: z.string().max(1_500_000) }))
    .output(z.void()),
  preview: procedure('POST', '/imports/preview', 'Reads the file: columns, samples, a guessed mapping')
    .input(z.object({ importId: idSchema, encoding: z.enum(encodings).optional(), delimiter: z.string().length(1).optional() }))
    .output(importPreviewSchema),
  start: procedure('POST', '/imports/start', 'Imports the file; progress comes as events')
    .input(z.object({ importId: idSchema, stage: z.enum(contactStages), mapping: mappingSchema }))
    .output(actSchema),
  progress: procedure('POST', '/imports/progress', 'How far an import is')
    .input(z.object({ importId: idSchema }))
    .output(importProgressSchema),
  cancel: procedure('POST', '/imports/cancel', 'Stops an import and takes back what it made')
    .input(z.object({ importId: idSchema }))
    .output(z.void()),
  badRows: procedure('POST', '/imports/bad-rows', 'Rows that could not be imported, with line and reason')
    .input(z.object({ importId: idSchema }))
    .output(z.object({ rows: z.array(badRowSchema), more: z.int() })),
}
