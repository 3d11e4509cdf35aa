import { setImmediate as nextTurn } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import type { Kept, RowHistory } from '../../src-shared/history/history-mutators.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { revertHistory } from '../../src-shared/rows/registry.ts'
import type { Workspace } from '../workspace.ts'

/** Rows of one transaction while a batch is taken back: small enough that others read and write in between. */
const chunk = 250
/** Characters of what they were and became; beyond that the page is cut. */
const largest = 300_000

export interface HistoryService {
  /**
   * Takes back everything of a batch. What was touched since by another act is kept, and named. A large batch takes many transactions; one
   * that was broken off is taken back whole by the same call later.
   * @throws LeadlineError `not_found` where the batch did nothing; the signal's reason where it was broken off
   */
  readonly undo: (batch: string, signal?: AbortSignal) => Promise<{ batch: string; kept: Kept[] }>
}

/** Takes acts back by their batch. */
export const createHistoryService = ({ store, context }: Workspace): HistoryService => {
  const selectAct = store.database.prepare<[string], number>('select seq from act where batch = ?').pluck()
  const selectChanges = store.database.prepare<
    [number, number],
    { rid: number; kind: string; id: string; act: RowHistory['act']; before: string; after: string }
  >(
    `select rid, kind, id, what as act, before, after from change join row using (rid) where act = ? and rid < ? order by rid desc limit ${chunk}`,
  )
  // A row that something hangs on by now is in use, even where nobody changed the row itself.
  const touchedSince = store.database
    .prepare<[number, number, string, number], number>(
      `select exists (select 1 from change where rid = ? and act > ?)
         or exists (select 1 from row where root = ? and root <> id and deleted = 0
           and not exists (select 1 from change where act = ? and change.rid = row.rid))`,
    )
    .pluck()

  const changedLater = store.database
    .prepare<[number, number], number>('select exists (select 1 from change where rid = ? and act > ?)')
    .pluck()

  return {
    undo: async (batch, signal) => {
      const act = selectAct.get(batch)
      if (act === undefined) throw new LeadlineError('not_found', 'There is nothing to take back under this batch')
      const undoing = newId()
      const kept: Kept[] = []
      let rid = Number.MAX_SAFE_INTEGER
      const next = () => {
        const page = selectChanges.all(act, rid)
        let size = 0
        const end = page.findIndex(({ before, after }) => {
          size += before.length + after.length
          return size > largest
        })
        return end < 0 ? page : page.slice(0, Math.max(1, end))
      }
      for (let page = next(); page.length > 0; page = next()) {
        signal?.throwIfAborted()
        rid = page.at(-1)?.rid ?? 0
        const changedSince = page
          .filter(
            (one) =>
              (one.act === 'deleted' && changedLater.get(one.rid, act) === 1) ||
              ((one.act === 'created' || one.act === 'restored') && touchedSince.get(one.rid, act, one.id, act) === 1),
          )
          .map((one) => one.id)
        const acts = page.map((one) => ({
          kind: one.kind,
          id: one.id,
          act: one.act,
          before: JSON.parse(one.before),
          after: JSON.parse(one.after),
        }))
        kept.push(...store.mutate(revertHistory, { acts, changedSince }, context(), undoing))
        await nextTurn()
      }
      return { batch: undoing, kept }
    },
  }
}
