import { auditQueries } from '../audit/audit-queries.ts'
import { callQueries } from '../calls/call-queries.ts'
import { catalogueQueries } from '../catalogue/catalogue-queries.ts'
import { contactQueries } from '../contacts/contact-queries.ts'
import { duplicateQueries } from '../duplicates/duplicate-queries.ts'
import { exportQueries } from '../exports/export-queries.ts'
import { feedQueries } from '../feed/feed-queries.ts'
import { syncQueries } from '../sync/sync-queries.ts'
import { taskQueries } from '../tasks/task-queries.ts'
import { performanceQueries } from '../team/performance-queries.ts'

/** Every question that a reading worker answers, by name. Each is a pure function of a read-only connection and its arguments. */
export const queries = {
  ...contactQueries,
  ...callQueries,
  ...feedQueries,
  ...syncQueries,
  ...performanceQueries,
  ...auditQueries,
  ...catalogueQueries,
  ...duplicateQueries,
  ...taskQueries,
  ...exportQueries,
}

export type Queries = typeof queries
