import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Api } from '../api/api.ts'
import { createJournal, type Journal, type JournalEntry, type JournalStore, type RefusedEntry, type SendOutcome } from './journal.ts'
import { openJournalStore } from './journal-idb.ts'
import { createMemoryJournalStore } from './journal-memory.ts'
import { sendEntry } from './journal-send.ts'
import { openWorkspaceId, ownWorkspaceId } from './own-workspace.ts'

interface PageJournal {
  readonly journal: Journal
  readonly refused: StoreApi<readonly RefusedEntry[]>
}

const journals = new WeakMap<Api, PageJournal>()

// A browser may refuse IndexedDB (private windows, a full disk): then the journal lives with the page.
const openStore = (own: Promise<string>): JournalStore => {
  const opened = own.then(openJournalStore).catch(createMemoryJournalStore)
  return {
    entries: async () => (await opened).entries(),
    put: async (entry) => (await opened).put(entry),
    remove: async (key, revision) => (await opened).remove(key, revision),
    refused: async () => (await opened).refused(),
    setAside: async (entry) => (await opened).setAside(entry),
    forgetRefused: async (key) => (await opened).forgetRefused(key),
  }
}

const open = (api: Api): PageJournal => {
  const known = journals.get(api)
  if (known) return known
  const refused = createStore<readonly RefusedEntry[]>(() => [])
  const own = ownWorkspaceId(api.client)
  const send = sendEntry(api.client)
  const journal = createJournal({
    store: openStore(own),
    // What belongs to one workspace must not end in another that was opened meanwhile.
    send: async (entry: JournalEntry): Promise<SendOutcome> => {
      try {
        const [mine, now] = await Promise.all([own, openWorkspaceId(api.client)])
        return mine === now ? await send(entry) : { type: 'unreachable' }
      } catch {
        return { type: 'unreachable' }
      }
    },
    timers: {
      setTimeout: (work, milliseconds) => setTimeout(work, milliseconds),
      clearTimeout: (timer) => clearTimeout(timer),
      now: () => performance.now(),
    },
    onRefused: (entries) => refused.setState([...entries], true),
  })
  api.onEvent((event) => {
    if (event.type === 'hello') journal.wake()
  })
  const opened = { journal, refused }
  journals.set(api, opened)
  return opened
}

/** The journal of this page: one for each connection to the core. */
export const journalOf = (api: Api): Journal => open(api).journal

/** What the core refused for what it is, until its author has let it go. */
export const refusedOf = (api: Api): StoreApi<readonly RefusedEntry[]> => open(api).refused
