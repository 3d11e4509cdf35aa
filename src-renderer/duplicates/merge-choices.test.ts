import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { expect, test } from 'vitest'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { mergeContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { emptyRows, testContact } from '../../src-shared/rows/test-documents.ts'
import { comesTogether, mergeChoices, usualTarget } from './merge-choices.ts'

const taxNumber = newId()

const contactOf = (change: Partial<Contact>): Contact => ({ ...testContact(newId()), ...change })

test('only fields in which contacts differ are to be decided, and what one has and the other has not is no question', () => {
  const one = contactOf({ name: 'Jan', city: 'Łódź', zip: '', address: 'Piotrkowska 1', properties: { nip: '1', size: 3 } })
  const other = contactOf({ name: 'Jan Mazur', city: 'Łódź', zip: '90-001', address: 'Zielona 2', properties: { nip: '2' } })
  expect(mergeChoices([one, other], one.id).map(({ field, isProperty }) => [field, isProperty])).toEqual([
    ['name', false],
    ['address', false],
    ['nip', true],
  ])
})

test('B4 what the dialog shows as kept is what a merger keeps', () => {
  const text = fc.constantFrom('', 'a', 'b')
  const contact = fc
    .record({
      stage: fc.constantFrom('lead', 'client'),
      type: fc.constantFrom('potential', 'client', 'partner'),
      city: text,
      zip: text,
      company: text,
      comment: text,
      nip: fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
    })
    .map(({ nip, ...fields }) =>
      contactOf({ ...fields, name: 'Jan', responsible: null, properties: nip === undefined ? {} : { [taxNumber]: nip } }),
    )
  fc.assert(
    fc.property(fc.array(contact, { minLength: 2, maxLength: 4 }), fc.nat(), fc.nat(), (contacts, at, choosing) => {
      const into = contacts[at % contacts.length]?.id ?? ''
      const choices = mergeChoices(contacts, into)
      const chosen = Object.fromEntries(
        choices
          .filter((_, index) => choosing % (index + 2) === 0)
          .map(({ field }) => [field, contacts[choosing % contacts.length]?.id ?? '']),
      )
      const tx = emptyRows()
      for (const one of contacts) tx.put(contactKind, one)
      const from = contacts.map(({ id }) => id).filter((id) => id !== into)
      mergeContacts.run(tx, { into, from, fields: chosen }, { memberId: newId(), now: 1 })
      const merged = tx.get(contactKind, into) as Contact
      for (const { field, isProperty, values, usual } of choices) {
        const kept = values[contacts.findIndex(({ id }) => id === (chosen[field] ?? usual))]
        expect(isProperty ? merged.properties[field] : merged[field as 'city']).toEqual(kept)
      }
    }),
  )
})

test('numbers and addresses that are the same are one, and comments are kept all', () => {
  const phone = (typed: string) => ({ id: newId(), type: 'work' as const, typed, e164: '+48601234567', digits: '48601234567' })
  const email = (address: string) => ({ id: newId(), type: 'email_work' as const, address })
  const one = contactOf({ phones: [phone('601 234 567')], emails: [email('Jan@firma.example')], comment: 'stały' })
  const other = contactOf({ phones: [phone('+48601234567')], emails: [email('jan@firma.example')], comment: 'nowy', tags: ['vip'] })
  const { phones, emails, comments, tags } = comesTogether([one, other])
  expect([phones.length, emails.length, comments, tags]).toEqual([1, 1, ['stały', 'nowy'], ['vip']])
})

test('a client stays before a lead, and the older one before the newer', () => {
  const lead = contactOf({ stage: 'lead', createdAt: 1 })
  const client = contactOf({ stage: 'client', createdAt: 3 })
  expect(usualTarget([lead, client])).toBe(client.id)
  expect(usualTarget([client, contactOf({ stage: 'client', createdAt: 2 })])).not.toBe(client.id)
})
