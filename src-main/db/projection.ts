import type { SQLiteTable } from 'drizzle-orm/sqlite-core/table'
import type { Database } from '../../src-node/sqlite/database.ts'
import type { RowStore, WrittenRow } from '../../src-node/sqlite/row-store.ts'
import { createTableSql, dropTableSql } from '../../src-node/sqlite/table-sql.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import type { StoredRow } from '../../src-shared/rows/transaction.ts'

/** A row to be shown in lists: `before` and `after` are undefined where the row was not there, or is deleted. */
export interface ProjectedRow<Fields> {
  readonly rid: number
  readonly before: Fields | undefined
  readonly after: Fields | undefined
  /** Made in this very transaction: nothing can hang on it yet. */
  readonly isNew: boolean
  /** Its entries in an order of their own come later, by `bringOrdered`. */
  readonly isUnordered?: boolean
}

/** What a row is ordered by, as `fieldsOf` made it. */
export interface OrderedEntry<Fields> {
  readonly rid: number
  readonly fields: Fields
}

export interface Projector<Fields> {
  /** Keeps the tables in step with rows of one transaction. */
  readonly project: (rows: readonly ProjectedRow<Fields>[]) => void
  /** Brings entries of tables that are an order of their own, for rows that came without; what is there already is left. */
  readonly bringOrdered?: (entries: readonly OrderedEntry<Fields>[]) => void
}

/**
 * What lists, search and reports need of one kind: typed columns beside the documents. It holds nothing that the documents do not, and is
 * built anew when `number` rises: raise it with each change of the tables or of what is kept in them.
 */
export interface Projection<Document = never, Fields = never> {
  readonly kind: string
  readonly number: number
  readonly tables: readonly SQLiteTable[]
  /** Statements for what drizzle does not declare: full text, triggers. */
  readonly extra?: {
    readonly create: readonly string[]
    readonly drop: readonly string[]
    /** For full text, which keeps what has gone until it is told to let it go. */
    readonly sweep?: string
  }
  /** What is kept of a document. It depends on nothing else, so that a worker can make it. */
  fieldsOf(document: Document): Fields
  /** Prepares the statements once. */
  prepare(database: Database): Projector<Fields>
}

export interface Projections {
  /** Keeps the projections in step. Call it inside the transaction that wrote the rows. */
  readonly apply: (rows: readonly WrittenRow[]) => void
  /** The same for rows from the team's server: what hangs on a new one may have come before it. */
  readonly applyArrived: (rows: readonly WrittenRow[]) => void
  /** The same for rows that were new, with what a worker has made of their documents. Their ordered entries come later. */
  readonly applyNew: (kind: string, rows: readonly OrderedEntry<unknown>[]) => void
  readonly bringOrdered: (kind: string, entries: readonly OrderedEntry<unknown>[]) => void
  /** Takes the texts that have gone out of the indexes too. It costs as much as they are large. */
  readonly sweep: () => void
  /** What is kept of a document of the kind, undefined where nothing is. */
  readonly fieldsOf: (kind: string, document: RowDocument) => unknown
}

/** Rows that are projected at a time while all are built anew. */
const page = 1000

const rebuild = (database: Database, rows: RowStore, projection: Projection): void => {
  for (const statement of projection.extra?.drop ?? []) database.exec(statement)
  for (const table of projection.tables) database.exec(dropTableSql(table))
  for (const table of projection.tables) for (const statement of createTableSql(table)) database.exec(statement)
  for (const statement of projection.extra?.create ?? []) database.exec(statement)
  const { project } = projection.prepare(database)
  let gathered: ProjectedRow<never>[] = []
  for (const { rid, document } of rows.each(projection.kind)) {
    gathered.push({ rid, before: undefined, after: projection.fieldsOf(document as never), isNew: false })
    if (gathered.length < page) continue
    project(gathered)
    gathered = []
  }
  project(gathered)
  database.prepare('insert or replace into projection (name, number) values (?, ?)').run(projection.kind, projection.number)
}

/** Opens the projections; those of another number are built anew from the documents, each in one transaction. */
export const openProjections = (database: Database, rows: RowStore, projections: readonly Projection[]): Projections => {
  const numberOf = database.prepare<[string], number>('select number from projection where name = ?').pluck()
  for (const projection of projections) {
    if (numberOf.get(projection.kind) !== projection.number) database.transaction(() => rebuild(database, rows, projection))()
  }
  const keepers = projections.map((projection) => ({ projection, ...projection.prepare(database) }))
  const applyRows = (written: readonly WrittenRow[], arrived: boolean) => {
    // In the order of the projections: what is written into the tables of another one finds its rows there.
    for (const { projection, project } of keepers) {
      const shown = (row: StoredRow | undefined) => (row && !row.deleted ? projection.fieldsOf(row.document as never) : undefined)
      const rowsOfKind = written.filter(({ kind }) => kind.name === projection.kind)
      if (rowsOfKind.length === 0) continue
      project(rowsOfKind.map(({ rid, before, after }) => ({ rid, before: shown(before), after: shown(after), isNew: !before && !arrived })))
    }
  }
  const keeperOf = (kind: string) => keepers.find(({ projection }) => projection.kind === kind)
  return {
    apply: (written) => applyRows(written, false),
    applyArrived: (written) => applyRows(written, true),
    applyNew: (kind, fresh) => {
      const unordered = fresh.map(({ rid, fields }) => ({ rid, before: undefined, after: fields as never, isNew: true, isUnordered: true }))
      keeperOf(kind)?.project(unordered)
    },
    sweep: () => {
      for (const { extra } of projections) if (extra?.sweep) database.exec(extra.sweep)
    },
    bringOrdered: (kind, entries) => keeperOf(kind)?.bringOrdered?.(entries as readonly OrderedEntry<never>[]),
    fieldsOf: (kind, document) => keeperOf(kind)?.projection.fieldsOf(document as never),
  }
}
