import type { Database } from '../../src-node/sqlite/database.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'

/** Stages of the contacts with these ids, as far as they are there. */
const stages = (database: Database, ids: readonly string[]): Contact['stage'][] =>
  database
    .prepare<[string], Contact['stage']>(
      `select distinct row.data ->> 'stage' from json_each(?) asked cross join row on row.id = asked.value
       where row.kind = 'contact' and row.deleted = 0`,
    )
    .pluck()
    .all(JSON.stringify(ids))

export const exportQueries = { 'exports.stages': stages }
