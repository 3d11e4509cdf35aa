import { describe, expect, it, vi } from 'vitest'
import { createKeyStoreSecrets, type KeyStore } from './key-store-secrets.ts'

const storeWith = (changes: Partial<KeyStore> = {}): KeyStore => ({
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => Buffer.from(text).reverse(),
  decryptStringAsync: async (sealed) => ({ result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false }),
  ...changes,
})

describe('a secret', () => {
  it('is sealed and opened by the key store of the system', async () => {
    const secrets = createKeyStoreSecrets(storeWith(), 'linux')
    const sealed = await secrets.seal('hasło')
    expect(Buffer.from(sealed).toString()).not.toBe('hasło')
    expect(await secrets.open(new Uint8Array(sealed))).toBe('hasło')
  })

  it.each(['basic_text', 'unknown'] as const)('is refused on Linux with the store %s, which everybody can open', async (backend) => {
    const encryptStringAsync = vi.fn()
    const secrets = createKeyStoreSecrets(storeWith({ getSelectedStorageBackend: () => backend, encryptStringAsync }), 'linux')
    await expect(secrets.seal('hasło')).rejects.toMatchObject({ code: 'no_key_store' })
    await expect(secrets.open(Buffer.from('x'))).rejects.toMatchObject({ code: 'no_key_store' })
    expect(encryptStringAsync).not.toHaveBeenCalled()
  })

  it.each(['linux', 'darwin', 'win32'] as const)('is refused on %s where the system offers no key', async (platform) => {
    const secrets = createKeyStoreSecrets(storeWith({ isAsyncEncryptionAvailable: async () => false }), platform)
    await expect(secrets.seal('hasło')).rejects.toMatchObject({ code: 'no_key_store' })
  })

  it.each(['darwin', 'win32'] as const)('needs no name of a store on %s', async (platform) => {
    const getSelectedStorageBackend = () => {
      throw new TypeError('Only on Linux')
    }
    await expect(createKeyStoreSecrets(storeWith({ getSelectedStorageBackend }), platform).seal('hasło')).resolves.toBeDefined()
  })

  it('that another key has sealed is told as such', async () => {
    const decryptStringAsync = () => Promise.reject(new Error('Error while decrypting the ciphertext'))
    await expect(createKeyStoreSecrets(storeWith({ decryptStringAsync }), 'win32').open(Buffer.from('x'))).rejects.toThrow('decrypting')
  })
})
