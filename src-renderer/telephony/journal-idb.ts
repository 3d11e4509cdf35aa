import { type DBSchema, openDB } from 'idb'
import type { JournalEntry, JournalStore, RefusedEntry } from './journal.ts'

interface JournalSchema extends DBSchema {
  entries: { key: string; value: JournalEntry }
  refused: { key: string; value: RefusedEntry }
}

/** The journal of this browser. All pages share it; whoever sends an entry first removes it, and sending it twice changes nothing. */
export const openJournalStore = async (name = 'leadline-journal'): Promise<JournalStore> => {
  const database = await openDB<JournalSchema>(name, 1, {
    upgrade: (opened) => {
      opened.createObjectStore('entries', { keyPath: 'key' })
      opened.createObjectStore('refused', { keyPath: 'key' })
    },
  })
  const durability = 'strict' as const
  return {
    entries: () => database.getAll('entries'),
    put: async (entry) => {
      const transaction = database.transaction('entries', 'readwrite', { durability })
      const known = await transaction.store.get(entry.key)
      if (!known || known.revision < entry.revision) await transaction.store.put(entry)
      await transaction.done
    },
    remove: async (key, revision) => {
      const transaction = database.transaction('entries', 'readwrite')
      const known = await transaction.store.get(key)
      if (known?.revision === revision) await transaction.store.delete(key)
      await transaction.done
    },
    refused: () => database.getAll('refused'),
    setAside: async (entry) => {
      await database.put('refused', entry)
    },
    forgetRefused: (key) => database.delete('refused', key),
  }
}
