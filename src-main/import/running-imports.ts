import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { DeviceStore } from '../db/device-store.ts'
import type { WorkspaceStore } from '../db/workspace-store.ts'
import type { HistoryService } from '../history/history-service.ts'
import type { Log } from '../platform/log.ts'
import type { NewNameKeeper } from './new-names.ts'

/** Batches of imports that are under way: whoever starts next takes back what is left of them. */
const runningSetting = 'import.running'

interface Dependencies {
  readonly store: WorkspaceStore
  readonly device: DeviceStore
  readonly history: HistoryService
  readonly newNames: NewNameKeeper
  readonly log: Log
  /** Aborted when the program ends. */
  readonly closing: AbortSignal
}

/** Knows which imports are under way, also after the process has died, and takes back those that do not reach their end. */
export const createRunningImports = ({ store, device, history, newNames, log, closing }: Dependencies) => {
  const running = new Set([device.get(runningSetting) ?? []].flat() as string[])

  const mark = (batch: string, isRunning: boolean) => {
    if (isRunning) running.add(batch)
    else running.delete(batch)
    device.set(runningSetting, [...running])
    if (running.size === 0) store.bulk.endUnordered()
  }

  const takeBack = async (batch: string) => {
    try {
      await history.undo(batch, closing)
    } catch (error) {
      if (!(error instanceof LeadlineError && error.code === 'not_found')) throw error
    }
    await newNames.takeBack(batch, closing)
    mark(batch, false)
  }

  /** Failing to take back leaves the mark: the next start tries again. */
  const tryToTakeBack = async (batch: string) => {
    try {
      store.bulk.settle()
    } catch (error) {
      log.error('What an import had written last is lost', error)
    }
    try {
      await takeBack(batch)
    } catch (error) {
      if (!closing.aborted) log.error('An import could not be taken back yet', error)
    }
  }

  return {
    any: (): boolean => running.size > 0,
    mark,
    tryToTakeBack,
    /** Takes back what an earlier process has left half done; what had come to its end, and bears the mark still, stays. */
    recover: async (hasEnded: (batch: string) => boolean): Promise<void> => {
      for (const batch of running) store.bulk.expectUnordered(batch)
      for (const batch of [...running]) {
        if (hasEnded(batch)) mark(batch, false)
        else await tryToTakeBack(batch)
      }
    },
  }
}
