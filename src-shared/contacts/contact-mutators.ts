import { z } from 'zod'
import { callKind } from '../calls/call-kind.ts'
import { checkedValues, type PropertyValue, propertyValueSchema } from '../catalogue/property-values.ts'
import { LeadlineError, notFound } from '../lib/errors.ts'
import { givenFields } from '../lib/json.ts'
import { idSchema, timeSchema } from '../lib/schemas.ts'
import { noteKind } from '../notes/note-kind.ts'
import { defineMutator } from '../rows/mutator.ts'
import type { Transaction } from '../rows/transaction.ts'
import { taskKind } from '../tasks/task-kind.ts'
import {
  type Contact,
  type ContactPhone,
  contactEmailSchema,
  contactFieldsSchema,
  contactKind,
  contactPersonSchema,
  contactPhoneSchema,
  messengerSchema,
  newContactSchema,
} from './contact-kind.ts'

/** Elements of one list of a contact: `put` adds or replaces by id, `remove` takes out by id; the others stay. */
const elementsOf = <Element extends z.ZodType>(element: Element) =>
  z.object({ put: z.array(element).max(200).default([]), remove: z.array(idSchema).max(200).default([]) })

const idsOf = z.object({ add: z.array(idSchema).max(200).default([]), remove: z.array(idSchema).max(200).default([]) })

export const contactPatchSchema = z.object({
  fields: contactFieldsSchema.partial().default({}),
  phones: elementsOf(contactPhoneSchema).optional(),
  emails: elementsOf(contactEmailSchema).optional(),
  messengers: elementsOf(messengerSchema).optional(),
  persons: elementsOf(contactPersonSchema).optional(),
  /** Ids that come and go; what is not named stays. */
  sources: idsOf.optional(),
  tags: idsOf.optional(),
  /** Values of custom properties by the property's id; null takes the value away. */
  properties: z.record(idSchema, propertyValueSchema.nullable()).optional(),
  /** Contacts that this one is not, though it looks like them. */
  distinctFrom: idsOf.optional(),
})

/** What other programs of the team may be asked to change: see `mergeContacts`. */
export const contactChoiceFields = contactFieldsSchema.keyof().options

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

const withIds = (list: readonly string[] | undefined, change: z.infer<typeof idsOf> | undefined): string[] => {
  const kept = (list ?? []).filter((id) => !change?.remove.includes(id))
  return [...new Set([...kept, ...(change?.add ?? [])])]
}

