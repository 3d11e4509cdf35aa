import { z } from 'zod'
import { procedure } from '../lib/procedure.ts'
import {
  boundariesSchema,
  emailSchema,
  idSchema,
  nameSchema,
  shortTextSchema,
  timeSchema,
  typedPhoneSchema,
  windowSchema,
} from '../lib/schemas.ts'
import {
  contactFieldsSchema,
  contactSchema,
  contactStages,
  contactStatuses,
  contactTypes,
  emailTypes,
  messengerTypes,
  phoneTypes,
  positions,
} from './contact-kind.ts'

export const contactFiltersSchema = z.object({
  type: z.array(z.enum(contactTypes)).default([]),
  status: z.array(z.enum(contactStatuses)).default([]),
  country: z.array(z.string().max(2)).max(300).default([]),
  /** Added from this moment on, and before that one. */
  createdFrom: timeSchema.optional(),
  createdUntil: timeSchema.optional(),
})

export type ContactFilters = z.infer<typeof contactFiltersSchema>

/** Which contacts: a stage, a tab (`mine`: I am responsible; `unsorted`: nobody is), filters, and a search. */
export const contactQuerySchema = z.object({
  stage: z.enum(contactStages),
  tab: z.enum(['mine', 'all', 'unsorted']).default('all'),
  /** By name, company, any part of a phone however it is written, e-mail. */
  search: z.string().max(500).default(''),
  filters: contactFiltersSchema.prefault({}),
  sort: z.enum(['name', 'created_at', 'last_contact_at']).default('name'),
  descending: z.boolean().default(false),
})

export type ContactQuery = z.infer<typeof contactQuerySchema>

/** One line of a list. */
export const contactLineSchema = z.object({
  id: idSchema,
  stage: z.enum(contactStages),
  name: z.string(),
  company: z.string(),
  status: z.enum(contactStatuses),
  type: z.enum(contactTypes),
  /** The first number and the first address; null where there is none. */
  phone: z.object({ typed: z.string(), e164: z.string().nullable(), digits: z.string() }).nullable(),
  email: z.string().nullable(),
  city: z.string(),
  country: z.string().nullable(),
  responsible: z.object({ memberId: idSchema, name: z.string() }).nullable(),
  /** Id of a status; null for what is no lead. */
  leadStatus: z.string().nullable(),
  createdAt: timeSchema,
  /** Start of the last call or the last note. */
  lastContactAt: timeSchema.nullable(),
})

export type ContactLine = z.infer<typeof contactLineSchema>

// As a person or script writes them: ids and E.164 are made on the way in. An id that is given replaces that element.
export const phoneInputSchema = z.object({ id: idSchema.optional(), type: z.enum(phoneTypes).default('work'), typed: typedPhoneSchema })
export const emailInputSchema = z.object({ id: idSchema.optional(), type: z.enum(emailTypes).default('email_work'), address: emailSchema })
export const messengerInputSchema = z.object({ id: idSchema.optional(), type: z.enum(messengerTypes), value: shortTextSchema.min(1) })
export const personInputSchema = z.object({
  id: idSchema.optional(),
  name: nameSchema,
  position: z.enum(positions).nullable().default(null),
  title: shortTextSchema.default(''),
  phone: typedPhoneSchema.nullable().default(null),
  email: emailSchema.nullable().default(null),
})

const listChange = <Element extends z.ZodType>(element: Element) =>
  z.object({ put: z.array(element).max(200).default([]), remove: z.array(idSchema).max(200).default([]) }).optional()

/** A new contact: a stage and a name are enough. `responsible` left out means the author for a client, nobody for a lead. */
export const contactInputSchema = contactFieldsSchema.partial().extend({
  /** Made by the author, so that a repeated request makes no second contact. */
  id: idSchema.optional(),
  stage: z.enum(contactStages),
  name: nameSchema,
  phones: z.array(phoneInputSchema).max(100).default([]),
  emails: z.array(emailInputSchema).max(100).default([]),
  messengers: z.array(messengerInputSchema).max(50).default([]),
  persons: z.array(personInputSchema).max(500).default([]),
})

export type ContactInput = z.input<typeof contactInputSchema>

/** A change, field by field; lists change by the id of the element. */
export const contactChangeSchema = z.object({
  id: idSchema,
  fields: contactFieldsSchema.partial().default({}),
  phones: listChange(phoneInputSchema),
  emails: listChange(emailInputSchema),
  messengers: listChange(messengerInputSchema),
  persons: listChange(personInputSchema),
})

export type ContactChange = z.input<typeof contactChangeSchema>

/** Every writing act answers with its batch: `history.undo` takes it back. */
export const actSchema = z.object({ batch: idSchema })

export const suggestionSchema = contactLineSchema.pick({ id: true, stage: true, name: true, company: true, phone: true, email: true })
export type Suggestion = z.infer<typeof suggestionSchema>

/** Somebody who is known to the team and whose card this member may not see: whom to ask is all that there is to know (`directory-kind.ts`). */
export const knownPersonSchema = z.object({
  id: idSchema,
  stage: z.enum(contactStages),
  name: z.string(),
  company: z.string(),
  phone: z.object({ typed: z.string(), e164: z.string().nullable(), digits: z.string() }).nullable(),
  responsible: z.object({ memberId: idSchema, name: z.string() }).nullable(),
})
export type KnownPerson = z.infer<typeof knownPersonSchema>

export const contactContract = {
  list: procedure('POST', '/contacts/list', 'A stretch of a list of contacts')
    .input(contactQuerySchema.extend(windowSchema.shape))
    .output(z.object({ rows: z.array(contactLineSchema) })),
  count: procedure('POST', '/contacts/count', 'How many contacts a query finds')
    .input(contactQuerySchema)
    .output(z.object({ total: z.int() })),
  /** Of `boundaries`, in rising order, each two neighbours are a stretch; the query's own times are put aside. */
  countEach: procedure('POST', '/contacts/count-each', 'How many contacts a query finds that were added in each stretch of time')
    .input(z.object({ query: contactQuerySchema, boundaries: boundariesSchema }))
    .output(z.object({ totals: z.array(z.int()) })),
  /** How many contacts each value of a filter would find, the other filters kept. */
  facets: procedure('POST', '/contacts/facets', 'Counts for the filter panel')
    .input(contactQuerySchema)
    .output(
      z.object({
        type: z.record(z.string(), z.int()),
        status: z.record(z.string(), z.int()),
        country: z.record(z.string(), z.int()),
      }),
    ),
  /** Search as typed, for the search field and the dialler: best first, at most `limit`. */
  suggest: procedure('POST', '/contacts/suggest', 'Search as typed over clients and leads')
    .input(z.object({ text: z.string().max(500), limit: z.int().min(1).max(100).default(50) }))
    .output(z.object({ rows: z.array(suggestionSchema), known: z.array(knownPersonSchema) })),
  get: procedure('GET', '/contacts/{id}', 'One contact')
    .input(z.object({ id: idSchema }))
    .output(contactSchema),
  create: procedure('POST', '/contacts', 'Makes a contact')
    .input(contactInputSchema)
    .output(actSchema.extend({ id: idSchema })),
  update: procedure('POST', '/contacts/update', 'Changes fields of a contact').input(contactChangeSchema).output(actSchema),
  delete: procedure('POST', '/contacts/delete', 'Deletes contacts; can be undone')
    .input(z.object({ ids: z.array(idSchema).min(1).max(500) }))
    .output(actSchema),
}
