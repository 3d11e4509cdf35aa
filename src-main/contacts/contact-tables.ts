import { blob } from 'drizzle-orm/sqlite-core/columns/blob'
import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { index, uniqueIndex } from 'drizzle-orm/sqlite-core/indexes'
import { primaryKey } from 'drizzle-orm/sqlite-core/primary-keys'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'
import { contactStages, contactStatuses, contactTypes } from '../../src-shared/contacts/contact-kind.ts'

/** Who is responsible, as a small number; 0, which stands for nobody and the unsorted pool, has no row. */
export const contactOwnerTable = sqliteTable(
  'contact_owner',
  { owner: integer('owner').primaryKey(), memberId: text('member_id').notNull() },
  (table) => [index('contact_owner_member').on(table.memberId)],
)

const group = {
  stage: text('stage', { enum: contactStages }).notNull(),
  owner: integer('owner').notNull(),
}

const facets = {
  ...group,
  type: text('type', { enum: contactTypes }).notNull(),
  status: text('status', { enum: contactStatuses }).notNull(),
  // These are empty where there is none: null would not be found by an index over equality.
  country: text('country').notNull(),
  employeesCount: text('employees_count').notNull(),
  leadStatus: text('lead_status').notNull(),
  leadSource: text('lead_source').notNull(),
}

/**
 * What lists of contacts filter and sort by. Every order of a list is an index that also holds the owner and the row's id, so that a jump
 * skips fast. These grow at their ends, or at a few places; the order by name grows anywhere and is a table of its own.
 */
export const contactTable = sqliteTable(
  'contact',
  {
    rid: integer('rid').primaryKey(),
    ...facets,
    nameSort: text('name_sort').notNull(),
    createdAt: integer('created_at').notNull(),
    /** 0 where there was no contact yet. */
    lastContactAt: integer('last_contact_at').notNull(),
    /** Numbers of its marks, a comma before, between and after them: `,12,55,`, a comma alone where there are none. */
    marks: text('marks').notNull(),
  },
  (table) => [
    index('contact_by_created').on(table.stage, table.createdAt, table.owner),
    index('contact_by_last_contact').on(table.stage, table.lastContactAt, table.owner),
    index('contact_by_facets').on(
      table.stage,
      table.owner,
      table.type,
      table.status,
      table.country,
      table.employeesCount,
      table.leadStatus,
      table.leadSource,
    ),
  ],
)

/** The order of names. It is apart so that an import can bring many entries at once, sorted: one by one they are most of what it costs. */
export const contactNameTable = sqliteTable(
  'contact_name',
  { stage: facets.stage, nameSort: text('name_sort').notNull(), owner: facets.owner, rid: integer('rid').notNull() },
  (table) => [primaryKey({ columns: [table.stage, table.nameSort, table.owner, table.rid] })],
)

/** How many contacts there are of each combination: totals and the counts of the filter panel are sums over a few rows. */
export const contactCountTable = sqliteTable('contact_count', { ...facets, total: integer('total').notNull() }, (table) => [
  primaryKey({
    columns: [table.stage, table.owner, table.type, table.status, table.country, table.employeesCount, table.leadStatus, table.leadSource],
  }),
])

/** Every mark that a contact has (`contact-marks.ts`), as a small number. A key is a text or a number, whichever it came as. */
export const contactMarkNameTable = sqliteTable(
  'contact_mark_name',
  {
    mark: integer('mark').primaryKey(),
    facet: text('facet').notNull(),
    key: blob('key').notNull(),
    label: text('label').notNull(),
  },
  (table) => [uniqueIndex('contact_mark_key').on(table.facet, table.key, table.label)],
)

/** Contacts by their marks. A mark's newest contact stands at the end, so what an import brings goes to few places. */
export const contactMarkTable = sqliteTable(
  'contact_mark',
  { mark: integer('mark').notNull(), ...group, rid: integer('rid').notNull() },
  (table) => [primaryKey({ columns: [table.mark, table.stage, table.owner, table.rid] })],
)

/** How many contacts have a mark. The facet that is empty, with the mark 0, stands for all contacts. */
export const contactMarkCountTable = sqliteTable(
  'contact_mark_count',
  {
    facet: text('facet').notNull(),
    stage: group.stage,
    mark: integer('mark').notNull(),
    owner: group.owner,
    total: integer('total').notNull(),
  },
  (table) => [primaryKey({ columns: [table.facet, table.stage, table.mark, table.owner] })],
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
