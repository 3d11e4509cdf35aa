import { integer } from 'drizzle-orm/sqlite-core/columns/integer'
import { text } from 'drizzle-orm/sqlite-core/columns/text'
import { primaryKey } from 'drizzle-orm/sqlite-core/primary-keys'
import { sqliteTable } from 'drizzle-orm/sqlite-core/table'

/** People whose cards may not be seen here, by each word of their name and company, with what follows it. */
export const directoryNameTable = sqliteTable(
  'directory_name',
  { nameSort: text('name_sort').notNull(), rid: integer('rid').notNull() },
  (table) => [primaryKey({ columns: [table.nameSort, table.rid] })],
)

/** The same by the digits of their phones, from the last to the first: so a number is found by its end, whatever stands before it. */
export const directoryPhoneTable = sqliteTable(
  'directory_phone',
  { digitsBackwards: text('digits_backwards').notNull(), rid: integer('rid').notNull() },
  (table) => [primaryKey({ columns: [table.digitsBackwards, table.rid] })],
)
