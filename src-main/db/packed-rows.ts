import type { PreparedRow } from './workspace-store.ts'

/** Objects of one shape as lists of their values, one for each field. */
interface Columns {
  readonly names: readonly string[]
  readonly values: readonly (readonly unknown[])[]
}

/** Prepared rows on their way between threads, where the names of fields cost as much as what they name: they are sent once for all rows. */
export interface PackedRows {
  readonly rows: Columns
  readonly fields: Columns
}

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

/** The rows must be of one kind. */
export const packRows = (rows: readonly PreparedRow[]): PackedRows => ({
  rows: columnsOf(rows.map(({ fields: _, ...row }) => row)),
  fields: columnsOf(rows.map(({ fields }) => fields as object)),
})

export const unpackRows = ({ rows, fields }: PackedRows): PreparedRow[] => {
  const fieldsOf = objectsOf(fields)
  return objectsOf<Omit<PreparedRow, 'fields'>>(rows).map((row, at) => ({ ...row, fields: fieldsOf[at] }))
}
