import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { readNumber } from '../telephony/identify.ts'
import { createTestWorkspace, type TestWorkspace } from './test-workspace.ts'
import { openWorkspaceStore } from './workspace-store.ts'

let test: TestWorkspace
beforeEach(() => {
  test = createTestWorkspace()
})
afterEach(() => test.close())

const tables = ['contact', 'contact_name', 'contact_count', 'contact_text', 'call', 'feed']

it('projections built anew from the documents are those that were kept in step', () => {
  const { workspace, folder } = test
  const { store } = workspace
  const contacts = createContactService(workspace)
  const ids = ['Żak', 'Becker', 'Lis'].map(
    (name) => contacts.create(contactInputSchema.parse({ stage: 'client', name, phones: [{ typed: '601 234 567' }] })).id,
  )
  const at = workspace.context().now
  const call = {
    id: newId(),
    contactId: ids[0] ?? null,
    deviceId: workspace.deviceId,
    direction: 'incoming' as const,
    number: readNumber('601234567', 'PL'),
  }
  const times = {
    startedAt: at,
    answeredAt: at + 1000,
    endedAt: at + 5000,
    result: 'answer' as const,
    sipStatus: 200,
    sipReason: '',
    sipCallId: null,
  }
  store.mutate(recordCall, { ...call, displayName: '', ...times, revision: 1 }, workspace.context(), newId())
  store.mutate(writeNote, { id: newId(), contactId: null, callId: call.id, text: 'Notatka', revision: 1 }, workspace.context(), newId())
  contacts.update({ id: ids[1] ?? '', fields: { name: 'Becker GmbH', country: 'DE' } })
  contacts.delete([ids[2] ?? ''])

  const dump = (database: typeof store.database) => tables.map((table) => database.prepare(`select * from ${table} order by 1, 2`).all())
  const kept = dump(store.database)
  store.database.exec('update projection set number = 0')
  const again = openWorkspaceStore(folder)
  expect(dump(again.database)).toEqual(kept)
  expect(again.database.prepare("select rowid from contact_search where contact_search match 'bec'").all()).toHaveLength(1)
  again.close()
})
