import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Secrets } from './secrets.ts'

const cipher = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

const keyOf = (folder: string): Buffer => {
  const file = join(folder, 'secret.key')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  chmodSync(file, 0o600)
  return readFileSync(file)
}

/** AES-256-GCM with a key file that its owner alone can read; the file lies outside the data folder. */
export const createNodeSecrets = (keyFolder: string): Secrets => {
  let key: Buffer | undefined
  const theKey = () => {
    key ??= keyOf(keyFolder)
    return key
  }
  return {
    seal: async (text) => {
      const nonce = randomBytes(nonceLength)
      const sealing = createCipheriv(cipher, theKey(), nonce)
      const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed])
    },
    open: async (sealed) => {
      const bytes = Buffer.from(sealed)
      const opening = createDecipheriv(cipher, theKey(), bytes.subarray(0, nonceLength))
      opening.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
      return Buffer.concat([opening.update(bytes.subarray(nonceLength + tagLength)), opening.final()]).toString('utf8')
    },
  }
}
