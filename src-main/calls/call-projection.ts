import { type Call, isMissed } from '../../src-shared/calls/call-kind.ts'
import type { Projection } from '../db/projection.ts'
import { feedEntryOfCall, prepareFeed } from '../feed/feed-projection.ts'
import { callTable } from './call-tables.ts'

export const callProjection: Projection<Call> = {
  kind: 'call',
  number: 1,
  tables: [callTable],
  prepare: (database) => {
    const upsert = database.prepare(
      'insert or replace into call (rid, id, contact_id, started_at, direction, result, missed, digits) values (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const remove = database.prepare('delete from call where rid = ?')
    const feed = prepareFeed(database)
    return ({ rid, before, after }) => {
      feed(before && feedEntryOfCall(before), after && feedEntryOfCall(after))
      if (!after) remove.run(rid)
      else
        upsert.run(
          rid,
          after.id,
          after.contactId,
          after.startedAt,
          after.direction,
          after.result,
          isMissed(after) ? 1 : 0,
          after.number.digits,
        )
    }
  },
}
