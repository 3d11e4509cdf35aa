import { expect, test } from 'vitest'
import { contactInputOf, type NewContact, problemsByField } from './new-contact.ts'

const form: NewContact = {
  id: '0197f1de-0000-7000-8000-000000000001',
  stage: 'lead',
  name: 'Jan',
  company: '',
  phones: '601 234 567, +48 32 640 11 90;',
  emails: '',
  comment: '',
  unsorted: true,
}

test('several numbers in one field all arrive', () => {
  expect(contactInputOf(form, 'me').phones).toEqual([{ typed: '601 234 567' }, { typed: '+48 32 640 11 90' }])
})

test('S7.2 a lead added under Unsorted is nobody’s, any other is of whoever adds it', () => {
  expect(contactInputOf(form, 'me').responsible).toBeNull()
  expect(contactInputOf({ ...form, unsorted: false }, 'me').responsible).toBe('me')
  expect(contactInputOf({ ...form, stage: 'client' }, 'me').responsible).toBe('me')
})

test('a problem stands at its field', () => {
  expect(problemsByField({ 'phones.1.typed': 'To nie jest numer telefonu', name: 'To pole jest potrzebne' })).toEqual({
    phones: 'To nie jest numer telefonu',
    name: 'To pole jest potrzebne',
  })
})
