import { v7 as newId } from 'uuid'
import type { z } from 'zod'
import { propertyKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import type { Became, contactChangeSchema, contactInputSchema, phoneInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, type ContactPhone, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, deleteContacts, mergeContacts, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { contactNow } from '../../src-shared/contacts/contact-now.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { createOverlay } from '../../src-shared/rows/transaction.ts'
import type { Workspace } from '../workspace.ts'

type Chosen = 'tags' | 'sources' | 'properties'
type ContactInput = Omit<z.output<typeof contactInputSchema>, Chosen> & Partial<Pick<z.output<typeof contactInputSchema>, Chosen>>
type ContactChange = z.output<typeof contactChangeSchema>
type Merge = z.output<typeof mergeContacts.args>
type PhoneInput = z.output<typeof phoneInputSchema>
type PersonInput = ContactInput['persons'][number]

const withId = <Element extends { readonly id?: string | undefined }>(
  element: Element,
  makeId: () => string,
): Element & { id: string } => ({
  ...element,
  id: element.id ?? makeId(),
})

const phoneOf = (input: PhoneInput, country: string, makeId: () => string): ContactPhone => {
  const number = parsePhoneNumber(input.typed, country)
  if (!number) throw new LeadlineError('bad_input', 'This is not a telephone number', [{ path: 'phones', rule: 'not_a_phone' }])
  return { id: input.id ?? makeId(), type: input.type, ...number }
}

const personOf = (input: PersonInput, country: string, makeId: () => string) => ({
  ...withId(input, makeId),
  phone: input.phone === null ? null : phoneOf({ type: 'work', typed: input.phone }, country, makeId),
})

const emptyFields = {
  company: '',
  status: 'individual',
  type: 'potential',
  website: '',
  country: null,
  city: '',
  address: '',
  zip: '',
  employeesCount: null,
  comment: '',
} as const

/** Everything a new contact needs, from what its author gave: ids made, numbers parsed with the workspace's country. */
export const completeContact = (
  input: ContactInput,
  by: { readonly memberId: string; readonly country: string },
  source: Contact['leadSource'] = 'manual',
  makeId: () => string = () => newId(),
) => {
  const { phones, emails, messengers, persons, ...fields } = input
  const isLead = input.stage === 'lead'
  const responsible = input.responsible === undefined ? (isLead ? null : by.memberId) : input.responsible
  return {
    ...emptyFields,
    ...fields,
    id: input.id ?? makeId(),
    responsible,
    phones: phones.map((phone) => phoneOf(phone, by.country, makeId)),
    emails: emails.map((email) => withId(email, makeId)),
    messengers: messengers.map((messenger) => withId(messenger, makeId)),
    persons: persons.map((person) => personOf(person, by.country, makeId)),
    sources: input.sources ?? [],
    tags: input.tags ?? [],
    properties: input.properties ?? {},
    leadStatus: isLead ? (responsible === null ? 'not_processed' : 'in_progress') : null,
    leadSource: isLead ? source : null,
  }
}

export interface ContactService {
  readonly get: (id: string) => Contact
  /** What a card that was merged is a part of by now; null for one that was not, or where that is not to be seen. */
  readonly became: (id: string) => Became | null
  readonly create: (input: ContactInput, source?: Contact['leadSource']) => { batch: string; id: string }
  readonly update: (change: ContactChange) => { batch: string }
  readonly delete: (ids: readonly string[]) => { batch: string }
  readonly merge: (args: Merge) => { batch: string }
  /** Keeps that these are different people, however alike they look. */
  readonly areDistinct: (ids: readonly string[]) => { batch: string }
}

export const createContactService = ({ store, context, country }: Workspace): ContactService => {
  /** Whoever fills a card fills what is on it: that one was deleted while this was on its way is for other computers. */
  const demandProperties = (properties: Readonly<Record<string, unknown>> = {}) => {
    const gone = Object.keys(properties).find((id) => properties[id] !== null && !store.get(propertyKind, id))
    if (gone !== undefined) throw notFound('property', gone)
  }
  const mergedBy = store.database.prepare<[string], { memberId: string; memberName: string | null }>(
    `select act.member_id as memberId, member.data ->> 'name' as memberName
     from change join act on act.seq = change.act left join row member on member.id = act.member_id
     where change.rid = (select rid from row where id = ?) and act.mutation = '${mergeContacts.name}' order by act.at desc limit 1`,
  )
  return {
    get: (id) => {
      const contact = store.get(contactKind, id)
      if (!contact) throw notFound('contact', id)
      return contact
    },
    became: (id) => {
      const contact = store.get(contactKind, contactNow(createOverlay(store.rows), id))
      if (!contact || contact.id === id) return null
      const by = mergedBy.get(id)
      return {
        contact: { id: contact.id, stage: contact.stage, name: contact.name },
        memberId: by?.memberId ?? null,
        memberName: by?.memberName ?? '',
      }
    },
    create: (input, source) => {
      const batch = newId()
      demandProperties(input.properties)
      const contact = completeContact(input, { memberId: context().memberId, country: country() }, source)
      store.mutate(createContact, contact, context(), batch)
      return { batch, id: contact.id }
    },
    update: ({ id, fields, phones, emails, messengers, persons, tags, sources, properties }) => {
      const batch = newId()
      demandProperties(properties)
      const patch = {
        fields,
        phones: phones && { put: phones.put.map((phone) => phoneOf(phone, country(), newId)), remove: phones.remove },
        emails: emails && { put: emails.put.map((email) => withId(email, newId)), remove: emails.remove },
        messengers: messengers && { put: messengers.put.map((messenger) => withId(messenger, newId)), remove: messengers.remove },
        persons: persons && { put: persons.put.map((person) => personOf(person, country(), newId)), remove: persons.remove },
        tags,
        sources,
        properties,
      }
      store.mutate(patchContact, { id, patch }, context(), batch)
      return { batch }
    },
    delete: (ids) => {
      const batch = newId()
      store.mutate(deleteContacts, { ids: [...ids] }, context(), batch)
      return { batch }
    },
    merge: (args) => {
      const batch = newId()
      store.mutate(mergeContacts, args, context(), batch)
      return { batch }
    },
    areDistinct: (ids) => {
      const batch = newId()
      const patches = ids.map((id) => ({
        id,
        patch: { fields: {}, distinctFrom: { add: ids.filter((other) => other !== id), remove: [] } },
      }))
      store.mutateMany(patchContact, patches, context(), batch, (_index, error) => {
        throw error
      })
      return { batch }
    },
  }
}