/** Null takes a value away, which is always possible. */
const withProperties = (
  tx: Transaction,
  properties: Contact['properties'],
  change: Readonly<Record<string, PropertyValue | null>> = {},
): Contact['properties'] => {
  const given = Object.entries(change)
  const kept = Object.entries(properties).filter(([id]) => change[id] !== null)
  return { ...Object.fromEntries(kept), ...checkedValues(tx, Object.fromEntries(given.filter(([, value]) => value !== null))) }
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
      properties: checkedValues(tx, args.properties),
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
      sources: withIds(contact.sources, patch.sources),
      tags: withIds(contact.tags, patch.tags),
      properties: withProperties(tx, contact.properties, patch.properties),
      ...(patch.distinctFrom ? { distinctFrom: withIds(contact.distinctFrom, patch.distinctFrom) } : {}),
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

const sameNumber = (one: ContactPhone, other: ContactPhone) =>
  one.e164 !== null && one.e164 === other.e164 ? true : one.digits === other.digits

const joined = <Element>(
  lists: readonly (readonly Element[])[],
  same: (one: Element, other: Element) => boolean,
  most: number,
): Element[] => {
  const all: Element[] = []
  for (const element of lists.flat()) if (!all.some((known) => same(known, element))) all.push(element)
  if (all.length > most)
    throw new LeadlineError('too_large', 'Together these are too many', [{ path: 'ids', rule: 'too_big', limit: most }])
  return all
}

/** Moves what hangs on one contact to another one. */
const moveFacts = (tx: Transaction, from: string, to: string) => {
  for (const kind of [noteKind, callKind] as const) {
    for (const id of tx.find(kind as typeof noteKind, 'contact', from)) {
      const fact = tx.get(kind as typeof noteKind, id)
      if (fact) tx.put(kind as typeof noteKind, { ...fact, contactId: to })
    }
  }
  for (const id of tx.find(taskKind, 'contact', from)) {
    const task = tx.get(taskKind, id)
    if (task) tx.put(taskKind, { ...task, contactIds: [...new Set(task.contactIds.map((one) => (one === from ? to : one)))] })
  }
}

/**
 * Makes one contact of several: `into` stays, the others go, and nothing of them is lost. Phones, e-mails, messengers, persons, tags, sources and
 * properties come together; of a field that holds one value, `fields` says whose is kept (that of `into` where it says nothing), and what
 * `into` has not is taken from the others. Other comments are added below. Notes, calls and tasks go along. A client wins over a lead.
 */
export const mergeContacts = defineMutator({
  name: 'contact.merge',
  args: z.object({
    into: idSchema,
    from: z.array(idSchema).min(1).max(20),
    /** Field, or id of a property, and the id of the contact whose value is kept. */
    fields: z.record(z.string(), idSchema).default({}),
  }),
  run: (tx, { into, from, fields }) => {
    const target = existing(tx, into)
    const others = [...new Set(from)].filter((id) => id !== into).map((id) => existing(tx, id))
    if (others.length === 0) throw new LeadlineError('bad_input', 'There is nothing to merge', [{ path: 'from', rule: 'required' }])
    const all = [target, ...others]
    const client = all.find(({ stage }) => stage === 'client')
    // What a lead is called is no word about a client.
    const holderOf = (field: string): Contact | undefined =>
      all.find(({ id }) => id === fields[field]) ?? (field === 'type' ? client : undefined)
    const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
    const chosen = Object.fromEntries(
      contactChoiceFields.map((field) => {
        const holder = holderOf(field) ?? all.find((contact) => !isEmpty(contact[field])) ?? target
        return [field, holder[field]]
      }),
    )
    const comments = holderOf('comment') ? [holderOf('comment')?.comment ?? ''] : all.map(({ comment }) => comment.trim())
    const propertyIds = new Set(all.flatMap(({ properties }) => Object.keys(properties)))
    const properties = Object.fromEntries(
      [...propertyIds].map((id) => [id, (holderOf(id) ?? all.find((contact) => id in contact.properties))?.properties[id]]),
    )
    // How far the work is goes with whoever does it.
    const worked = client ?? all.find(({ responsible }) => responsible === chosen.responsible) ?? target
    const leads = all.filter(({ leadCreatedAt }) => leadCreatedAt !== null)
    const first = leads.toSorted((one, other) => (one.leadCreatedAt ?? 0) - (other.leadCreatedAt ?? 0))[0]
    const ids = new Set(all.map(({ id }) => id))
    tx.put(contactKind, {
      ...target,
      ...chosen,
      comment: [...new Set(comments.filter((text) => text !== ''))].join('\n\n'),
      stage: client ? 'client' : 'lead',
      leadStatus: worked.leadStatus,
      ...(all.some(({ unsuitableReason }) => unsuitableReason) ? { unsuitableReason: worked.unsuitableReason ?? '' } : {}),
      // What none of them has does not come into being.
      ...(all.some(({ wonBy }) => wonBy !== undefined) ? { wonBy: client?.wonBy ?? null } : {}),
      leadSource: first?.leadSource ?? target.leadSource,
      leadCreatedAt: first?.leadCreatedAt ?? target.leadCreatedAt,
      phones: joined(
        all.map(({ phones }) => phones),
        sameNumber,
        100,
      ),
      emails: joined(
        all.map(({ emails }) => emails),
        (one, other) => one.address.toLowerCase() === other.address.toLowerCase(),
        100,
      ),
      messengers: joined(
        all.map(({ messengers }) => messengers),
        (one, other) => one.type === other.type && one.value === other.value,
        50,
      ),
      persons: joined(
        all.map(({ persons }) => persons),
        (one, other) => one.id === other.id,
        500,
      ),
      sources: joined(
        all.map(({ sources }) => sources),
        Object.is,
        50,
      ),
      tags: joined(
        all.map(({ tags }) => tags),
        Object.is,
        200,
      ),
      properties,
      ...(all.some(({ distinctFrom }) => distinctFrom)
        ? { distinctFrom: [...new Set(all.flatMap(({ distinctFrom }) => distinctFrom ?? []))].filter((id) => !ids.has(id)).slice(0, 200) }
        : {}),
    })
    for (const { id } of others) {
      moveFacts(tx, id, into)
      tx.put(contactKind, { ...existing(tx, id), mergedInto: into })
      tx.delete(contactKind, id)
    }
  },
})
