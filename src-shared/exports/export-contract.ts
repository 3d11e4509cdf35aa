import { z } from 'zod'
import { selectionSchema } from '../contacts/contact-contract.ts'
import { procedure } from '../lib/procedure.ts'
import { idSchema, languageSchema } from '../lib/schemas.ts'
import { workSchema } from '../work/work-contract.ts'

export const exportFormats = ['csv', 'xlsx', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

/**
 * CSV and XLSX: the contacts of a selection, a line each, under headings and with words of `language`, all of which the import knows, so that nothing
 * is lost on the way back; cells that a spreadsheet would take for a formula are guarded. Without a language it is that of whoever asks. JSON: the documents as they are, one to a line and kind by kind, in a ZIP with the
 * attached files; `everything` holds all kinds.
 */
export const exportInputSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('contacts'), selection: selectionSchema, format: z.enum(exportFormats), language: languageSchema.optional() }),
  z.object({ what: z.literal('everything'), format: z.literal('json') }),
])

export const exportContract = {
  start: procedure('POST', '/exports', 'Begins to write a file; progress comes as work').input(exportInputSchema).output(workSchema),
  /** The file lies in the data folder until it was fetched whole or the program ends. */
  file: procedure('POST', '/exports/file', 'What was written')
    .input(z.object({ id: idSchema }))
    .output(z.object({ name: z.string(), bytes: z.int(), mediaType: z.string() })),
  read: procedure('POST', '/exports/read', 'A piece of it')
    .input(z.object({ id: idSchema, offset: z.int().min(0), length: z.int().min(1).max(1_048_576) }))
    .output(z.object({ base64: z.string() })),
  discard: procedure('POST', '/exports/discard', 'The file is not wanted any more')
    .input(z.object({ id: idSchema }))
    .output(z.object({})),
  /**
   * A ZIP of JSON comes back: the file arrives by `imports.begin` and `imports.append`, and is taken from there. What is here already stays as it
   * is, what was deleted here returns; tags, sources, properties and statuses are matched by name. Whoever wrote it and is not here is now whoever
   * brings it. A file that is damaged, or no export, is refused before anything is written: `unreadable_file` with the rule `not_an_export` or
   * `export_line`, whose path says which line of which file (`contact.jsonl:12`), followed by what is wrong with it.
   */
  bringBack: procedure('POST', '/exports/bring-back', 'Brings what was exported as JSON back; progress comes as work')
    .input(z.object({ importId: idSchema }))
    .output(workSchema),
}
