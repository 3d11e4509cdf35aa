import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { defineMutator } from '../../src-shared/rows/mutator.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { knownPeople } from './directory-queries.ts'

let test: TestWorkspace
beforeEach(() => {
  test = createTestWorkspace()
})
afterEach(() => test.close())

/** As the server's rows come. */
const put = defineMutator({
  name: 'directory.put',
  args: directoryKind.schema,
  run: (tx, entry) => tx.put(directoryKind, entry),
})

const know = (name: string, phone: string, company = '') => {
  const phones = [parsePhoneNumber(phone, 'PL') ?? { typed: phone, e164: null, digits: '' }]
  const { store, context, me } = test.workspace
  store.mutate(put, { id: newId(), name, company, stage: 'client', responsible: me().id, phones }, context(), newId())
}
const found = (text: string) => knownPeople(test.workspace.store.database, text).map(({ name }) => name)

it('people whose cards may not be seen are found by any word of their name and company, and by the end of a number', () => {
  know('Zofia Wójcik-Kot', '601 234 567', 'Tartak Bory')
  know('Jan Kowalski', '22 111 22 33')
  for (const text of ['zof', 'Wójcik', 'wojcik kot', 'kot', 'tartak', 'bory', '601234567', '+48 601 234 567', '567']) {
    expect(found(text), text).toEqual(['Zofia Wójcik-Kot'])
  }
  for (const text of ['ojcik', 'nowak', '234', '999999999', '']) expect(found(text), text).toEqual([])
  expect(knownPeople(test.workspace.store.database, 'kowal')).toMatchObject([{ responsible: { name: test.workspace.me().name } }])
})

it('is answered from indexes', () => {
  const plan = (sql: string, ...values: unknown[]) =>
    test.workspace.store.database
      .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
      .all(...values)
      .map(({ detail }) => detail)
      .join('; ')
  const name = 'select rid from directory_name where name_sort >= ? and name_sort < ? order by name_sort, rid limit ?'
  const phone =
    'select rid from directory_phone where digits_backwards >= ? and digits_backwards < ? order by digits_backwards, rid limit ?'
  for (const sql of [name, phone]) {
    expect(plan(sql, 'a', 'b', 20)).toMatch(/^SEARCH directory_\w+ USING PRIMARY KEY/)
  }
})
