import { join } from 'node:path'
import { backUpSqlite } from './db/sqlite-backup.ts'

interface Backup {
  readonly databaseFile: string
  readonly dataFolder: string
  /** A new one. */
  readonly file: string
}

/**
 * Copies the database while the server goes on. Answers with what whoever runs the server should know of it.
 * @throws LeadlineError `conflict` where the file exists, `not_found` where there is no database
 */
export const backUp = async ({ databaseFile, dataFolder, file }: Backup): Promise<string> => {
  await backUpSqlite(databaseFile, file)
  return `Backed up to ${file}. Files that clients have attached lie in ${join(dataFolder, 'blobs')}: copy that folder too.`
}
