import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordCall } from '../../src-shared/calls/call-mutators.ts'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import type { FeedItem } from '../../src-shared/feed/feed-contract.ts'
import { deleteNote, writeNote } from '../../src-shared/notes/note-mutators.ts'
import { testCall } from '../../src-shared/rows/test-documents.ts'
import { completeTask, createTask, deleteTask } from '../../src-shared/tasks/task-mutators.ts'
import { type ContactService, createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { openWorkspaceStore } from '../db/workspace-store.ts'
import { feedQueries } from './feed-queries.ts'

let test: TestWorkspace
let contacts: ContactService
let contactId: string

beforeEach(() => {
  test = createTestWorkspace()
  contacts = createContactService(test.workspace)
  contactId = contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Jan' })).id
})
afterEach(() => test.close())

const writeNoteOf = (text: string, id = newId(), revision = 1, occurredAt?: number) => {
  const { store, context } = test.workspace
  store.mutate(
    writeNote,
    { id, contactId, callId: null, text, revision, ...(occurredAt === undefined ? {} : { occurredAt }) },
    context(),
    id,
  )
  return id
}

const haveCall = (startedAt: number) => {
  const { memberId: _, ...report } = testCall(newId(), { contactId, startedAt })
  test.workspace.store.mutate(recordCall, report, test.workspace.context(), newId())
}

const page = (limit: number, before?: { occurredAt: number; id: string }) =>
  feedQueries['feed.list'](test.workspace.store.database, { contactId, limit, before })

const named = (item: FeedItem) => (item.type === 'note' ? item.note.text : item.type === 'change' ? item.act : item.type)

const whole = (limit: number): FeedItem[] => {
  const items: FeedItem[] = []
  for (let more = true, before: { occurredAt: number; id: string } | undefined; more; ) {
    const next = page(limit, before)
    items.push(...next.items)
    before = next.items.at(-1)
    more = next.more
  }
  return items
}

describe('the feed of a contact', () => {
  it('is newest first, whatever kind an entry is of, and by when it happened', () => {
    const { now } = test.workspace.context()
    test.pass(1000)
    writeNoteOf('druga')
    test.pass(1000)
    haveCall(now + 500)
    contacts.update({ id: contactId, fields: { city: 'Żory' } })
    writeNoteOf('zapisana później', newId(), 1, now - 1000)
    expect(whole(50).map(named)).toEqual(['changed', 'druga', 'call', 'created', 'zapisana później'])
  })

  it('comes in pages of any size without a gap and without a double, also where much happened in one moment', () => {
    for (let index = 0; index < 7; index++) {
      writeNoteOf(`notatka ${index}`)
      haveCall(test.workspace.context().now)
      if (index % 3 === 0) contacts.update({ id: contactId, fields: { zip: `44-24${index}` } })
      if (index % 2 === 0) test.pass(1000)
    }
    const all = whole(500).map(({ id }) => id)
    expect(new Set(all).size).toBe(7 + 7 + 3 + 1)
    for (const limit of [1, 2, 3, 5, 17]) expect(whole(limit).map(({ id }) => id)).toEqual(all)
  })

  it('shows a note once, as it was written last, and not where it is empty or deleted', () => {
    const id = writeNoteOf('pierwsza')
    writeNoteOf('poprawiona', id, 2)
    expect(whole(50).map(named)).toEqual(expect.arrayContaining(['poprawiona']))
    expect(whole(50).filter(({ type }) => type === 'note')).toHaveLength(1)
    writeNoteOf('  ', id, 3)
    expect(whole(50).map(named)).toEqual(['created'])
    writeNoteOf('znowu', id, 4)
    const { store, context } = test.workspace
    store.mutate(deleteNote, { id }, context(), newId())
    expect(whole(50).map(named)).toEqual(['created'])
  })

  it('S3.4 shows a task where it was made, of everybody whom it is about, and planning is no contact', () => {
    const other = contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Ewa' })).id
    const { store, context, me } = test.workspace
    test.pass(1000)
    writeNoteOf('rozmowa')
    const spoken = context().now
    test.pass(1000)
    const id = newId()
    const fields = { type: 'call' as const, title: 'Oddzwonić', startsAt: context().now + 5000, responsible: me().id }
    store.mutate(createTask, { id, ...fields, contactIds: [contactId, other] }, context(), newId())
    const [first, second] = whole(50)
    expect(first).toMatchObject({ type: 'task', id, memberName: 'Anna', task: { title: 'Oddzwonić', responsibleName: 'Anna' } })
    expect(second).toMatchObject({ type: 'note' })
    const lastContactAt = () => store.database.prepare('select max(last_contact_at) from contact').pluck().get()
    expect(lastContactAt()).toBe(spoken)
    const ofOther = () => feedQueries['feed.list'](store.database, { contactId: other, limit: 10 }).items.map(named)
    expect(ofOther()).toEqual(['task', 'created'])

    // Also where feeds are made anew from the documents.
    store.database.prepare("delete from projection where name in ('contact', 'task')").run()
    openWorkspaceStore(test.folder).close()
    expect(lastContactAt()).toBe(spoken)
    expect(whole(50).map(named)).toEqual(['task', 'rozmowa', 'created'])

    test.pass(1000)
    store.mutate(completeTask, { id, done: true, comment: 'nie odbiera' }, context(), newId())
    expect(whole(50)[0]).toMatchObject({ type: 'task', occurredAt: spoken + 1000, task: { completedComment: 'nie odbiera' } })
    store.mutate(deleteTask, { id }, context(), newId())
    expect(whole(50).map(named)).toEqual(['rozmowa', 'created'])
    expect(ofOther()).toEqual(['created'])
  })

  it('is that contact’s alone', () => {
    const other = contacts.create(contactInputSchema.parse({ stage: 'client', name: 'Ewa' })).id
    writeNoteOf('o Janie')
    const { items } = feedQueries['feed.list'](test.workspace.store.database, { contactId: other, limit: 10 })
    expect(items.map(named)).toEqual(['created'])
  })
})
