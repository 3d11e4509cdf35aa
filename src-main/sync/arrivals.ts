import type { RowStore, WrittenRow } from '../../src-node/sqlite/row-store.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'
import type { Projections } from '../db/projection.ts'
import type { Outbox } from './outbox.ts'
import type { ServerImages } from './server-images.ts'

interface Dependencies {
  readonly rows: RowStore
  readonly keeper: Projections
  readonly images: ServerImages
  readonly outbox: Outbox
}

/**
 * Writes those rows of a snapshot that are new here and that nothing on its way has touched: nothing has to be compared or replayed for them,
 * and of a first sync they are nearly all. Answers with these and with the others. Call it inside a transaction.
 */
export const createArrivals =
  ({ rows, keeper, images, outbox }: Dependencies) =>
  (page: readonly SentRow[]): { readonly written: readonly WrittenRow[]; readonly others: readonly SentRow[] } => {
    const isQuiet = images.isEmpty() && outbox.touchesNothing()
    const written: WrittenRow[] = []
    const others: SentRow[] = []
    for (const row of page) {
      const { id, root, version, deleted, data } = row
      const kind = kindsByName[row.kind]
      const isOnItsWay = !isQuiet && (images.has(id) || outbox.numbersOf(id).length > 0)
      if (!kind || deleted || isOnItsWay || rows.ridOf(id) !== undefined) {
        others.push(row)
        continue
      }
      const document = JSON.parse(data) as RowDocument
      const rid = rows.writeArrived(kind, id, root, version, document, data)
      written.push({ kind, id, rid, before: undefined, after: { document, deleted: false } })
    }
    keeper.applyArrived(written)
    return { written, others }
  }
