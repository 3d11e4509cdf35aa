import type { DirectoryEntry } from '../../src-shared/contacts/directory-kind.ts'
import { backwards } from '../../src-shared/lib/digits.ts'
import { sortKey } from '../../src-shared/lib/fold.ts'
import type { Projection } from '../db/projection.ts'
import { directoryNameTable, directoryPhoneTable } from './directory-tables.ts'

interface DirectoryFields {
  /** From each word of name and company on: whoever knows a surname begins with it. */
  readonly names: readonly string[]
  readonly phones: readonly string[]
}

/** Words of one name that are found; longer ones are no names. */
const mostWords = 12

const beginnings = (name: string): string[] => {
  const words = name
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .slice(0, mostWords)
  return words.map((_, at) => words.slice(at).join(' '))
}

export const directoryProjection: Projection<DirectoryEntry, DirectoryFields> = {
  kind: 'directory',
  number: 2,
  tables: [directoryNameTable, directoryPhoneTable],
  fieldsOf: ({ name, company, phones }) => ({
    names: [...new Set([name, company].flatMap(beginnings))].map(sortKey),
    phones: [...new Set(phones.map(({ digits }) => backwards(digits)))].filter((digits) => digits !== ''),
  }),
  prepare: (database) => {
    const insertName = database.prepare('insert or ignore into directory_name (name_sort, rid) values (?, ?)')
    const removeName = database.prepare('delete from directory_name where name_sort = ? and rid = ?')
    const insertPhone = database.prepare('insert or ignore into directory_phone (digits_backwards, rid) values (?, ?)')
    const removePhone = database.prepare('delete from directory_phone where digits_backwards = ? and rid = ?')
    return {
      project: (rows) => {
        for (const { rid, before, after } of rows) {
          if (before) {
            for (const name of before.names) removeName.run(name, rid)
            for (const digits of before.phones) removePhone.run(digits, rid)
          }
          if (after) {
            for (const name of after.names) insertName.run(name, rid)
            for (const digits of after.phones) insertPhone.run(digits, rid)
          }
        }
      },
    }
  },
}
