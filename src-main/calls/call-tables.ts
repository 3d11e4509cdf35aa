import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { index } from 'drizzle-orm/sqlite-core/indexes'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'
import { callDirections, callResults } from '../../src-shared/calls/call-kind.ts'

export const callTable = sqliteTable(
  'call',
  {
    rid: integer('rid').primaryKey(),
    id: text('id').notNull(),
    contactId: text('contact_id'),
    memberId: text('member_id').notNull(),
    startedAt: integer('started_at').notNull(),
    direction: text('direction', { enum: callDirections }).notNull(),
    result: text('result', { enum: callResults }),
    missed: integer('missed', { mode: 'boolean' }).notNull(),
    /** Milliseconds of conversation. */
    talkTime: integer('talk_time').notNull(),
    digits: text('digits').notNull(),
  },
  (table) => [
    index('call_id').on(table.id),
    index('call_by_start').on(table.startedAt, table.rid),
    index('call_by_contact').on(table.contactId, table.startedAt),
    index('call_by_member').on(table.memberId, table.startedAt, table.rid),
    index('call_by_result').on(table.direction, table.result, table.startedAt),
    index('call_by_missed').on(table.missed, table.startedAt),
    index('call_by_digits').on(table.digits, table.startedAt),
  ],
)
