import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactInputSchema, contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { contactQueries } from './contact-queries.ts'
import { createContactService } from './contact-service.ts'

const hour = 3_600_000
let test: TestWorkspace
let start: number

beforeAll(() => {
  test = createTestWorkspace()
  const contacts = createContactService(test.workspace)
  start = test.workspace.context().now
  for (const [stage, name] of [
    ['client', 'Ala'],
    ['client', 'Bela'],
    ['lead', 'Cela'],
    ['client', 'Dela'],
  ] as const) {
    contacts.create(contactInputSchema.parse({ stage, name }))
    test.pass(hour)
  }
})
afterAll(() => test.close())

const asked = (query: Record<string, unknown>) => ({ query: contactQuerySchema.parse(query), memberId: test.workspace.me().id })
const names = (query: Record<string, unknown>) =>
  contactQueries['contacts.list'](test.workspace.store.database, { ...asked(query), offset: 0, limit: 10 }).map(({ name }) => name)
const count = (query: Record<string, unknown>) => contactQueries['contacts.count'](test.workspace.store.database, asked(query))

describe('contacts by the time they were added', () => {
  it('S2.1 those from a moment on, that moment included', () => {
    const query = { stage: 'client', filters: { createdFrom: start + hour }, sort: 'created_at', descending: true }
    expect(names(query)).toEqual(['Dela', 'Bela'])
    expect(count(query)).toBe(2)
  })

  it('S2.1 those before a moment, that moment left out', () => {
    expect(names({ stage: 'client', filters: { createdUntil: start + hour } })).toEqual(['Ala'])
  })

  it('S2.3 the numbers of single stretches add up to the number of the list', () => {
    const boundaries = [start, start + hour, start + 3 * hour, start + 5 * hour]
    const each = contactQueries['contacts.countEach'](test.workspace.store.database, { ...asked({ stage: 'client' }), boundaries })
    expect(each).toEqual([1, 1, 1])
    expect(count({ stage: 'client', filters: { createdFrom: boundaries[0], createdUntil: boundaries[3] } })).toBe(3)
  })
})
