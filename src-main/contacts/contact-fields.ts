import { allPhones, type Contact } from '../../src-shared/contacts/contact-kind.ts'
import { foldLines, sortKey } from '../../src-shared/lib/fold.ts'
import { type Marks, marksOf } from './contact-marks.ts'

/** Everything by which a contact is found: names, companies, people, addresses; phones as bare digits, each on a line of its own. */
export const searchTextOf = (contact: Contact): string =>
  foldLines([
    contact.name,
    contact.company,
    ...contact.persons.flatMap((person) => [person.name, person.email ?? '']),
    ...contact.emails.map((email) => email.address),
    ...contact.messengers.map((messenger) => messenger.value),
    contact.city,
    contact.address,
    contact.zip,
    contact.website,
    ...allPhones(contact).map((phone) => phone.digits),
  ])

/** What lists and search need of a contact. */
export interface ContactFields {
  readonly id: string
  readonly stage: string
  readonly responsible: string | null
  readonly type: string
  readonly status: string
  readonly country: string
  readonly employeesCount: string
  /** Empty for a client: how a lead ended is no filter of theirs. */
  readonly leadStatus: string
  readonly leadSource: string
  readonly nameSort: string
  readonly createdAt: number
  readonly text: string
  readonly marks: Marks
}

export const contactFieldsOf = (contact: Contact): ContactFields => ({
  id: contact.id,
  stage: contact.stage,
  responsible: contact.responsible,
  type: contact.type,
  status: contact.status,
  country: contact.country ?? '',
  employeesCount: contact.employeesCount ?? '',
  leadStatus: contact.stage === 'lead' ? (contact.leadStatus ?? '') : '',
  leadSource: contact.leadSource ?? '',
  nameSort: sortKey(contact.name),
  createdAt: contact.createdAt,
  text: searchTextOf(contact),
  marks: marksOf(contact),
})
