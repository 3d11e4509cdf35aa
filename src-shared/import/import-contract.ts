import { z } from 'zod'
import { actSchema } from '../contacts/contact-contract.ts'
import { contactStages } from '../contacts/contact-kind.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema } from '../lib/schemas.ts'
import { encodings, importFields } from './import-fields.ts'
import { importSchema } from './import-kind.ts'

/** What a column fills: a field of a contact, a custom property by its id, or nothing. */
export const importTargetSchema = z.union([z.enum(importFields), z.templateLiteral(['property:', z.uuid()])])
export type ImportTarget = z.infer<typeof importTargetSchema>

export const mappingSchema = z.array(importTargetSchema.nullable()).max(200)

export const fileFormats = ['csv', 'xlsx', 'xls', 'ods'] as const

/** How a file is to be read. What is left out is found out. */
export const fileFormSchema = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.string().length(1).optional(),
  /** Stands around cells that hold delimiters; empty for none. */
  quote: z.enum(['"', "'", '']).optional(),
  /** Whether the first row names the columns. */
  heading: z.boolean().optional(),
  /** Name of a sheet of a workbook; left out: the first one that holds rows. */
  sheet: z.string().max(255).optional(),
})
export type FileForm = z.infer<typeof fileFormSchema>

/** Something about the file that whoever imports it should know; but for `too_many_names` the rows are taken nevertheless. */
export const importWarningSchema = z.object({
  /**
   * `phone_in_exponent`: a spreadsheet has written 4.85E+10, the digits are lost. `lost_plus`: 48601234567, read as +48 601 234 567.
   * `lost_zero`: shorter by one than numbers of the country, its leading zero is missing. `too_many_names`: more words that are no tags, sources
   * or options yet than one import makes; it cannot be started so.
   */
  rule: z.enum(['phone_in_exponent', 'lost_plus', 'lost_zero', 'too_many_names']),
  column: z.string(),
  /** Rows of which it is true; of `too_many_names` the different words. */
  rows: z.int(),
  /** A cell of which it is true, and what it is read as; empty where nothing can be read. */
  sample: z.string(),
  readAs: z.string(),
})
export type ImportWarning = z.infer<typeof importWarningSchema>

