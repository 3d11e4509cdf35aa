import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs'
import { openDatabase, openReader } from '../../src-node/sqlite/database.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { epochSetting } from './epoch.ts'

/** All pages at one go: in steps it would begin again after each write of the server beside it. */
const allPages = 2 ** 31 - 1

const sync = (file: string) => {
  const handle = openSync(file, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/**
 * Copies the server's database, as it is at one moment, to a new file; the server may go on working meanwhile. The copy has no epoch: whoever
 * starts from it begins a new life, and the clients know that it was restored (F11).
 * @throws LeadlineError `conflict` where the file exists, `not_found` where there is no database
 */
export const backUpSqlite = async (path: string, file: string): Promise<void> => {
  if (!existsSync(path)) throw new LeadlineError('not_found', `There is no database at ${path}`)
  const exists = () => new LeadlineError('conflict', `${file} exists already; a backup overwrites nothing`)
  if (existsSync(file)) throw exists()
  const partial = `${file}.${process.pid}.partial`
  try {
    // Made first, so that its owner alone may ever read it.
    closeSync(openSync(partial, 'wx', 0o600))
    const source = openReader(path)
    try {
      await source.backup(partial, { progress: () => allPages })
    } finally {
      source.close()
    }
    const copy = openDatabase(partial)
    try {
      copy.prepare('delete from setting where name = ?').run(epochSetting)
      // One file, which can be carried away.
      copy.pragma('journal_mode = DELETE')
    } finally {
      copy.close()
    }
    sync(partial)
    try {
      // A link, unlike a new name, never takes the place of another file.
      linkSync(partial, file)
    } catch (error) {
      throw existsSync(file) ? exists() : error
    }
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${partial}${end}`, { force: true })
  }
}
