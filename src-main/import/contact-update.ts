import type { z } from 'zod'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { contactPatchSchema } from '../../src-shared/contacts/contact-mutators.ts'
import type { ImportField } from '../../src-shared/import/import-fields.ts'

export type ContactPatch = z.input<typeof contactPatchSchema>

/** What a row fills, and under what name a contact holds it. */
const replaced = {
  status: 'status',
  type: 'type',
  website: 'website',
  country: 'country',
  city: 'city',
  address: 'address',
  zip: 'zip',
  employees_count: 'employeesCount',
  comment: 'comment',
} as const satisfies Partial<Record<ImportField, keyof Contact>>

const added = (list: readonly string[], known: readonly string[]) => list.filter((id) => !known.includes(id))

/**
 * What a row changes of somebody who is here already: fields that it fills are replaced; numbers, addresses, contact persons, tags and sources
 * come to those that are there. The stage, the status of a lead and when it was made stay: these have a history of their own.
 * @param row the contact that the row alone would make
 * @param given fields that the row itself fills
 */
export const contactUpdate = (contact: Contact, row: Contact, given: readonly ImportField[], responsible?: string | null): ContactPatch => {
  const fields: Record<string, unknown> = {}
  // A row with a company and no name is that company, or says where somebody works.
  const company = given.includes('name') ? row.company : row.name
  const isCompany = contact.status === 'company' && !given.includes('name')
  if (given.includes('name')) fields.name = row.name
  if (given.includes('company')) fields[isCompany ? 'name' : 'company'] = company
  for (const [field, name] of Object.entries(replaced)) if (given.includes(field as ImportField)) fields[name] = row[name]
  if (given.includes('responsible')) fields.responsible = row.responsible
  else if (responsible) fields.responsible = responsible

  const digits = new Set(contact.phones.map((phone) => phone.digits))
  const addresses = new Set(contact.emails.map(({ address }) => address.toLowerCase()))
  const messengers = new Set(contact.messengers.map(({ type, value }) => `${type} ${value}`))
  const personKey = ({ name, phone, email }: Contact['persons'][number]) => [name, phone?.digits ?? '', email ?? ''].join('\n')
  const persons = new Set(contact.persons.map(personKey))
  const put = <Element>(elements: readonly Element[]) => ({ put: [...elements], remove: [] })
  return {
    fields,
    phones: put(row.phones.filter((phone) => !digits.has(phone.digits))),
    emails: put(row.emails.filter(({ address }) => !addresses.has(address.toLowerCase()))),
    messengers: put(row.messengers.filter(({ type, value }) => !messengers.has(`${type} ${value}`))),
    persons: put(row.persons.filter((person) => !persons.has(personKey(person)))),
    tags: { add: added(row.tags, contact.tags), remove: [] },
    sources: { add: added(row.sources, contact.sources), remove: [] },
    properties: row.properties as ContactPatch['properties'],
  }
}
