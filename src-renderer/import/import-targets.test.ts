import { expect, test } from 'vitest'
import { importFields } from '../../src-shared/import/import-fields.ts'
import { namesCards, targetGroups, tellsDuplicates, warningOf } from './import-targets.ts'

test('S15.1 every field of the CRM stands on the right, once', () => {
  const offered: string[] = Object.values(targetGroups).flat()
  expect(offered.toSorted()).toEqual([...importFields].toSorted())
})

test('S15.1 a field that takes one value is not filled by two columns, several phones and parts of a name are', () => {
  const mapping = ['name', 'phone', 'phone', 'city', 'city', 'name'] as const
  expect(mapping.map((_target, column) => warningOf(mapping, column, 'client'))).toEqual([null, null, null, null, 'twice', null])
})

test('a status of leads says that clients have none', () => {
  expect(warningOf(['lead_status'], 0, 'client')).toBe('leads_only')
  expect(warningOf(['lead_status'], 0, 'lead')).toBeNull()
})

test('a card is called by a name or a company', () => {
  expect([['phone'], ['company'], ['name', null]].map((mapping) => namesCards(mapping as never))).toEqual([false, true, true])
})

test('S15.4 duplicates are told by what the columns hold', () => {
  expect(tellsDuplicates(['name', 'phone_personal'], 'phone')).toBe(true)
  expect(tellsDuplicates(['name', 'phone_personal'], 'email')).toBe(false)
})
