import type { LookupEntry } from '../../src-node/sqlite/row-store.ts'
import type { PreparedRow } from './bulk-writer.ts'
import type { OrderedEntry } from './projection.ts'

// Between threads, names of fields cost as much as what they name, and every object something: lists of values are sent instead.

/** Objects of one shape as lists of their values, one for each field. */
export interface Columns {
  readonly names: readonly string[]
  readonly values: readonly (readonly unknown[])[]
}

/** Prepared rows of one kind on their way. How they are found comes later, sorted. */
export interface PackedRows {
  readonly rows: Columns
  readonly fields: Columns
}

/** Sorted entries on their way. */
export type PackedEntries =
  | {
      readonly kind: string
      readonly type: 'lookups'
      readonly names: readonly string[]
      readonly texts: readonly string[]
      readonly rids: readonly number[]
    }
  | { readonly kind: string; readonly type: 'ordered'; readonly fields: Columns; readonly rids: readonly number[] }

const columnsOf = (objects: readonly object[]): Columns => {
  const names = Object.keys(objects[0] ?? {})
  return { names, values: names.map((name) => objects.map((object) => (object as Readonly<Record<string, unknown>>)[name])) }
}

const objectsOf = <Shape extends object>({ names, values }: Columns): Shape[] =>
  (values[0] ?? []).map((_, at) => {
    const object: Record<string, unknown> = {}
    for (const [place, name] of names.entries()) object[name] = values[place]?.[at]
    return object as Shape
  })

export const packRows = (rows: readonly PreparedRow[]): PackedRows => ({
  rows: columnsOf(rows.map(({ kind, id, root, data }) => ({ kind, id, root, data }))),
  fields: columnsOf(rows.map(({ fields }) => fields as object)),
})

export const unpackRows = ({ rows, fields }: PackedRows): Omit<PreparedRow, 'lookups'>[] => {
  const fieldsOf = objectsOf(fields)
  return objectsOf<Omit<PreparedRow, 'lookups' | 'fields'>>(rows).map((row, at) => ({ ...row, fields: fieldsOf[at] }))
}

export const unpackLookups = ({ names, texts, rids }: Extract<PackedEntries, { type: 'lookups' }>): LookupEntry[] =>
  rids.map((rid, at) => [names[at] as string, texts[at] as string, rid] as const)

export const unpackOrdered = ({ fields, rids }: Extract<PackedEntries, { type: 'ordered' }>): OrderedEntry<unknown>[] => {
  const fieldsOf = objectsOf(fields)
  return rids.map((rid, at) => ({ rid, fields: fieldsOf[at] }))
}
