// Parts of drizzle are taken by their own paths everywhere: Node reads the package's huge description once for each of its files, and the
// index loads all of them, which costs a start half a second and 150 MB.
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core/columns/common'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core/table'
import { getTableConfig } from 'drizzle-orm/sqlite-core/utils'

const quoted = (name: string) => `"${name}"`

/** The statements that make a table and its indexes, from its one declaration in drizzle. Indexes stand on columns, not on expressions. */
export const createTableSql = (table: SQLiteTable): string[] => {
  const { name, columns, indexes, primaryKeys } = getTableConfig(table)
  const lines = columns.map((column) => {
    const key = column.primary ? ' primary key' : ''
    return `${quoted(column.name)} ${column.getSQLType()}${key}${column.notNull && !column.primary ? ' not null' : ''}`
  })
  for (const key of primaryKeys) lines.push(`primary key (${key.columns.map((column) => quoted(column.name)).join(', ')})`)
  const made = indexes.map(({ config }) => {
    const on = config.columns.map((column) => quoted((column as SQLiteColumn).name))
    return `create ${config.unique ? 'unique ' : ''}index ${quoted(config.name)} on ${quoted(name)} (${on.join(', ')})`
  })
  return [`create table ${quoted(name)} (${lines.join(', ')})${primaryKeys.length > 0 ? ' without rowid' : ''}`, ...made]
}

export const dropTableSql = (table: SQLiteTable): string => `drop table if exists ${quoted(getTableConfig(table).name)}`
