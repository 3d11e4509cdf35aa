import { v7 as newId } from 'uuid'
import { contactKind } from '../../../src-shared/contacts/contact-kind.ts'
import type { RowChange } from '../../../src-shared/rows/transaction.ts'
import { teamRows } from './team-rows.ts'

/** Leads of the unsorted pool: nobody has them yet. */
export const offeredLeads = function* (count: number, memberIds: readonly string[]): Generator<RowChange> {
  let at = 0
  for (const change of teamRows(count, memberIds)) {
    if (change.kind.name !== contactKind.name) continue
    const id = newId({ msecs: Date.UTC(2026, 0, 1) + at++ })
    const document = { ...change.after.document, id, stage: 'lead', responsible: null, leadStatus: 'not_processed', leadSource: 'form' }
    yield { ...change, id, after: { document, deleted: false } }
  }
}
