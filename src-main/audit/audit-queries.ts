import type { Database } from '../../src-node/sqlite/database.ts'
import type { AuditAct, AuditRow } from '../../src-shared/audit/audit-contract.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'

export interface AskedAudit {
  readonly memberId?: string | undefined
  readonly kind?: string | undefined
  readonly rowId?: string | undefined
  readonly from?: number | undefined
  readonly until?: number | undefined
  readonly before?: { readonly at: number; readonly batch: string } | undefined
  readonly limit: number
}

const toBeBuilt = () => new LeadlineError('internal', 'To be built')

const list = (_database: Database, _asked: AskedAudit): { acts: AuditAct[]; more: boolean } => {
  throw toBeBuilt()
}

const rows = (_database: Database, _asked: { readonly batch: string; readonly offset: number; readonly limit: number }): AuditRow[] => {
  throw toBeBuilt()
}

export const auditQueries = { 'audit.list': list, 'audit.rows': rows }
