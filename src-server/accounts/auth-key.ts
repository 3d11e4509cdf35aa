import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerStore } from '../db/store.ts'

const settingName = 'accounts.key'

/** The key that signs sessions lies beside the database, not in it: whoever finds a backup cannot act for anybody. */
export const readAuthKey = (dataFolder: string): string => {
  const file = join(dataFolder, 'session.key')
  if (!existsSync(file)) {
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, randomBytes(48).toString('base64url'), { mode: 0o600 })
    try {
      // Processes that start at once must agree: of their keys the first one stays.
      linkSync(fresh, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(fresh)
    }
  }
  chmodSync(file, 0o600)
  return readFileSync(file, 'utf8')
}

/**
 * Sees to it that all processes on a database sign with one key: else a session would count at one and not at the next.
 * @throws a sentence where the database knows another one
 */
export const demandSameKey = async (store: Pick<ServerStore, 'setting' | 'setSetting'>, key: string): Promise<void> => {
  const mark = createHash('sha256').update(`leadline:${key}`).digest('base64url')
  const known = await store.setting(settingName)
  if (known === undefined) await store.setSetting(settingName, mark)
  else if (known !== mark) {
    throw new Error(
      'This database belongs to servers with another session key: share their data folder or their LEADLINE_AUTH_SECRET, or run "npm run server -- restored" and let everybody sign in again.',
    )
  }
}

/** After a restore on another machine: the key of this one counts from its next start. */
export const forgetKey = (store: Pick<ServerStore, 'setSetting'>): Promise<void> => store.setSetting(settingName, null)
