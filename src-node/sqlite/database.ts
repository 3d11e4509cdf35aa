import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

export type Database = Sqlite.Database

/** Pages of the log after which they are brought into the database. */
export const usualCheckpoint = 4000

/** Milliseconds for which whoever writes waits for another one that does. */
export const usualPatience = 5000

/** Opens the one connection that writes. What a transaction confirmed is on the disk: it survives a killed process and a power cut. */
export const openDatabase = (path: string): Database => {
  const database: Database = new Sqlite(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma(`busy_timeout = ${usualPatience}`)
  database.pragma('cache_size = -32768')
  database.pragma(`wal_autocheckpoint = ${usualCheckpoint}`)
  return database
}

/** Opens a connection that reads only; it sees what is committed and never waits for the writer. */
export const openReader = (path: string): Database => {
  const database: Database = new Sqlite(path, { readonly: true, fileMustExist: true })
  // Pages are read where the system keeps them anyway; few of them are copied.
  database.pragma('cache_size = -8192')
  database.pragma('mmap_size = 1073741824')
  return database
}

/**
 * Brings a database up to the newest of the numbered files of a folder (`0001-rows.sql`), forward only, each in a transaction of its own.
 * @throws a plain sentence where the data was written by a newer program
 */
export const migrate = (database: Database, folder: string): void => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const reached = database.pragma('user_version', { simple: true }) as number
  if (reached > files.length) {
    throw new Error(
      `The data was written by a newer Leadline (form ${reached}, this one knows ${files.length}). Install the newer version to open it.`,
    )
  }
  for (const [index, name] of files.entries()) {
    if (index < reached) continue
    database.transaction(() => {
      database.exec(readFileSync(join(folder, name), 'utf8'))
      database.pragma(`user_version = ${index + 1}`)
    })()
  }
}
