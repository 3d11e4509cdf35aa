import type { Database } from '../../src-node/sqlite/database.ts'
import type { Call } from '../../src-shared/calls/call-kind.ts'
import type { Note } from '../../src-shared/notes/note-kind.ts'

interface FeedEntry {
  readonly contactId: string
  readonly occurredAt: number
  readonly id: string
  readonly kind: 'note' | 'call'
}

export const feedEntryOfNote = (note: Note): FeedEntry | undefined =>
  note.contactId && note.text.trim() !== ''
    ? { contactId: note.contactId, occurredAt: note.occurredAt, id: note.id, kind: 'note' }
    : undefined

export const feedEntryOfCall = (call: Call): FeedEntry | undefined =>
  call.contactId ? { contactId: call.contactId, occurredAt: call.startedAt, id: call.id, kind: 'call' } : undefined

/** Keeps a contact's feed, and the time of the last contact with it, in step with one note or call. */
export const prepareFeed = (database: Database) => {
  const insert = database.prepare('insert or replace into feed (contact_id, occurred_at, id, kind) values (?, ?, ?, ?)')
  const remove = database.prepare('delete from feed where contact_id = ? and occurred_at = ? and id = ?')
  const setLast = database.prepare(
    `update contact set last_contact_at = coalesce((select max(occurred_at) from feed where contact_id = ?), 0)
     where rid = (select rid from row where id = ?)`,
  )
  return (before: FeedEntry | undefined, after: FeedEntry | undefined): void => {
    const same = before && after && before.contactId === after.contactId && before.occurredAt === after.occurredAt
    if (same) return
    if (before) remove.run(before.contactId, before.occurredAt, before.id)
    if (after) insert.run(after.contactId, after.occurredAt, after.id, after.kind)
    for (const contactId of new Set([before?.contactId, after?.contactId])) if (contactId) setLast.run(contactId, contactId)
  }
}
