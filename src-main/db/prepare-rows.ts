import { newRowOf } from '../../src-node/sqlite/row-store.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import type { MutationContext, Mutator } from '../../src-shared/rows/mutator.ts'
import { checkedDocument, type RowChange, type RowSource, type StoredRow, type Transaction } from '../../src-shared/rows/transaction.ts'
import type { PreparedRow } from './bulk-writer.ts'

const nothing: RowSource = { read: () => undefined, idsOf: () => [] }

const refuse = (): never => {
  throw new Error('What is prepared makes new rows and does nothing else')
}

/** A transaction that makes new rows: an overlay, which can do everything, takes as long as all else that is done to a row of an import. */
const createDraft = (source: RowSource) => {
  const made: RowChange[] = []
  const changeOf = (kind: Kind, id: string) => made.find((change) => change.id === id && change.kind.name === kind.name)
  const peek = <Document extends RowDocument>(kind: Kind<Document>, id: string): StoredRow<Document> | undefined => {
    const row = (changeOf(kind as Kind, id)?.after ?? source.read(kind.name, id)) as StoredRow<Document> | undefined
    return row && kind.upcast ? { document: kind.upcast(row.document), deleted: row.deleted } : row
  }
  const draft: Transaction = {
    peek,
    get: (kind, id) => {
      const row = peek(kind, id)
      return row?.deleted ? undefined : row?.document
    },
    put: (kind, document) => {
      const after = { document: checkedDocument(kind as Kind, document), deleted: false }
      const known = changeOf(kind as Kind, document.id)
      const change = { kind: kind as Kind, id: document.id, before: undefined, after }
      if (known) made[made.indexOf(known)] = change
      else if (source.read(kind.name, document.id)) refuse()
      else made.push(change)
    },
    find: (kind, lookup, value) => source.idsOf(kind.name, lookup, value),
    delete: refuse,
    restore: refuse,
  }
  return { draft, made }
}

/**
 * Runs a mutator that makes new rows away from the store, and makes them ready for a `BulkWriter`. It reads `source`, where it reads anything.
 * @throws what the mutator throws
 */
export const prepareRows = <Args, Document extends RowDocument>(
  mutator: Mutator<Args>,
  args: Args,
  by: MutationContext,
  fieldsOf: (document: Document) => unknown,
  source = nothing,
): PreparedRow[] => {
  const { draft, made } = createDraft(source)
  mutator.run(draft, args, by)
  return made.map((change) => ({ ...newRowOf(change), fields: fieldsOf(change.after.document as Document) }))
}
