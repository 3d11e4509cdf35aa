import { setImmediate as nextTurn } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import type { Kept, RowHistory } from '../../src-shared/history/history-mutators.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { revertHistory } from '../../src-shared/rows/registry.ts'
import type { Running, WorkService } from '../work/work-service.ts'
import type { Workspace } from '../workspace.ts'

/** Rows of one transaction while a batch is taken back: small enough that others read and write in between. */
const chunk = 250
/** Characters of what they were and became; beyond that the page is cut. */
const largest = 300_000
/** Rows of a batch beyond which whoever waits is told how far it is. */
const quick = 1000

export interface HistoryService {
  /**
   * Takes back everything of a batch. What was touched since by another act is kept, and named. A large batch takes many transactions; one
   * that was broken off is taken back whole by the same call later. Its progress is a work whose id is that of the batch, or goes to `report`
   * where whoever calls tells it.
   * @throws LeadlineError `not_found` where the batch did nothing; the signal's reason where it was broken off
   */
  readonly undo: (batch: string, signal?: AbortSignal, report?: Running['report']) => Promise<Undone>
}

interface Undone {
  /** Of the undoing: it can be taken back itself. */
  readonly batch: string
  readonly kept: Kept[]
}

/** Takes acts back by their batch. Without `work` nobody is told how far it is. */
export const createHistoryService = ({ store, context }: Workspace, work?: WorkService): HistoryService => {
  const selectAct = store.database.prepare<[string], number>('select seq from act where batch = ?').pluck()
  const countChanges = store.database.prepare<[number], number>('select count(*) from change where act = ?').pluck()
  const selectChanges = store.database.prepare<
    [number, number, number],
    { rid: number; kind: string; id: string; act: RowHistory['act']; before: string; after: string }
  >(
    `select rid, kind, id, what as act, before, after from change join row using (rid)
    where act = ? and rid < ? and (what = 'deleted') = ? order by rid desc limit ${chunk}`,
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

  const takeBack = async (act: number, { signal, report }: Running): Promise<Undone> => {
    const undoing = newId()
    const kept: Kept[] = []
    let rid = Number.MAX_SAFE_INTEGER
    let done = 0
    const next = (isDeleted: number) => {
      const page = selectChanges.all(act, rid, isDeleted)
      let size = 0
      const end = page.findIndex(({ before, after }) => {
        size += before.length + after.length
        return size > largest
      })
      return end < 0 ? page : page.slice(0, Math.max(1, end))
    }
    report({ total: countChanges.get(act) ?? 0, batch: undoing })
    const takePage = async (page: ReturnType<typeof next>) => {
      signal.throwIfAborted()
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
      done += page.length
      report({ done, refused: kept.length })
      await nextTurn()
    }
    // What was deleted comes back first: what was moved away from it goes there again.
    for (const isDeleted of [1, 0]) {
      rid = Number.MAX_SAFE_INTEGER
      for (let page = next(isDeleted); page.length > 0; page = next(isDeleted)) await takePage(page)
    }
    return { batch: undoing, kept }
  }

  /** The same as a work of its own. */
  const takeBackAtLength = (works: WorkService, batch: string, act: number, signal: AbortSignal) =>
    new Promise<Undone>((resolve, reject) => {
      const run = async (running: Running) => {
        try {
          resolve(await takeBack(act, { ...running, signal: AbortSignal.any([running.signal, signal]) }))
        } catch (error) {
          reject(error)
          // Stopped by whoever waits for it, it has not failed.
          throw signal.aborted ? new LeadlineError('busy', 'It was stopped') : error
        }
      }
      works.begin('undo', run, batch)
    })

  return {
    undo: async (batch, signal = new AbortController().signal, report) => {
      const act = selectAct.get(batch)
      if (act === undefined) throw new LeadlineError('not_found', 'There is nothing to take back under this batch')
      if (report || !work || (countChanges.get(act) ?? 0) <= quick) return takeBack(act, { signal, report: report ?? (() => {}) })
      return takeBackAtLength(work, batch, act, signal)
    },
  }
}
