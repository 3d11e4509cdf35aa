import type { SafeStorage } from 'electron'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Secrets } from '../platform/secrets.ts'

export type KeyStore = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** What Linux without a key store is called: its secrets would be sealed with a password that everybody knows. */
const openToAll: readonly string[] = ['basic_text', 'unknown']

/** Secrets sealed with a key that the system's key store holds. Without one nothing is sealed: it would be no better than plain text. */
export const createKeyStoreSecrets = (store: KeyStore, platform: NodeJS.Platform): Secrets => {
  const demandKeyStore = async () => {
    const open = platform === 'linux' && openToAll.includes(store.getSelectedStorageBackend())
    if (open || !(await store.isAsyncEncryptionAvailable())) {
      throw new LeadlineError('no_key_store', 'This system offers no key store (gnome-keyring, KWallet), so no secret can be kept')
    }
  }
  return {
    seal: async (text) => {
      await demandKeyStore()
      return store.encryptStringAsync(text)
    },
    open: async (sealed) => {
      await demandKeyStore()
      return (await store.decryptStringAsync(Buffer.from(sealed))).result
    },
  }
}
