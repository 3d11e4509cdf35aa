import { type Call, isMissed } from '../../src-shared/calls/call-kind.ts'
import type { Projection } from '../db/projection.ts'
import { feedEntryOfCall, prepareFeed } from '../feed/feed-projection.ts'
import { callTable } from './call-tables.ts'

export const callProjection: Projection<Call, Call> = {
  kind: 'call',
  number: 2,
  tables: [callTable],
  fieldsOf: (call) => call,
  prepare: (database) => {
    const upsert = database.prepare(
      'insert or replace into call (rid, id, contact_id, member_id, started_at, direction, result, missed, digits) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const remove = database.prepare('delete from call where rid = ?')
    const feed = prepareFeed(database)
    return {
      project: (rows) => {
        for (const { rid, before, after } of rows) {
          feed(before && feedEntryOfCall(before), after && feedEntryOfCall(after))
          if (!after) {
            remove.run(rid)
            continue
          }
          const { id, contactId, memberId, startedAt, direction, result, number } = after
          upsert.run(rid, id, contactId, memberId, startedAt, direction, result, isMissed(after) ? 1 : 0, number.digits)
        }
      },
    }
  },
}
