import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Database } from '../../src-node/sqlite/database.ts'
import type { RowStore, WrittenRow } from '../../src-node/sqlite/row-store.ts'
import { createTableSql, dropTableSql } from '../../src-node/sqlite/table-sql.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'

/** A row to be shown in lists: `before` and `after` are undefined where the row was not there, or is deleted. */
export interface ProjectedRow<Document> {
  readonly rid: number
  readonly before: Document | undefined
  readonly after: Document | undefined
}

/**
 * What lists, search and reports need of one kind: typed columns beside the documents. It holds nothing that the documents do not, and is
 * built anew when `number` rises: raise it with each change of the tables or of `project`.
 */
export interface Projection<Document = never> {
  readonly kind: string
  readonly number: number
  readonly tables: readonly SQLiteTable[]
  /** Statements for what drizzle does not declare: full text, triggers. */
  readonly extra?: { readonly create: readonly string[]; readonly drop: readonly string[] }
  /** Prepares the statements once and answers with the function that keeps the tables in step with one row. */
  prepare(database: Database): (row: ProjectedRow<Document>) => void
}

export interface Projections {
  /** Keeps the projections in step. Call it inside the transaction that wrote the rows. */
  readonly apply: (rows: readonly WrittenRow[]) => void
}

const rebuild = (database: Database, rows: RowStore, projection: Projection): void => {
  for (const statement of projection.extra?.drop ?? []) database.exec(statement)
  for (const table of projection.tables) database.exec(dropTableSql(table))
  for (const table of projection.tables) for (const statement of createTableSql(table)) database.exec(statement)
  for (const statement of projection.extra?.create ?? []) database.exec(statement)
  const project = projection.prepare(database)
  for (const { rid, document } of rows.each(projection.kind)) project({ rid, before: undefined, after: document as never })
  database.prepare('insert or replace into projection (name, number) values (?, ?)').run(projection.kind, projection.number)
}

/** Opens the projections; those of another number are built anew from the documents, each in one transaction. */
export const openProjections = (database: Database, rows: RowStore, projections: readonly Projection[]): Projections => {
  const numberOf = database.prepare<[string], number>('select number from projection where name = ?').pluck()
  for (const projection of projections) {
    if (numberOf.get(projection.kind) !== projection.number) database.transaction(() => rebuild(database, rows, projection))()
  }
  const byKind = new Map(projections.map((projection) => [projection.kind, projection.prepare(database)]))
  const shown = (row: { readonly document: RowDocument; readonly deleted: boolean } | undefined) =>
    row && !row.deleted ? (row.document as never) : undefined
  return {
    apply: (written) => {
      for (const { kind, rid, before, after } of written) byKind.get(kind.name)?.({ rid, before: shown(before), after: shown(after) })
    },
  }
}
