import { type Call, isMissed, talkTime } from '../../src-shared/calls/call-kind.ts'
import type { Projection } from '../db/projection.ts'
import { feedEntryOfCall, prepareFeed } from '../feed/feed-projection.ts'
import { callTable } from './call-tables.ts'

export const callProjection: Projection<Call, Call> = {
  kind: 'call',
  number: 3,
  tables: [callTable],
  fieldsOf: (call) => call,
  prepare: (database) => {
    const columns = 'id, contact_id, member_id, started_at, direction, result, missed, digits, talk_time, rid'
    const insert = database.prepare(`insert into call (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    // Of an update SQLite writes only those indexes whose columns have changed.
    const update = database.prepare(`update call set (${columns.replace(', rid', '')}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) where rid = ?`)
    const remove = database.prepare('delete from call where rid = ?')
    const feed = prepareFeed(database)
    return {
      project: (rows) => {
        feed(rows.map(({ before, after }) => ({ before: before && feedEntryOfCall(before), after: after && feedEntryOfCall(after) })))
        for (const { rid, before, after } of rows) {
          if (!after) {
            remove.run(rid)
            continue
          }
          const { id, contactId, memberId, startedAt, direction, result, number } = after
          const write = before ? update : insert
          const talked = talkTime(after)
          write.run(id, contactId, memberId, startedAt, direction, result, isMissed(after) ? 1 : 0, number.digits, talked, rid)
        }
      },
    }
  },
}
