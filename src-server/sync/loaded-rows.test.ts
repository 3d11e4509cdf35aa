import { afterEach, beforeEach, expect, it } from 'vitest'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, mergeContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { createOverlay } from '../../src-shared/rows/transaction.ts'
import { openTestServer, type TestServer } from '../test-server.ts'
import { expectedKeys } from './expected-keys.ts'
import { createLoadedRows } from './loaded-rows.ts'
import { idsIn } from './run-mutation.ts'

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

it('a merger of contacts with much that hangs on them asks the database a handful of times, not once for each note', async () => {
  const { organisationId, memberId } = await server.found('firma', 'Anna')
  const [into, from] = [server.newId(), server.newId()]
  for (const id of [into, from]) await server.sync.run(organisationId, createContact, newContactSchema.parse(testContact(id)), memberId)
  for (let number = 0; number < 50; number++) {
    const note = { id: server.newId(), contactId: from, callId: null, text: `Notatka ${number}`, revision: 1 }
    await server.sync.run(organisationId, writeNote, note, memberId)
  }
  const args = { into, from: [from], fields: {} }
  const mutation = { name: mergeContacts.name, args: JSON.stringify(args) }
  let questions = 0
  await server.store.transact(organisationId, async (tx) => {
    const rows = createLoadedRows({
      rows: (ids) => {
        questions += 1
        return tx.rows(ids)
      },
      idsOf: (keys) => {
        questions += 1
        return tx.idsOf(keys)
      },
    })
    await rows.load(idsIn(mutation.args), expectedKeys(mutation))
    const changes = await rows.run(() => {
      const layer = createOverlay(rows.source)
      mergeContacts.run(layer, args, { memberId, now: server.now() })
      return layer.changes()
    })
    expect(changes.filter(({ kind }) => kind.name === noteKind.name)).toHaveLength(50)
  })
  expect(questions).toBeLessThanOrEqual(3)
})
