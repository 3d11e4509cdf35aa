import type { ContactFields } from '../../src-shared/contacts/contact-kind.ts'
import { type Contact, contactFieldsSchema } from '../../src-shared/contacts/contact-kind.ts'
import { sameJson } from '../../src-shared/lib/json.ts'

type SingleField = Exclude<keyof ContactFields, 'comment'>

/** Fields of which one value is kept, in the order in which a card shows them. Comments come together. */
const singleFields = contactFieldsSchema.keyof().options.filter((field): field is SingleField => field !== 'comment')

/** One line of the comparison: a field, or a custom property by its id, of which one value can be kept. */
export interface MergeChoice {
  readonly field: SingleField | (string & {})
  readonly isProperty: boolean
  /** Of each contact, in their order; empty where it has none. */
  readonly values: readonly unknown[]
  /** The contact whose value is kept where nothing is said. */
  readonly usual: string
}

export const isEmptyValue = (value: unknown): boolean => value === null || value === undefined || value === ''

/**
 * What there is to decide where contacts become one: the fields in which they differ. As `mergeContacts` does it, the value of the one that
 * stays is kept, and where it has none, that of the first which has.
 */
export const mergeChoices = (contacts: readonly Contact[], into: string): readonly MergeChoice[] => {
  const target = contacts.find(({ id }) => id === into)
  if (!target) return []
  const all = [target, ...contacts.filter(({ id }) => id !== into)]
  const choiceOf = (field: string, isProperty: boolean, valueIn: (contact: Contact) => unknown): MergeChoice[] => {
    const values = contacts.map(valueIn)
    const filled = values.filter((value) => !isEmptyValue(value))
    if (filled.every((value) => sameJson(value, filled[0]))) return []
    // What a lead is called is no word about a client.
    const client = field === 'type' ? all.find(({ stage }) => stage === 'client') : undefined
    const usual = (client ?? all.find((contact) => !isEmptyValue(valueIn(contact))))?.id ?? into
    return [{ field, isProperty, values, usual }]
  }
  const propertyIds = new Set(contacts.flatMap(({ properties }) => Object.keys(properties)))
  return [
    ...singleFields.flatMap((field) => choiceOf(field, false, (contact) => contact[field])),
    ...[...propertyIds].flatMap((id) => choiceOf(id, true, (contact) => contact.properties[id])),
  ]
}

/** What comes together whatever is chosen, each thing once. */
export const comesTogether = (contacts: readonly Contact[]) => {
  const unique = <Element>(elements: readonly Element[], keyOf: (element: Element) => string): Element[] => [
    ...new Map(elements.map((element) => [keyOf(element), element])).values(),
  ]
  return {
    phones: unique(
      contacts.flatMap(({ phones }) => phones),
      ({ e164, digits }) => e164 ?? digits,
    ),
    emails: unique(
      contacts.flatMap(({ emails }) => emails),
      ({ address }) => address.toLowerCase(),
    ),
    messengers: unique(
      contacts.flatMap(({ messengers }) => messengers),
      ({ type, value }) => `${type} ${value}`,
    ),
    persons: unique(
      contacts.flatMap(({ persons }) => persons),
      ({ id }) => id,
    ),
    tags: [...new Set(contacts.flatMap(({ tags }) => tags))],
    sources: [...new Set(contacts.flatMap(({ sources }) => sources))],
    comments: unique(contacts.map(({ comment }) => comment.trim()).filter(Boolean), (comment) => comment),
  }
}

/** Which one stays where nobody has said so: a client before a lead, then the oldest. */
export const usualTarget = (contacts: readonly Contact[]): string | undefined =>
  contacts.toSorted((one, other) => (one.stage === other.stage ? one.createdAt - other.createdAt : one.stage === 'client' ? -1 : 1))[0]?.id
