import type { SafeStorage } from 'electron'
import type { Secrets } from '../platform/secrets.ts'

export type KeyStore = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/**
 * Secrets sealed with a key that the system's key store holds. Linux without a key store would seal with a password that everybody knows: that
 * is refused, as plain text is.
 */
export const createKeyStoreSecrets = (store: KeyStore, platform: NodeJS.Platform): Secrets => {
  const demandKeyStore = async () => {
    const open = platform === 'linux' && ['basic_text', 'unknown'].includes(store.getSelectedStorageBackend())
    if (open || !(await store.isAsyncEncryptionAvailable())) {
      throw new Error('This system offers no key store, so passwords cannot be kept. Install one (gnome-keyring, KWallet) and sign in again.')
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
