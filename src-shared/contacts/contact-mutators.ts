import { z } from 'zod'
import { LeadlineError, notFound } from '../lib/errors.ts'
import { givenFields } from '../lib/json.ts'
import { idSchema, timeSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import type { Transaction } from '../rows/transaction.ts'
import {
  type Contact,
  contactEmailSchema,
  contactFieldsSchema,
  contactKind,
  contactPersonSchema,
  contactPhoneSchema,
  messengerSchema,
  newContactSchema,
  sourceSchema,
} from './contact-kind.ts'

/** Elements of one list of a contact: `put` adds or replaces by id, `remove` takes out by id; the others stay. */
const elementsOf = <Element extends z.ZodType>(element: Element) =>
  z.object({ put: z.array(element).max(200).default([]), remove: z.array(idSchema).max(200).default([]) })

export const contactPatchSchema = z.object({
  fields: contactFieldsSchema.partial().default({}),
  phones: elementsOf(contactPhoneSchema).optional(),
  emails: elementsOf(contactEmailSchema).optional(),
  messengers: elementsOf(messengerSchema).optional(),
  persons: elementsOf(contactPersonSchema).optional(),
  sources: elementsOf(sourceSchema).optional(),
})

interface Elements<Element> {
  readonly put: readonly Element[]
  readonly remove: readonly string[]
}

const withElements = <Element extends { readonly id: string }>(
  list: readonly Element[],
  change: Elements<Element> | undefined,
): Element[] => {
  if (!change) return [...list]
  const put = new Map(change.put.map((element) => [element.id, element]))
  const kept = list.filter((element) => !change.remove.includes(element.id)).map((element) => ({ ...element, ...put.get(element.id) }))
  const known = new Set(list.map((element) => element.id))
  return [...kept, ...[...put.values()].filter((element) => !known.has(element.id))]
}

const existing = (tx: Transaction, id: string): Contact => {
  const contact = tx.get(contactKind, id)
  if (!contact) throw notFound('contact', id)
  return contact
}

export const createContact = defineMutator({
  name: 'contact.create',
  args: newContactSchema,
  run: (tx, args, context) => {
    if (tx.peek(contactKind, args.id)) throw new LeadlineError('conflict', 'This id is taken')
    const isLead = args.stage === 'lead'
    tx.put(contactKind, {
      ...args,
      leadCreatedAt: isLead ? context.now : null,
      leadCreatedBy: isLead ? context.memberId : null,
      createdAt: context.now,
      createdBy: context.memberId,
    })
  },
})

/** Contacts of an import, as many as travel together. One that cannot be made refuses those that came with it. */
export const importContacts = defineMutator({
  name: 'contact.import',
  args: z.object({
    // Fields that this program does not know come along. When it was made, where that was before: contacts that move to a team keep their age.
    contacts: z
      .array(newContactSchema.loose().extend({ createdAt: timeSchema.optional(), leadCreatedAt: timeSchema.nullable().optional() }))
      .min(1)
      .max(500),
  }),
  run: (tx, { contacts }, context) => {
    for (const { createdAt, leadCreatedAt, ...contact } of contacts) {
      const now = Math.min(createdAt ?? context.now, context.now)
      createContact.run(tx, contact, { ...context, now })
      const made = tx.get(contactKind, contact.id)
      if (made && leadCreatedAt !== undefined) tx.put(contactKind, { ...made, leadCreatedAt })
    }
  },
})

export const patchContact = defineMutator({
  name: 'contact.patch',
  args: z.object({ id: idSchema, patch: contactPatchSchema }),
  run: (tx, { id, patch }) => {
    const contact = existing(tx, id)
    tx.put(contactKind, {
      ...contact,
      ...givenFields(patch.fields),
      phones: withElements(contact.phones, patch.phones),
      emails: withElements(contact.emails, patch.emails),
      messengers: withElements(contact.messengers, patch.messengers),
      persons: withElements(contact.persons, patch.persons),
      sources: withElements(contact.sources, patch.sources),
    })
  },
})

export const deleteContacts = defineMutator({
  name: 'contact.delete',
  args: z.object({ ids: z.array(idSchema).min(1).max(500) }),
  run: (tx, { ids }) => {
    for (const id of ids) tx.delete(contactKind, existing(tx, id).id)
  },
})
