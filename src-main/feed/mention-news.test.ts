import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createMentionNews } from './mention-news.ts'

const ewa = newId()
let test: TestWorkspace
let told: unknown[]
let isReadAnew: boolean
let contactId: string

const listen = () => {
  const { workspace, device } = test
  const news = createMentionNews({ workspace, device, isReadAnew: () => isReadAnew, tell: (mention) => void told.push(mention) })
  return workspace.store.onWritten(news.rowsWritten)
}

beforeEach(() => {
  test = createTestWorkspace()
  told = []
  isReadAnew = false
  contactId = createContactService(test.workspace).create(contactInputSchema.parse({ stage: 'client', name: 'Jan' })).id
  listen()
})
afterEach(() => test.close())

const write = (id: string, revision: number, mentions: string[], memberId = ewa, contact: string | null = contactId) => {
  test.pass(1000)
  const note = { id, contactId: contact, callId: null, text: '@Anna', revision, mentions }
  test.workspace.store.mutate(writeNote, note, { ...test.workspace.context(), memberId }, id)
}

it('S3.3 who is named in somebody else’s note hears of it once, however often it is written and the program started', () => {
  const { id: me } = test.workspace.me()
  const id = newId()
  write(id, 1, [])
  expect(told).toEqual([])
  write(id, 2, [me])
  write(id, 3, [me, newId()])
  expect(told).toEqual([{ type: 'mention', noteId: id, contactId, memberId: ewa }])
  listen()
  write(id, 4, [me])
  expect(told).toHaveLength(1)
})

it('one’s own notes, others’ names, and what was there before are no news', () => {
  const { id: me } = test.workspace.me()
  write(newId(), 1, [me], me)
  write(newId(), 1, [newId()])
  isReadAnew = true
  const old = newId()
  write(old, 1, [me])
  isReadAnew = false
  const contacts = createContactService(test.workspace)
  const into = contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Janek' })).id
  test.pass(1000)
  contacts.merge({ into, from: [contactId], fields: {} })
  expect(told).toEqual([])
  write(newId(), 1, [me], ewa, null)
  expect(told).toMatchObject([{ contactId: null }])
})