export const importPreviewSchema = z.object({
  format: z.enum(fileFormats),
  /** Null where the format has none. */
  encoding: z.enum(encodings).nullable(),
  delimiter: z.string().nullable(),
  quote: z.string().nullable(),
  heading: z.boolean(),
  sheets: z.array(z.object({ name: z.string(), rows: z.int() })),
  sheet: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  /** One entry a column, null where it is left out. */
  mapping: mappingSchema,
  /** Whether a file with these columns was imported here before, and the mapping is that of then. */
  remembered: z.boolean(),
  rows: z.int(),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

/** What is done with the rows of a file. */
export const importPlanSchema = z.object({
  stage: z.enum(contactStages),
  mapping: mappingSchema,
  /** By what a row is known to be somebody who is here already, or stands further up in the file; of clients and leads alike. */
  duplicatesBy: z.array(z.enum(['phone', 'email'])).default(['phone', 'email']),
  /** `update`: cells that are not empty replace the contact's fields; phones, e-mails and tags come to those it has. */
  duplicates: z.enum(['skip', 'update', 'add']).default('skip'),
  /** For all rows of the file. */
  responsible: idSchema.nullable().optional(),
  tags: z.array(idSchema).max(50).default([]),
  source: idSchema.nullable().default(null),
})
export type ImportPlan = z.input<typeof importPlanSchema>

export const badRowSchema = z.object({
  /** Line of the file on which the row begins (of a sheet: its row); the first one is 1. */
  line: z.int(),
  field: z.string(),
  rule: z.string(),
  limit: z.number().optional(),
  value: z.string(),
})
export type BadRow = z.infer<typeof badRowSchema>

/** What would become of the rows; nothing is written. */
export const importCheckSchema = z.object({
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  bad: z.int(),
  warnings: z.array(importWarningSchema),
  /** The first of each, as they would be: 20 at most. */
  samples: z.array(
    z.object({
      line: z.int(),
      becomes: z.enum(['created', 'updated', 'skipped', 'bad']),
      name: z.string(),
      phone: z.string(),
      email: z.string(),
      /** Whom it updates, or is the same as; null for one further up in the file. */
      contactId: idSchema.nullable(),
      bad: badRowSchema.nullable(),
    }),
  ),
})
export type ImportCheck = z.infer<typeof importCheckSchema>

export const importProgressSchema = z.object({
  importId: idSchema,
  state: z.enum(['checking', 'running', 'done', 'cancelled', 'failed']),
  rows: z.int(),
  done: z.int(),
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  bad: z.int(),
})
export type ImportProgress = z.infer<typeof importProgressSchema>

/** The file goes over in pieces; it is checked whole before the first row of it is kept. Progress comes as events. */
export const importContract = {
  begin: procedure('POST', '/imports/begin', 'Begins to bring a file')
    .input(z.object({ name: z.string().max(255), bytes: z.int().min(0) }))
    .output(z.object({ importId: idSchema })),
  append: procedure('POST', '/imports/append', 'Brings the next piece of the file')
    .input(z.object({ importId: idSchema, offset: z.int().min(0), base64: z.string().max(1_500_000) }))
    .output(z.void()),
  preview: procedure('POST', '/imports/preview', 'Reads the file: columns, samples, a guessed or remembered mapping')
    .input(z.object({ importId: idSchema, form: fileFormSchema.default({}) }))
    .output(importPreviewSchema),
  check: procedure('POST', '/imports/check', 'What would be made, changed and skipped')
    .input(importPlanSchema.extend({ importId: idSchema }))
    .output(importCheckSchema),
  start: procedure('POST', '/imports/start', 'Imports the file')
    .input(importPlanSchema.extend({ importId: idSchema }))
    .output(actSchema),
  progress: procedure('POST', '/imports/progress', 'How far an import is')
    .input(z.object({ importId: idSchema }))
    .output(importProgressSchema),
  cancel: procedure('POST', '/imports/cancel', 'Stops an import and takes back what it made')
    .input(z.object({ importId: idSchema }))
    .output(z.void()),
  badRows: procedure('POST', '/imports/bad-rows', 'Rows that could not be imported, with line and reason; also of imports of the history')
    .input(z.object({ importId: idSchema }))
    .output(z.object({ rows: z.array(badRowSchema), more: z.int() })),
  /** The rows as they stood in the file, under its headings, so that they can be mended and imported again. CSV, UTF-8 with BOM. */
  badRowsFile: procedure('POST', '/imports/bad-rows-file', 'The bad rows as a file, a piece of it')
    .input(z.object({ importId: idSchema, offset: z.int().min(0) }))
    .output(z.object({ base64: z.string(), bytes: z.int() })),
  history: procedure('GET', '/imports/history', 'Imports that have come to their end, newest first').output(
    z.object({
      imports: z.array(
        importSchema.extend({
          memberName: z.string(),
          /** It can be taken back from here: its history is here, and its author is me or I am an administrator. */
          canUndo: z.boolean(),
          /** Its bad rows are kept on this computer. */
          hasBadRows: z.boolean(),
        }),
      ),
    }),
  ),
  /** A large import takes its time: progress comes as `work` events of the kind `undo`, whose id is that of the import. */
  undo: procedure('POST', '/imports/undo', 'Takes an import back; what was changed since stays and is named')
    .input(z.object({ importId: idSchema }))
    .output(
      z.object({
        /** Contacts that stay, or keep fields, because somebody has worked with them since; 1,000 at most are named. */
        kept: z.array(z.object({ contactId: idSchema, name: z.string(), fields: z.array(z.string()) })),
        more: z.int(),
      }),
    ),
}
