import { z } from 'zod'
import { propertyValueSchema } from '../catalogue/property-values.ts'
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
import { workSchema } from '../work/work-contract.ts'
import {
  contactFieldsSchema,
  contactSchema,
  contactStages,
  contactStatuses,
  contactTypes,
  emailTypes,
  employeesCounts,
  leadSources,
  messengerTypes,
  phoneTypes,
  positions,
} from './contact-kind.ts'

/** Of one custom property: some of its values (ids of options, `true`, `false`), a stretch of numbers or dates (from, until: both included), or whether it is filled at all. */
export const propertyFilterSchema = z.object({
  id: idSchema,
  values: z.array(z.string().max(250)).max(500).optional(),
  from: z.union([z.number(), z.iso.date()]).optional(),
  until: z.union([z.number(), z.iso.date()]).optional(),
  filled: z.boolean().optional(),
})

const several = <Value extends z.ZodType>(value: Value) => z.array(value).max(500).default([])

/** Each filter narrows; of the values of one filter any is enough. */
export const contactFiltersSchema = z.object({
  type: several(z.enum(contactTypes)),
  status: several(z.enum(contactStatuses)),
  country: several(z.string().max(2)),
  employeesCount: several(z.enum(employeesCounts)),
  /** What leads hold of a status (`heldStatus`); aliases are followed. */
  leadStatus: several(z.string().max(64)),
  leadSource: several(z.enum(leadSources)),
  /** Ids of users; `nobody`. */
  responsible: several(z.union([idSchema, z.literal('nobody')])),
  /** Names of towns; `lodz` and `Łódź` are one. */
  city: several(shortTextSchema),
  /** Ids; aliases are followed. */
  tag: several(idSchema),
  /** Whether one of the tags is enough, or all are asked for. */
  tagMode: z.enum(['any', 'all']).default('any'),
  source: several(idSchema),
  properties: z.array(propertyFilterSchema).max(20).default([]),
  /** Added from this moment on, and before that one. */
  createdFrom: timeSchema.optional(),
  createdUntil: timeSchema.optional(),
  /** Nobody has been in contact since then, or ever. */
  noContactSince: timeSchema.optional(),
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
  website: z.string(),
  employeesCount: z.enum(employeesCounts).nullable(),
  /** As they were chosen; see `contact-kind.ts`. */
  tags: z.array(idSchema),
  sources: z.array(idSchema),
  properties: z.record(z.string(), z.unknown()),
  leadSource: z.enum(leadSources).nullable(),
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

const idsChange = z.object({ add: z.array(idSchema).max(200).default([]), remove: z.array(idSchema).max(200).default([]) }).optional()

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
  tags: z.array(idSchema).max(200).default([]),
  sources: z.array(idSchema).max(50).default([]),
  properties: z.record(idSchema, propertyValueSchema).default({}),
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
  tags: idsChange,
  sources: idsChange,
  /** null takes the value away. */
  properties: z.record(idSchema, propertyValueSchema.nullable()).optional(),
})

export type ContactChange = z.input<typeof contactChangeSchema>

/** Every writing act answers with its batch: `history.undo` takes it back. */
export const actSchema = z.object({ batch: idSchema })

/** Contacts that something is to be done with: named one by one, or everything that a query finds but a few. */
export const selectionSchema = z.union([
  z.object({ ids: z.array(idSchema).min(1).max(100_000) }),
  z.object({ query: contactQuerySchema, except: z.array(idSchema).max(100_000).default([]) }),
])
export type Selection = z.input<typeof selectionSchema>

/** What can be done with many contacts at once. Each is one act, which can be undone. */
export const bulkActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('assign'), responsible: idSchema.nullable() }),
  z.object({ type: z.literal('tag'), add: z.array(idSchema).max(50).default([]), remove: z.array(idSchema).max(50).default([]) }),
  z.object({ type: z.literal('source'), add: z.array(idSchema).max(50).default([]), remove: z.array(idSchema).max(50).default([]) }),
  z.object({ type: z.literal('contact_type'), value: z.enum(contactTypes) }),
  z.object({ type: z.literal('lead_status'), status: z.string().max(64) }),
  z.object({ type: z.literal('property'), id: idSchema, value: propertyValueSchema.nullable() }),
  z.object({ type: z.literal('delete') }),
])
export type BulkAction = z.input<typeof bulkActionSchema>

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

/** What became of a card that was merged into another one, and who merged it; a name is empty where it is not known. */
export const becameSchema = z.object({
  contact: suggestionSchema.pick({ id: true, stage: true, name: true }),
  memberId: idSchema.nullable(),
  memberName: z.string(),
})
export type Became = z.infer<typeof becameSchema>

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
      /**
       * By name of the filter (`type`, `city`, `property:<id>`), then by value. A filter is left out where counting it would take long; of a
       * filter with many values the most frequent are told.
       */
      z.object({ facets: z.record(z.string(), z.record(z.string(), z.int())) }),
    ),
  /** Search as typed, for the search field and the dialler: best first, at most `limit`. */
  suggest: procedure('POST', '/contacts/suggest', 'Search as typed over clients and leads')
    .input(z.object({ text: z.string().max(500), limit: z.int().min(1).max(100).default(50) }))
    .output(z.object({ rows: z.array(suggestionSchema), known: z.array(knownPersonSchema) })),
  get: procedure('GET', '/contacts/{id}', 'One contact')
    .input(z.object({ id: idSchema }))
    .output(contactSchema),
  became: procedure('GET', '/contacts/{id}/became', 'The contact that a merged one is a part of by now, where this member sees it')
    .input(z.object({ id: idSchema }))
    .output(z.object({ became: becameSchema.nullable() })),
  create: procedure('POST', '/contacts', 'Makes a contact')
    .input(contactInputSchema)
    .output(actSchema.extend({ id: idSchema })),
  update: procedure('POST', '/contacts/update', 'Changes fields of a contact').input(contactChangeSchema).output(actSchema),
  delete: procedure('POST', '/contacts/delete', 'Deletes contacts; can be undone')
    .input(z.object({ ids: z.array(idSchema).min(1).max(500) }))
    .output(actSchema),
  change: procedure('POST', '/contacts/change', 'Does something with many contacts at once; can be undone')
    .input(z.object({ selection: selectionSchema, action: bulkActionSchema }))
    .output(workSchema),
  /** `fields`: a field, or the id of a property, and the id of the contact whose value is kept; see `mergeContacts`. */
  merge: procedure('POST', '/contacts/merge', 'Makes one contact of several; can be undone')
    .input(z.object({ into: idSchema, from: z.array(idSchema).min(1).max(20), fields: z.record(z.string(), idSchema).default({}) }))
    .output(actSchema),
}
