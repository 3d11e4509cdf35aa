import type { BadRow, ImportCheck } from '../../src-shared/import/import-contract.ts'
import type { ImportField } from '../../src-shared/import/import-fields.ts'
import type { FieldProblem, LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import type { PackedEntries, PackedRows } from '../db/packed-rows.ts'
import type { DuplicateKey } from './known-rows.ts'
import type { RowContext } from './row-context.ts'
import type { TableSource, WishedSource } from './table.ts'

/** What is done with rows of somebody who is here already. */
export interface DuplicatePlan {
  readonly by: readonly DuplicateKey[]
  readonly policy: 'skip' | 'update' | 'add'
  /** The workspace's database. */
  readonly database: string
  /** Who imports: rows of somebody whom they may not change are refused. Null where nobody knows yet what they may. */
  readonly viewer: Viewer | null
}

/** A table and what becomes of its rows. */
export interface TableTask {
  readonly source: TableSource
  /** Whether its first row names the columns. */
  readonly heading: boolean
  readonly columns: readonly string[]
  readonly context: RowContext
  readonly duplicates: DuplicatePlan
}

export type ImportTask =
  /** Brings each sheet of a workbook into a file of its own, beside it. */
  | { readonly type: 'convert'; readonly path: string }
  | { readonly type: 'preview'; readonly source: WishedSource; readonly heading: boolean | undefined }
  | ({ readonly type: 'check' } & TableTask)
  /** Rows that cannot be kept go to `badPath`. */
  | ({ readonly type: 'rows'; readonly badPath: string } & TableTask)

export interface ConvertedBook {
  readonly format: 'xlsx' | 'xls' | 'ods'
  readonly sheets: readonly { readonly name: string; readonly rows: number; readonly path: string }[]
}

export interface TablePreview {
  readonly source: TableSource
  readonly heading: boolean
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[]
  /** Without the heading. */
  readonly rows: number
}

/** Names of the file that nothing is called yet, as they are written there first; no more of them than one import makes. */
export interface NewNames {
  readonly tags: readonly string[]
  /** As cells name them (`sourceOfCell`). */
  readonly sources: readonly string[]
  readonly options: Readonly<Record<string, readonly string[]>>
}

export interface TableCheck {
  readonly check: ImportCheck
  readonly fresh: NewNames
  /** The most that there may be of new names, where there are more: such a table is not imported. */
  readonly tooManyNames: number | null
}

export interface TaskResults {
  readonly convert: ConvertedBook
  readonly preview: TablePreview
  readonly check: TableCheck
  readonly rows: null
}

/** A row that changes somebody who is here already. */
export interface RowUpdate {
  readonly line: number
  readonly contactId: string
  /** The contact that the row alone would make, as JSON. */
  readonly data: string
  readonly given: readonly ImportField[]
  readonly cells: readonly string[]
}

/** What a worker is told: a task, one at a time, or that a message of the running one has been taken, and which number its first row has got. */
export type ImportOrder = ImportTask | { readonly type: 'taken'; readonly firstRid: number }

/** What is to be written. */
export type Prepared =
  /** Contacts, ready to be written, rows that change others, and rows that are none; with those that are skipped they are `done`. */
  | {
      readonly type: 'rows'
      readonly prepared: PackedRows
      readonly updates: readonly RowUpdate[]
      readonly bad: readonly BadRow[]
      readonly skipped: number
      readonly done: number
    }
  /** How rows are found and ordered that have been taken before. */
  | { readonly type: 'entries'; readonly entries: PackedEntries }

export type ImportMessage =
  | Prepared
  /** So many rows have been looked at. */
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'done'; readonly result: TaskResults[keyof TaskResults] }
  | { readonly type: 'failed'; readonly code: LeadlineError['code']; readonly message: string; readonly problems: readonly FieldProblem[] }
