import { z } from 'zod'
import { contactNow } from '../contacts/contact-now.ts'
import { sameJson } from '../lib/json.ts'
import { idSchema } from '../lib/schemas.ts'
import type { Kind, RowDocument } from '../rows/kind.ts'
import { defineMutator } from '../rows/mutator.ts'
import type { StoredRow, Transaction } from '../rows/transaction.ts'

/** What one act did to one row: the fields it set, as they were and as they became. A field that was not there is absent. */
export const rowHistorySchema = z.object({
  kind: z.string(),
  id: idSchema,
  act: z.enum(['created', 'changed', 'deleted', 'restored']),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
})

export type RowHistory = z.infer<typeof rowHistorySchema>

const actOf = (before: StoredRow | undefined, after: StoredRow): RowHistory['act'] => {
  if (!before) return 'created'
  if (after.deleted !== before.deleted) return after.deleted ? 'deleted' : 'restored'
  return 'changed'
}

/** The difference of two documents, field by field. Of a created row nothing is repeated: the row itself is what became. */
export const historyOf = (kind: string, id: string, before: StoredRow | undefined, after: StoredRow): RowHistory => {
  const act = actOf(before, after)
  const old: Record<string, unknown> = {}
  const fresh: Record<string, unknown> = {}
  if (before) {
    for (const field of new Set([...Object.keys(before.document), ...Object.keys(after.document)])) {
      if (sameJson(before.document[field], after.document[field])) continue
      if (field in before.document) old[field] = before.document[field]
      if (field in after.document) fresh[field] = after.document[field]
    }
  }
  return { kind, id, act, before: old, after: fresh }
}

/** A row or field that undo left alone, because someone has changed it since. */
export interface Kept {
  readonly kind: string
  readonly id: string
  readonly fields: string[]
}

const withFieldsOf = <Document extends RowDocument>(document: Document, before: RowHistory['before'], after: RowHistory['after']) => {
  const kept = Object.entries(document).filter(([field]) => !(field in after))
  return { ...Object.fromEntries(kept), ...before } as unknown as Document
}

/** What hangs on contacts, and on none that is merged into another one: that merger stands where its author may not take it back any more. */
const atContactsNow = <Document extends RowDocument>(tx: Transaction, document: Document): Document => {
  const { contactId, contactIds } = document
  if (typeof contactId === 'string') return { ...document, contactId: contactNow(tx, contactId) }
  if (!Array.isArray(contactIds)) return document
  return { ...document, contactIds: [...new Set(contactIds.map((id) => contactNow(tx, String(id))))] }
}

/**
 * Takes an act back. Fields get the values they had, made rows go, deleted ones return; what was changed since by another act stays and is
 * listed. `changedSince` names rows that the act brought or deleted and that later acts have touched. Taking back twice changes nothing more.
 */
export const defineRevert = (kinds: Readonly<Record<string, Kind>>) =>
  defineMutator({
    name: 'history.revert',
    args: z.object({ acts: z.array(rowHistorySchema), changedSince: z.array(idSchema) }),
    run: (tx, { acts, changedSince }): Kept[] => {
      const kept: Kept[] = []
      for (const { kind: name, id, act, before, after } of acts.toReversed()) {
        const kind = kinds[name]
        if (!kind) continue
        if (act === 'created' || act === 'restored') {
          const row = tx.get(kind, id)
          if (!row) continue
          if (changedSince.includes(id)) {
            kept.push({ kind: name, id, fields: [] })
            continue
          }
          // What came back had lost a field on the way: where it had gone, in a merger. Deleted again, it says so again.
          if (Object.keys(before).length + Object.keys(after).length > 0) tx.put(kind, withFieldsOf(row, before, after))
          tx.delete(kind, id)
          continue
        }
        if (act === 'deleted') {
          // Deleted once more since then, it stays deleted: that is another act.
          if (!tx.get(kind, id) && changedSince.includes(id)) {
            kept.push({ kind: name, id, fields: [] })
            continue
          }
          tx.restore(kind, id)
        }
        const document = tx.get(kind, id)
        if (!document) {
          kept.push({ kind: name, id, fields: Object.keys(after) })
          continue
        }
        const next: Record<string, unknown> = { ...document }
        const touched: string[] = []
        for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
          if (sameJson(document[field], before[field])) continue
          if (!sameJson(document[field], after[field])) touched.push(field)
          else if (field in before) next[field] = before[field]
          else delete next[field]
        }
        tx.put(kind, next as typeof document)
        if (touched.length > 0) kept.push({ kind: name, id, fields: touched })
      }
      // Now that all contacts are back which come back.
      for (const { kind: name, id, act, before } of acts) {
        if (act !== 'deleted' && !('contactId' in before) && !('contactIds' in before)) continue
        const kind = kinds[name]
        const document = kind && tx.get(kind, id)
        const moved = document && atContactsNow(tx, document)
        if (!moved || sameJson(moved, document)) continue
        tx.put(kind, moved)
        kept.push({ kind: name, id, fields: ['contactIds' in moved ? 'contactIds' : 'contactId'] })
      }
      return kept
    },
  })
