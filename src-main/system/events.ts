import type { CoreEvent } from '../../src-shared/system/system-contract.ts'
import type { RowsWritten } from '../db/workspace-store.ts'
import { createChannel } from './channel.ts'

/** Tells every page what changed. A page that is slow loses nothing: what it has not read yet waits for it. */
export interface Events {
  readonly tell: (event: CoreEvent) => void
  readonly tellWritten: (written: readonly RowsWritten[]) => void
  readonly subscribe: (signal?: AbortSignal) => AsyncGenerator<CoreEvent, void, void>
  readonly close: () => void
}

/** Ids beyond this many are not named: the screens ask again for all of the kind. */
const named = 100

export const createEvents = (): Events => {
  const channels = new Set<ReturnType<typeof createChannel<CoreEvent>>>()
  const tell = (event: CoreEvent) => {
    for (const channel of channels) channel.put(event)
  }
  return {
    tell,
    tellWritten: (written) => {
      for (const { kind, ids } of written) tell({ type: 'rows', kind, ids: ids.length > named ? 'many' : [...ids] })
    },
    subscribe: (signal) => {
      const channel = createChannel<CoreEvent>(() => channels.delete(channel))
      channels.add(channel)
      signal?.addEventListener('abort', channel.end, { once: true })
      channel.put({ type: 'hello' })
      if (signal?.aborted) channel.end()
      return channel.stream
    },
    close: () => {
      for (const channel of [...channels]) channel.end()
    },
  }
}
