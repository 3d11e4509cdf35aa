import type { Database } from '../../src-node/sqlite/database.ts'
import type { Call } from '../../src-shared/calls/call-kind.ts'
import type { Note } from '../../src-shared/notes/note-kind.ts'
import type { Task } from '../../src-shared/tasks/task-kind.ts'

interface FeedEntry {
  readonly contactId: string
  readonly occurredAt: number
  readonly id: string
  readonly kind: 'note' | 'call' | 'task'
}

export const feedEntryOfNote = (note: Note): FeedEntry | undefined =>
  note.contactId && (note.text.trim() !== '' || (note.files?.length ?? 0) > 0)
    ? { contactId: note.contactId, occurredAt: note.occurredAt, id: note.id, kind: 'note' }
    : undefined

export const feedEntryOfCall = (call: Call): FeedEntry | undefined =>
  call.contactId ? { contactId: call.contactId, occurredAt: call.startedAt, id: call.id, kind: 'call' } : undefined

/** A task stands in the feed of everybody whom it is about, where it was made. */
export const feedEntriesOfTask = ({ id, contactIds, createdAt }: Task): FeedEntry[] =>
  contactIds.map((contactId) => ({ contactId, occurredAt: createdAt, id, kind: 'task' }))

type Feed = readonly {
  readonly before: FeedEntry | undefined
  readonly after: FeedEntry | undefined
}[]

/** When somebody was last in contact with a contact: to have planned something is no contact. */
export const lastContactSql = "select occurred_at from feed where contact_id = ? and kind <> 'task' order by occurred_at desc limit 1"

const prepareEntries = (database: Database) => ({
  insert: database.prepare('insert or replace into feed (contact_id, occurred_at, id, kind) values (?, ?, ?, ?)'),
  remove: database.prepare('delete from feed where contact_id = ? and occurred_at = ? and id = ?'),
})

/** Keeps the feeds of contacts in step with tasks. */
export const prepareTaskFeed = (database: Database) => {
  const { insert, remove } = prepareEntries(database)
  return (before: readonly FeedEntry[], after: readonly FeedEntry[]): void => {
    for (const { contactId, occurredAt, id } of before) remove.run(contactId, occurredAt, id)
    for (const { contactId, occurredAt, id, kind } of after) insert.run(contactId, occurredAt, id, kind)
  }
}

/** Keeps the feeds of contacts, and the time of the last contact with each, in step with notes or calls. */
export const prepareFeed = (database: Database) => {
  const { insert, remove } = prepareEntries(database)
  const setLast = database.prepare(
    `update contact set last_contact_at = coalesce((${lastContactSql}), 0) where rid = (select rid from row where id = ?)`,
  )
  const raiseLast = database.prepare(
    'update contact set last_contact_at = ? where rid = (select rid from row where id = ?) and last_contact_at < ?',
  )
  return (entries: Feed): void => {
    /** Contacts that something was taken from, and of the others the time of the latest thing that came. */
    const taken = new Set<string>()
    const came = new Map<string, number>()
    for (const { before, after } of entries) {
      const same = before && after && before.contactId === after.contactId && before.occurredAt === after.occurredAt
      if (same) continue
      if (before) {
        remove.run(before.contactId, before.occurredAt, before.id)
        taken.add(before.contactId)
      }
      if (!after) continue
      insert.run(after.contactId, after.occurredAt, after.id, after.kind)
      came.set(after.contactId, Math.max(after.occurredAt, came.get(after.contactId) ?? 0))
    }
    for (const contactId of taken) setLast.run(contactId, contactId)
    for (const [contactId, at] of came) if (!taken.has(contactId)) raiseLast.run(at, contactId, at)
  }
}
