import Sqlite from 'better-sqlite3'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { callQuerySchema } from '../../src-shared/calls/call-contract.ts'
import { catalogueNames } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { contactInputSchema, contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { deleteNote, writeNote } from '../../src-shared/notes/note-mutators.ts'
import { callQueries } from '../calls/call-queries.ts'
import { catalogueQueries } from '../catalogue/catalogue-queries.ts'
import { createCatalogueService } from '../catalogue/catalogue-service.ts'
import { contactQueries } from '../contacts/contact-queries.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { feedQueries } from '../feed/feed-queries.ts'
import { createHistoryService } from '../history/history-service.ts'
import { createTelephonyService } from '../telephony/telephony-service.ts'
import { createTestWorkspace, type TestWorkspace } from './test-workspace.ts'
import { openWorkspaceStore } from './workspace-store.ts'

/** Tables that grow with the years; `person`, `later`, `name` and `largest` are names that statements give to them. */
const large = [
  'row',
  'person',
  'contact',
  'contact_name',
  'contact_text',
  'contact_mark',
  'contact_mark_name',
  'contact_mark_count',
  'name',
  'largest',
  'call',
  'later',
  'feed',
  'change',
  'act',
  'lookup_value',
  'contact_search',
]

const searches = ['', 'lo', 'lodz', '601 234', 'jan lodz', '104']

const [discount, branch, vip, important] = [newId(), newId(), newId(), newId()]
const option = { id: newId(), name: 'Meble', mergedInto: null, removed: false }

let test: TestWorkspace
beforeAll(() => {
  test = createTestWorkspace()
  const catalogue = createCatalogueService(test.workspace)
  catalogue.put({ kind: 'property', id: discount, name: 'Rabat', type: 'number', options: [], order: 1 })
  catalogue.put({ kind: 'property', id: branch, name: 'Branża', type: 'list', options: [option], order: 2 })
  for (const [name, id] of Object.entries({ VIP: vip, Ważni: important })) catalogue.put({ kind: 'tag', id, name, colour: null })
  catalogue.merge({ kind: 'tag', ids: [important], into: vip })
  const contacts = createContactService(test.workspace)
  // More values than are named one by one.
  for (let index = 0; index < 50; index++) {
    const properties = { [discount]: index, [branch]: option.id }
    const input = { stage: 'client', name: `Osoba ${index}`, city: 'Łódź', tags: [index % 2 === 0 ? vip : important], properties }
    contacts.create(contactInputSchema.parse(input))
  }
})
afterAll(() => test.close())

/** Statements that a piece of work prepares. */
const statementsOf = async (work: () => unknown): Promise<string[]> => {
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare')
  try {
    await work()
    return [...new Set(prepare.mock.calls.map(([sql]) => sql))]
  } finally {
    prepare.mockRestore()
  }
}

/** Large tables through which a statement looks row by row, from one end to the other. */
const scansOf = (sql: string): string[] => {
  const parameters = sql.replace(/'[^']*'/g, '').split('?').length - 1
  const details = test.workspace.store.database
    .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
    .all(...Array.from({ length: parameters }, () => null))
    .map(({ detail }) => detail)
  // A subquery may bear the name of the table of which it is a stretch.
  const isSubquery = (name: string) => details.some((detail) => detail === `CO-ROUTINE ${name}` || detail === `MATERIALIZE ${name}`)
  return details.flatMap((detail) => {
    const [, name = ''] = /^SCAN (\w+)(?: VIRTUAL TABLE INDEX \d+:)?$/.exec(detail) ?? []
    return large.includes(name) && !isSubquery(name) ? [`${name} in: ${sql}`] : []
  })
}

const askOfContacts = () => {
  const { store, me } = test.workspace
  const filters = [
    {},
    { country: ['PL'] },
    { type: ['partner'], status: ['company'], leadStatus: ['in_progress'] },
    { createdFrom: 5, createdUntil: 9 },
    { noContactSince: 5, responsible: ['nobody', me().id] },
    { tag: [vip] },
    { tag: [vip, important], tagMode: 'all', city: ['lodz'] },
    { properties: [{ id: discount, from: 1, until: 48 }] },
    {
      properties: [
        { id: branch, values: [option.id] },
        { id: discount, filled: false },
      ],
    },
  ]
  for (const search of searches) {
    contactQueries['contacts.suggest'](store.database, { text: search, limit: 50 })
    for (const tab of ['mine', 'all', 'unsorted']) {
      for (const filter of filters) {
        for (const sort of ['name', 'created_at', 'last_contact_at']) {
          const query = contactQuerySchema.parse({ stage: 'client', search, tab, sort, filters: filter })
          const asked = { query, memberId: me().id }
          contactQueries['contacts.list'](store.database, { ...asked, offset: 0, limit: 50 })
          contactQueries['contacts.count'](store.database, asked)
          contactQueries['contacts.facets'](store.database, asked)
          contactQueries['contacts.ids'](store.database, { ...asked, after: 0 })
          contactQueries['contacts.ids'](store.database, { ...asked, after: 0 }, { most: 0, stretch: 10 })
        }
      }
    }
  }
}

const askOfCatalogue = () => {
  for (const kind of catalogueNames) catalogueQueries['catalogue.counts'](test.workspace.store.database, kind)
}

const askOfCalls = (search: string) => {
  const { database } = test.workspace.store
  const filters = [{}, { missed: true }, { waiting: true }, { direction: ['incoming'] }, { members: [newId()] }, { from: 5, until: 9 }]
  for (const filter of filters) {
    const query = callQuerySchema.parse({ search, ...filter })
    callQueries['calls.list'](database, { query, offset: 0, limit: 50 })
    callQueries['calls.count'](database, query)
    callQueries['calls.facets'](database, query)
  }
}

const workAWhile = async () => {
  const { workspace, device } = test
  const { store } = workspace
  // Most of what writes is prepared as a store is opened.
  openWorkspaceStore(test.folder).close()
  const contacts = createContactService(workspace)
  const history = createHistoryService(workspace)
  const telephony = createTelephonyService({ workspace, device, tell: () => {}, practice: false })
  const { id, batch } = contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Jan', phones: [{ typed: '601 234 567' }] }))
  for (const number of ['601234567', '99601234567', '104', '']) telephony.identify(number)
  contacts.update({ id, fields: { name: 'Jan Łoś' } })
  const noteId = newId()
  store.mutate(writeNote, { id: noteId, contactId: id, callId: null, text: 'Oddzwonić', revision: 1 }, workspace.context(), newId())
  feedQueries['feed.list'](store.database, { contactId: id, limit: 10 })
  store.mutate(deleteNote, { id: noteId }, workspace.context(), newId())
  callQueries['calls.get'](store.database, newId())
  await history.undo(batch)
  contacts.delete([id])
}

it('B1 lists, cards, counts and search of contacts look nowhere row by row', async () => {
  const statements = await statementsOf(askOfContacts)
  expect(statements.length).toBeGreaterThan(20)
  expect(statements.flatMap(scansOf)).toEqual([])
})

it('B1 the counts of tags, sources, properties and statuses look nowhere row by row', async () => {
  const statements = await statementsOf(askOfCatalogue)
  expect(statements.length).toBeGreaterThan(5)
  expect(statements.flatMap(scansOf)).toEqual([])
})

it('B1 writing, undoing and finding out who calls look nowhere row by row', async () => {
  const statements = await statementsOf(workAWhile)
  expect(statements.length).toBeGreaterThan(30)
  expect(statements.flatMap(scansOf)).toEqual([])
})

it('B1 the list of calls and its counts look nowhere row by row', async () => {
  const statements = await statementsOf(() => askOfCalls(''))
  expect(statements.length).toBeGreaterThan(8)
  expect(statements.flatMap(scansOf)).toEqual([])
})

// A part of a number stands anywhere in it, and a person may have any number of calls: the calls have to be looked through, and nothing else.
it('B1 search among calls looks through the calls alone', async () => {
  const statements = await statementsOf(() => {
    for (const search of searches) askOfCalls(search)
  })
  expect(statements.flatMap(scansOf).filter((scan) => !scan.startsWith('call in:'))).toEqual([])
})
