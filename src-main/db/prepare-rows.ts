import { newRowOf } from '../../src-node/sqlite/row-store.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import type { MutationContext, Mutator } from '../../src-shared/rows/mutator.ts'
import { createOverlay, type RowSource } from '../../src-shared/rows/transaction.ts'
import type { PreparedRow } from './bulk-writer.ts'

const nothing: RowSource = { read: () => undefined, idsOf: () => [] }

/**
 * Runs a mutator that makes new rows and reads none, away from the store, and makes them ready for a `BulkWriter`.
 * @throws what the mutator throws
 */
export const prepareRows = <Args, Document extends RowDocument>(
  mutator: Mutator<Args>,
  args: Args,
  by: MutationContext,
  fieldsOf: (document: Document) => unknown,
): PreparedRow[] => {
  const overlay = createOverlay(nothing)
  mutator.run(overlay, args, by)
  return overlay.changes().map((change) => ({ ...newRowOf(change), fields: fieldsOf(change.after.document as Document) }))
}
