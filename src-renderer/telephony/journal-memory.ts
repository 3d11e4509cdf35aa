import type { JournalEntry, JournalStore, RefusedEntry } from './journal.ts'

/** A journal that lives as long as the page: for tests, and where the browser refuses IndexedDB. */
export const createMemoryJournalStore = (): JournalStore => {
  const entries = new Map<string, JournalEntry>()
  const refused = new Map<string, RefusedEntry>()
  return {
    entries: async () => [...entries.values()],
    put: async (entry) => {
      const known = entries.get(entry.key)
      if (!known || known.revision < entry.revision) entries.set(entry.key, entry)
    },
    remove: async (key, revision) => {
      if (entries.get(key)?.revision === revision) entries.delete(key)
    },
    refused: async () => [...refused.values()],
    setAside: async (entry) => {
      refused.set(entry.key, entry)
    },
    forgetRefused: async (key) => {
      refused.delete(key)
    },
  }
}
