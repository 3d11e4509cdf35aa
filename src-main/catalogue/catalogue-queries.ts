import type { Database } from '../../src-node/sqlite/database.ts'
import type { CatalogueName } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'

const counts = (_database: Database, _kind: CatalogueName): Record<string, number> => {
  throw new LeadlineError('internal', 'To be built')
}

export const catalogueQueries = { 'catalogue.counts': counts }
