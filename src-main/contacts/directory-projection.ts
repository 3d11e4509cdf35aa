import type { DirectoryEntry } from '../../src-shared/contacts/directory-kind.ts'
import { backwards } from '../../src-shared/lib/digits.ts'
import { sortKey } from '../../src-shared/lib/fold.ts'
import type { Projection } from '../db/projection.ts'
import { directoryNameTable, directoryPhoneTable } from './directory-tables.ts'

interface DirectoryFields {
  readonly nameSort: string
  readonly phones: readonly string[]
}

export const directoryProjection: Projection<DirectoryEntry, DirectoryFields> = {
  kind: 'directory',
  number: 1,
  tables: [directoryNameTable, directoryPhoneTable],
  fieldsOf: ({ name, phones }) => ({
    nameSort: sortKey(name),
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
            removeName.run(before.nameSort, rid)
            for (const digits of before.phones) removePhone.run(digits, rid)
          }
          if (after) {
            insertName.run(after.nameSort, rid)
            for (const digits of after.phones) insertPhone.run(digits, rid)
          }
        }
      },
    }
  },
}
