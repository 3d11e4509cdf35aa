import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { JournalEntry, JournalStore, RefusedEntry } from './journal.ts'

interface JournalSchema extends DBSchema {
  entries: { key: string; value: JournalEntry }
  refused: { key: string; value: RefusedEntry }
}

/**
 * The journal of one workspace in this browser. All pages share it; whoever sends an entry first removes it, and sending it twice changes
 * nothing. What is left of another workspace stays until that one is open again.
 */
export const openJournalStore = async (workspaceId: string): Promise<JournalStore> => {
  let opened: Promise<IDBPDatabase<JournalSchema>> | null = null
  const forget = () => {
    opened = null
  }
  // A browser may close it at any time; what comes next opens it again.
  const database = () => {
    opened ??= openDB<JournalSchema>(`leadline-journal-${workspaceId}`, 1, {
      upgrade: (created) => {
        created.createObjectStore('entries', { keyPath: 'key' })
        created.createObjectStore('refused', { keyPath: 'key' })
      },
      terminated: forget,
    }).catch((error) => {
      forget()
      throw error
    })
    return opened
  }
  await database()
  const durability = 'strict' as const
  return {
    entries: async () => (await database()).getAll('entries'),
    put: async (entry) => {
      const transaction = (await database()).transaction('entries', 'readwrite', { durability })
      const known = await transaction.store.get(entry.key)
      if (!known || known.revision < entry.revision) await transaction.store.put(entry)
      await transaction.done
    },
    remove: async (key, revision) => {
      const transaction = (await database()).transaction('entries', 'readwrite')
      const known = await transaction.store.get(key)
      if (known?.revision === revision) await transaction.store.delete(key)
      await transaction.done
    },
    refused: async () => (await database()).getAll('refused'),
    setAside: async (entry) => {
      await (await database()).put('refused', entry)
    },
    forgetRefused: async (key) => (await database()).delete('refused', key),
  }
}
