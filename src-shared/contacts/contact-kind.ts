import { z } from 'zod'
import { backwards } from '../lib/digits.ts'
import {
  countrySchema,
  emailSchema,
  idSchema,
  longTextSchema,
  nameSchema,
  phoneNumberSchema,
  shortTextSchema,
  timeSchema,
} from '../lib/schemas.ts'
import { defineKind } from '../rows/kind.ts'

export const contactStages = ['lead', 'client'] as const
export const contactTypes = ['potential', 'client', 'reseller', 'partner'] as const
export const contactStatuses = ['individual', 'company'] as const
export const phoneTypes = ['work', 'personal'] as const
export const emailTypes = ['email_work', 'email_personal'] as const
export const messengerTypes = ['skype', 'telegram', 'viber', 'whatsapp'] as const
export const employeesCounts = ['50', '50_250', '250_500'] as const
export const positions = ['ceo', 'director', 'manager', 'sales_manager', 'hr', 'support', 'custom'] as const
export const sourceParams = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'phone', 'custom'] as const
export const leadSources = ['manual', 'call_incoming', 'call_outgoing', 'form', 'import', 'autodialer'] as const

// Elements keep the fields that this version does not know, as the documents do.
export const contactPhoneSchema = z.looseObject({ ...phoneNumberSchema.shape, id: idSchema, type: z.enum(phoneTypes) })
export const contactEmailSchema = z.looseObject({ id: idSchema, type: z.enum(emailTypes), address: emailSchema })
export const messengerSchema = z.looseObject({ id: idSchema, type: z.enum(messengerTypes), value: shortTextSchema.min(1) })
export const contactPersonSchema = z.looseObject({
  id: idSchema,
  name: nameSchema,
  position: z.enum(positions).nullable(),
  title: shortTextSchema,
  phone: contactPhoneSchema.nullable(),
  email: emailSchema.nullable(),
})

/** The fields of a contact that hold one value each, and can be changed one by one. */
export const contactFieldsSchema = z.object({
  name: nameSchema,
  /** The company where an individual works, as text; a company leaves it empty. */
  company: shortTextSchema,
  /** Person or company. */
  status: z.enum(contactStatuses),
  type: z.enum(contactTypes),
  website: shortTextSchema,
  country: countrySchema.nullable(),
  city: shortTextSchema,
  address: shortTextSchema,
  zip: shortTextSchema,
  employeesCount: z.enum(employeesCounts).nullable(),
  comment: longTextSchema,
  /** Member who is responsible; null for a lead of the unsorted pool. */
  responsible: idSchema.nullable(),
})

/**
 * A lead or a client: one kind, told apart by `stage`, so that finishing a lead keeps all that hangs on it.
 * Names and values follow the public API of Teamsale (Customer and Lead).
 */
const contactShape = {
  id: idSchema,
  stage: z.enum(contactStages),
  ...contactFieldsSchema.shape,
  phones: z.array(contactPhoneSchema).max(100),
  emails: z.array(contactEmailSchema).max(100),
  messengers: z.array(messengerSchema).max(50),
  persons: z.array(contactPersonSchema).max(500),
  /** Ids of sources, tags and of values of custom properties, as they were chosen: they may be aliases by now (`catalogue-kinds.ts`). */
  sources: z.array(idSchema).max(50),
  tags: z.array(idSchema).max(200),
  /** Values of custom properties by the property's id (`property-values.ts`). */
  properties: z.record(idSchema, z.unknown()),
  /** Id of a status; those of every workspace: not_processed, in_progress, deferred, finished, unsuitable. */
  leadStatus: z.string().max(64).nullable(),
  leadSource: z.enum(leadSources).nullable(),
  leadCreatedAt: timeSchema.nullable(),
  leadCreatedBy: idSchema.nullable(),
  createdAt: timeSchema,
  createdBy: idSchema,
}

export const contactSchema = z.looseObject({
  ...contactShape,
  /** Why a lead was closed as unsuitable; empty or absent else. */
  unsuitableReason: shortTextSchema.optional(),
  /** Who made a client of a lead; null or absent else. They may take that back. */
  wonBy: idSchema.nullable().optional(),
  /** Of a contact that is deleted because it was merged into another one: that one. Facts that come late go there. */
  mergedInto: idSchema.nullable().optional(),
  /** Contacts that look like this one and are somebody else, as a person has said; in place of many, an id for what all of them share. */
  distinctFrom: z.array(idSchema).max(200).optional(),
})

/** Everything of a contact that its author decides; the rest comes from the context of the mutation. */
export const newContactSchema = z.object(contactShape).omit({ createdAt: true, createdBy: true, leadCreatedAt: true, leadCreatedBy: true })

export type Contact = z.infer<typeof contactSchema>
export type ContactPhone = z.infer<typeof contactPhoneSchema>
export type ContactFields = z.infer<typeof contactFieldsSchema>

export const contactKind = defineKind({
  name: 'contact',
  schema: contactSchema,
  root: (contact) => contact.id,
  lookups: {
    /** From the last digit to the first, so that the end of a number is a beginning here. */
    digitsBackwards: (contact) => allPhones(contact).map((phone) => backwards(phone.digits)),
    email: (contact) => contact.emails.map((email) => email.address.toLowerCase()),
  },
})

/** The contact's own numbers and those of its contact persons. */
export const allPhones = (contact: Pick<Contact, 'phones' | 'persons'>): ContactPhone[] => [
  ...contact.phones,
  ...contact.persons.flatMap((person) => person.phone ?? []),
]
