import type { AuditRow } from '../../src-shared/audit/audit-contract.ts'
import { sameJson } from '../../src-shared/lib/json.ts'

/** One field of a row as it was and as it became. Of custom properties each is a fact of its own: `propertyId` says which. */
export interface AuditFact {
  readonly field: string
  readonly propertyId: string | null
  readonly before: unknown
  readonly after: unknown
}

/** Counters by which programs agree on what is newer: they say nothing to a person. */
const silent: ReadonlySet<string> = new Set(['revision', 'id', 'sipStatus', 'sipReason', 'sipCallId', 'deviceId', 'displayName', 'key'])

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an act did to a row, field by field. */
export const factsOf = ({ kind, before, after }: Pick<AuditRow, 'kind' | 'before' | 'after'>): readonly AuditFact[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !silent.has(field))
    .flatMap((field): AuditFact[] => {
      const [old, fresh] = [before[field], after[field]]
      if (kind !== 'contact' || field !== 'properties') return [{ field, propertyId: null, before: old, after: fresh }]
      const [was, is] = [isRecord(old) ? old : {}, isRecord(fresh) ? fresh : {}]
      return [...new Set([...Object.keys(was), ...Object.keys(is)])]
        .filter((id) => !sameJson(was[id], is[id]))
        .map((id) => ({ field, propertyId: id, before: was[id], after: is[id] }))
    })
