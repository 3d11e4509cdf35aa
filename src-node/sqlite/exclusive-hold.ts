import Sqlite from 'better-sqlite3'

/**
 * Holds a file of its own, as long as this process lives or until what is answered is called; null where another process holds it. A lock of
 * SQLite is one of the system, which gives it back however its holder ends.
 * @throws where the file cannot be used at all
 */
export const holdExclusively = (file: string): (() => void) | null => {
  const database = new Sqlite(file, { timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return () => database.close()
}
