import { v7 as newId } from 'uuid'
import type { Kept, RowHistory } from '../../src-shared/history/history-mutators.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { revertHistory } from '../../src-shared/rows/registry.ts'
import type { Workspace } from '../workspace.ts'

/** Rows of one transaction while a batch is taken back: small enough that others write in between. */
const chunk = 500

/** Takes acts back by their batch. What was touched since by another act is kept, and named. */
export const createHistoryService = ({ store, context }: Workspace) => {
  const selectBatch = store.database.prepare<
    [string, number],
    { seq: number; kind: string; id: string; act: RowHistory['act']; before: string; after: string }
  >(`select seq, kind, row_id as id, act, before, after from change where batch = ? and seq < ? order by seq desc limit ${chunk}`)
  // A row that something hangs on by now is in use, even where nobody changed the row itself.
  const touchedSince = store.database
    .prepare<[string, number, string, string, string], number>(
      `select exists (select 1 from change where row_id = ? and seq > ? and batch <> ?)
         or exists (select 1 from row where root = ? and id <> root and deleted = 0 and not exists (select 1 from change where row_id = row.id and batch = ?))`,
    )
    .pluck()

  return {
    undo: (batch: string): { batch: string; kept: Kept[] } => {
      const undoing = newId()
      const kept: Kept[] = []
      let seq = Number.MAX_SAFE_INTEGER
      for (let page = selectBatch.all(batch, seq); page.length > 0; page = selectBatch.all(batch, seq)) {
        seq = page.at(-1)?.seq ?? 0
        const changedSince = page
          .filter((one) => one.act === 'created' && touchedSince.get(one.id, one.seq, batch, one.id, batch) === 1)
          .map((one) => one.id)
        const acts = page.map(({ kind, id, act, before, after }) => ({
          kind,
          id,
          act,
          before: JSON.parse(before),
          after: JSON.parse(after),
        }))
        // The newest come first from the table; the mutator wants them in the order in which they happened.
        kept.push(...store.mutate(revertHistory, { acts: acts.toReversed(), changedSince }, context(), undoing))
      }
      if (seq === Number.MAX_SAFE_INTEGER) throw new LeadlineError('not_found', 'There is nothing to take back under this batch')
      return { batch: undoing, kept }
    },
  }
}

export type HistoryService = ReturnType<typeof createHistoryService>
