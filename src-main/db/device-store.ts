import { join } from 'node:path'
import { migrate, openDatabase } from '../../src-node/sqlite/database.ts'
import { migrationsFolder } from '../platform/paths.ts'
import type { Secrets } from '../platform/secrets.ts'

/** What belongs to this machine: view settings, the telephone account, its identity. */
export interface DeviceStore {
  readonly get: (name: string) => unknown
  readonly set: (name: string, value: unknown) => void
  readonly getSecret: (name: string) => Promise<string | null>
  readonly setSecret: (name: string, text: string) => Promise<void>
  readonly deleteSecret: (name: string) => void
  readonly close: () => void
}

export const openDeviceStore = (dataFolder: string, secrets: Secrets): DeviceStore => {
  const database = openDatabase(join(dataFolder, 'device.sqlite'))
  // Tokens and names of a team that was left are gone from the file too, not only from its tables.
  database.pragma('secure_delete = ON')
  migrate(database, join(migrationsFolder, 'device'))
  const select = database.prepare<[string], string>('select value from setting where name = ?').pluck()
  const upsert = database.prepare('insert or replace into setting (name, value) values (?, ?)')
  const selectSecret = database.prepare<[string], Buffer>('select sealed from secret where name = ?').pluck()
  const upsertSecret = database.prepare('insert or replace into secret (name, sealed) values (?, ?)')
  const removeSecret = database.prepare('delete from secret where name = ?')
  return {
    get: (name) => {
      const value = select.get(name)
      return value === undefined ? undefined : JSON.parse(value)
    },
    set: (name, value) => void upsert.run(name, JSON.stringify(value)),
    getSecret: async (name) => {
      const sealed = selectSecret.get(name)
      return sealed === undefined ? null : secrets.open(sealed)
    },
    setSecret: async (name, text) => void upsertSecret.run(name, await secrets.seal(text)),
    deleteSecret: (name) => void removeSecret.run(name),
    close: () => database.close(),
  }
}
