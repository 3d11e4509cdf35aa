import type { Database } from '../../src-node/sqlite/database.ts'
import { importKind } from '../../src-shared/import/import-kind.ts'
import { nameBatchOf } from '../import/name-batch.ts'

/** Kinds of which there may be millions of rows; the others have an index of their own (`row_of_few`). */
export const many = ['contact', 'note', 'call', 'task', 'directory']

/** What has to be said of a kind for that index to be used. */
export const isRare = `not in (${many.map((one) => `'${one}'`).join(', ')})`

interface AuditedImport {
  readonly fileName: string
  /** Under which it has made tags, sources and options. */
  readonly nameBatch: string
}

/**
 * Imports that have written rows, by the batch of these. Each is one act of the log, though it is kept as up to three: what it chose from and had to
 * make first, its rows, and its entry in the history of imports.
 */
export const auditedImports = (database: Database) => {
  const found = database
    .prepare<[], { batch: string; fileName: string }>(
      `select id as batch, data ->> 'fileName' as fileName from row
       where kind = '${importKind.name}' and kind ${isRare} and exists (select 1 from act join change on change.act = act.seq where act.batch = row.id)`,
    )
    .all()
  const imports = new Map(found.map(({ batch, fileName }): [string, AuditedImport] => [batch, { fileName, nameBatch: nameBatchOf(batch) }]))
  const batches = [...imports.keys()]

  return {
    get: (batch: string): AuditedImport | undefined => imports.get(batch),
    /** Leaves out the acts that are shown as a part of another one. */
    conditions: (): { readonly sql: string; readonly parameters: readonly unknown[] }[] => {
      if (imports.size === 0) return []
      const nameBatches = [...imports.values()].map(({ nameBatch }) => nameBatch)
      return [
        { sql: 'act.batch not in (select value from json_each(?))', parameters: [JSON.stringify(nameBatches)] },
        {
          sql: `(act.mutation <> 'import.record' or not exists (
            select 1 from change join row using (rid) where change.act = act.seq and row.id in (select value from json_each(?))))`,
          parameters: [JSON.stringify(batches)],
        },
      ]
    },
    /** Batches of imports whose other acts touched such a row: `where` is about the table `row`. */
    touching: (where: 'kind' | 'id', value: string): string[] => {
      if (where === 'kind' && value === importKind.name) return batches
      const touches = database
        .prepare<[string, string], number>(
          `select exists (select 1 from act join change on change.act = act.seq join row using (rid) where act.batch = ? and row.${where} = ?)`,
        )
        .pluck()
      return batches.filter((batch) => value === batch || touches.get(imports.get(batch)?.nameBatch ?? '', value) === 1)
    },
  }
}

export type AuditedImports = ReturnType<typeof auditedImports>
