import { parentPort, workerData } from 'node:worker_threads'
import { createIdMaker } from '../../src-node/id-maker.ts'
import type { BadRow, ImportPreview } from '../../src-shared/import/import-contract.ts'
import { guessMapping } from '../../src-shared/import/import-fields.ts'
import { type FieldProblem, LeadlineError } from '../../src-shared/lib/errors.ts'
import { type PackedRows, packRows } from '../db/packed-rows.ts'
import type { PreparedRow } from '../db/workspace-store.ts'
import { type CsvForm, detectForm, readRows } from './csv-rows.ts'
import { type RowContext, rowToContact } from './row-to-contact.ts'

export type ImportTask =
  | { readonly type: 'preview'; readonly path: string; readonly wished: Partial<CsvForm> }
  | {
      readonly type: 'rows'
      readonly path: string
      readonly form: CsvForm
      readonly context: RowContext
    }

export type ImportMessage =
  | { readonly type: 'preview'; readonly preview: ImportPreview }
  /** Contacts, ready to be written, and rows that are none; all of them together are `done`. */
  | { readonly type: 'rows'; readonly prepared: PackedRows; readonly bad: readonly BadRow[]; readonly done: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: LeadlineError['code']; readonly message: string; readonly problems: readonly FieldProblem[] }

/** Rows of one message, and characters where they are long. The program does nothing else while it writes them. */
const chunk = 250
const longestChunk = 500_000
/** Messages on the way: this thread reads on while the other one writes, and not so far ahead that memory fills. */
const ahead = 4
const samples = 3

const tell = (message: ImportMessage) => parentPort?.postMessage(message)

let onTheWay = 0
let proceed: (() => void) | null = null
parentPort?.on('message', () => {
  onTheWay -= 1
  proceed?.()
  proceed = null
})
// What listens keeps the thread alive: it ends when it has said all it had to say.
parentPort?.unref()

const tellRows = async (message: Extract<ImportMessage, { type: 'rows' }>) => {
  tell(message)
  onTheWay += 1
  if (onTheWay < ahead) return
  parentPort?.ref()
  await new Promise<void>((resolve) => {
    proceed = resolve
  })
  parentPort?.unref()
}

// The whole file is read before anything is kept: a file that breaks off in the middle is refused as one.
const preview = async (path: string, wished: Partial<CsvForm>): Promise<ImportPreview> => {
  const form = await detectForm(path, wished)
  let heading: readonly string[] | undefined
  const sampled: string[][] = []
  let rows = 0
  for await (const { cells } of readRows(path, form)) {
    if (!heading) {
      heading = cells
      continue
    }
    rows += 1
    if (rows <= samples) for (const [index, cell] of cells.entries()) sampled[index] = [...(sampled[index] ?? []), cell.slice(0, 100)]
  }
  if (!heading || rows === 0)
    throw new LeadlineError('empty_file', 'There is no row under the heading', [{ path: 'file', rule: 'no_rows' }])
  const names = heading.map((name) => name.trim().slice(0, 100))
  return { ...form, columns: names.map((name, index) => ({ name, samples: sampled[index] ?? [] })), mapping: guessMapping(names), rows }
}

const bringRows = async (path: string, form: CsvForm, context: RowContext) => {
  const makeId = createIdMaker()
  let prepared: PreparedRow[] = []
  let bad: BadRow[] = []
  let done = 0
  let length = 0
  let first = true
  for await (const row of readRows(path, form)) {
    if (first) {
      first = false
      continue
    }
    const result = rowToContact(row, context, makeId)
    if ('bad' in result) bad.push(result.bad)
    else prepared.push(...result.prepared)
    done += 1
    for (const cell of row.cells) length += cell.length
    if (done < chunk && length < longestChunk) continue
    await tellRows({ type: 'rows', prepared: packRows(prepared), bad, done })
    prepared = []
    bad = []
    done = 0
    length = 0
  }
  await tellRows({ type: 'rows', prepared: packRows(prepared), bad, done })
}

const task = workerData as ImportTask
try {
  if (task.type === 'preview') tell({ type: 'preview', preview: await preview(task.path, task.wished) })
  else await bringRows(task.path, task.form, task.context)
  tell({ type: 'done' })
} catch (error) {
  if (!(error instanceof LeadlineError)) throw error
  tell({ type: 'failed', code: error.code, message: error.message, problems: error.problems })
}
