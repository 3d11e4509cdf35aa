import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from './postgres-connections.ts'
import { asStoreError } from './store-error.ts'

/** Any number; all processes take the same lock. */
const migrationLock = 4_320_000

/**
 * Brings a database up to the newest of the numbered files of a folder (`0001-rows.sql`), forward only, each in a transaction of its own.
 * Processes that start together wait for each other.
 * @throws a plain sentence where the data was written by a newer program
 */
export const migratePostgres = async (url: string, folder: string): Promise<void> => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const connection = createConnection(url)
  // What is under way fails, and says so.
  connection.on('error', () => {})
  try {
    await connection.connect()
    await connection.query('select pg_advisory_lock($1)', [migrationLock])
    await connection.query('create table if not exists migration (number integer primary key, name text not null)')
    const { rows } = await connection.query<{ reached: number }>('select coalesce(max(number), 0) as reached from migration')
    const reached = rows[0]?.reached ?? 0
    if (reached > files.length) {
      throw new Error(
        `The data was written by a newer Leadline (form ${reached}, this one knows ${files.length}). Install the newer version to open it.`,
      )
    }
    for (const [index, name] of files.entries()) {
      if (index < reached) continue
      await connection.query('begin')
      await connection.query(readFileSync(join(folder, name), 'utf8'))
      await connection.query('insert into migration (number, name) values ($1, $2)', [index + 1, name])
      await connection.query('commit')
    }
  } catch (error) {
    throw asStoreError(error)
  } finally {
    // With the connection go its lock, and a transaction that has not come to its end.
    await connection.end().catch(() => {})
  }
}
