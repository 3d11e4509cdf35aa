import type { LookupEntry } from '../../src-node/sqlite/row-store.ts'
import type { PreparedRow } from './bulk-writer.ts'
import type { OrderedEntry } from './projection.ts'

// Between threads, names of fields cost as much as what they name, every object something, and every value: lists of values are sent instead,
// and what is the same in all of them once.

/** Values of one field: a list, or the one that all have. */
export type Column = readonly unknown[] | { readonly same: unknown }

/** Objects of one shape as lists of their values, one for each field. */
export interface Columns {
  readonly count: number
  readonly names: readonly string[]
  readonly columns: readonly Column[]
}

/** Prepared rows of one kind on their way. How they are found comes later, sorted. */
export interface PackedRows {
  readonly rows: Columns
}

/** Sorted entries on their way. */
export type PackedEntries =
  | {
      readonly kind: string
      readonly type: 'lookups'
      readonly names: Column
      readonly texts: readonly string[]
      readonly rids: readonly number[]
    }
  | { readonly kind: string; readonly type: 'ordered'; readonly fields: Columns; readonly rids: readonly number[] }

export const columnOf = (values: readonly unknown[]): Column =>
  values.length > 0 && values.every((value) => value === values[0]) ? { same: values[0] } : values

const isList = (column: Column): column is readonly unknown[] => Array.isArray(column)
const valueAt = (column: Column, at: number): unknown => (isList(column) ? column[at] : column.same)

const sameList = (one: readonly unknown[], other: Column): boolean =>
  isList(other) && one[0] === other[0] && one.every((value, at) => value === other[at])

/** A list that comes twice is one, and travels once. */
export const columnsOf = (names: readonly string[], lists: readonly (readonly unknown[])[]): Columns => {
  const columns: Column[] = []
  for (const list of lists) {
    const column = columnOf(list)
    columns.push(isList(column) ? (columns.find((known) => sameList(column, known)) ?? column) : column)
  }
  return { count: lists[0]?.length ?? 0, names, columns }
}

const objectsOf = <Shape extends object>({ count, names, columns }: Columns): Shape[] => {
  const objects: Shape[] = []
  for (let at = 0; at < count; at++) {
    const object: Record<string, unknown> = {}
    for (let place = 0; place < names.length; place++) object[names[place] as string] = valueAt(columns[place] as Column, at)
    objects.push(object as Shape)
  }
  return objects
}

const rowNames = ['kind', 'id', 'root', 'data'] as const

type Fields = Readonly<Record<string, unknown>>

export const packRows = (rows: readonly PreparedRow[]): PackedRows => {
  const fieldNames = Object.keys((rows[0]?.fields ?? {}) as Fields)
  const lists = [
    ...rowNames.map((name) => rows.map((row) => row[name])),
    ...fieldNames.map((name) => rows.map(({ fields }) => (fields as Fields)[name])),
  ]
  return { rows: columnsOf([...rowNames, ...fieldNames], lists) }
}

export const unpackRows = ({ rows: { count, names, columns } }: PackedRows): Omit<PreparedRow, 'lookups'>[] => {
  const { length } = rowNames
  const fields = objectsOf<Fields>({ count, names: names.slice(length), columns: columns.slice(length) })
  const rows = objectsOf<Omit<PreparedRow, 'lookups' | 'fields'>>({ count, names: rowNames, columns })
  return rows.map(({ kind, id, root, data }, at) => ({ kind, id, root, data, fields: fields[at] }))
}

export const unpackLookups = ({ names, texts, rids }: Extract<PackedEntries, { type: 'lookups' }>): LookupEntry[] =>
  rids.map((rid, at) => [valueAt(names, at) as string, texts[at] as string, rid] as const)

export const unpackOrdered = ({ fields, rids }: Extract<PackedEntries, { type: 'ordered' }>): OrderedEntry<unknown>[] => {
  const fieldsOf = objectsOf(fields)
  return rids.map((rid, at) => ({ rid, fields: fieldsOf[at] }))
}
