import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { contactStages, contactStatuses, contactTypes } from '../../src-shared/contacts/contact-kind.ts'

/** What lists of contacts filter and sort by. Every order of a list is an index that also holds the row's id, so that a jump skips fast. */
export const contactTable = sqliteTable(
  'contact',
  {
    rid: integer('rid').primaryKey(),
    id: text('id').notNull(),
    stage: text('stage', { enum: contactStages }).notNull(),
    /** Empty for the unsorted pool: null would not be found by an index over equality. */
    responsible: text('responsible').notNull(),
    nameSort: text('name_sort').notNull(),
    nameFold: text('name_fold').notNull(),
    status: text('status', { enum: contactStatuses }).notNull(),
    type: text('type', { enum: contactTypes }).notNull(),
    country: text('country').notNull(),
    createdAt: integer('created_at').notNull(),
    /** 0 where there was no contact yet. */
    lastContactAt: integer('last_contact_at').notNull(),
  },
  (table) => [
    index('contact_id').on(table.id),
    index('contact_by_name').on(table.stage, table.nameSort, table.rid),
    index('contact_by_created').on(table.stage, table.createdAt, table.rid),
    index('contact_by_last_contact').on(table.stage, table.lastContactAt, table.rid),
    index('contact_responsible_by_name').on(table.stage, table.responsible, table.nameSort, table.rid),
    index('contact_prefix').on(table.nameFold),
    index('contact_facets').on(table.stage, table.responsible, table.type, table.status, table.country),
  ],
)

/** The text that search looks through, one line for each thing, folded; phones as digits. */
export const contactTextTable = sqliteTable('contact_text', { rid: integer('rid').primaryKey(), text: text('text').notNull() })

/** What happened around a contact, in the order of its feed. */
export const feedTable = sqliteTable(
  'feed',
  {
    contactId: text('contact_id').notNull(),
    occurredAt: integer('occurred_at').notNull(),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contactId, table.occurredAt, table.id] })],
)
