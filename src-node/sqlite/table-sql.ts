import { is, SQL } from 'drizzle-orm'
import { getTableConfig, SQLiteSyncDialect, type SQLiteTable } from 'drizzle-orm/sqlite-core'

const dialect = new SQLiteSyncDialect()
const quoted = (name: string) => `"${name}"`

/** The statements that make a table and its indexes, from its one declaration in drizzle. */
export const createTableSql = (table: SQLiteTable): string[] => {
  const { name, columns, indexes, primaryKeys } = getTableConfig(table)
  const lines = columns.map((column) => {
    const key = column.primary ? ' primary key' : ''
    return `${quoted(column.name)} ${column.getSQLType()}${key}${column.notNull && !column.primary ? ' not null' : ''}`
  })
  for (const key of primaryKeys) lines.push(`primary key (${key.columns.map((column) => quoted(column.name)).join(', ')})`)
  const made = indexes.map(({ config }) => {
    const on = config.columns.map((column) => (is(column, SQL) ? dialect.sqlToQuery(column).sql : quoted(column.name)))
    return `create ${config.unique ? 'unique ' : ''}index ${quoted(config.name)} on ${quoted(name)} (${on.join(', ')})`
  })
  return [`create table ${quoted(name)} (${lines.join(', ')})${primaryKeys.length > 0 ? ' without rowid' : ''}`, ...made]
}

export const dropTableSql = (table: SQLiteTable): string => `drop table if exists ${quoted(getTableConfig(table).name)}`
