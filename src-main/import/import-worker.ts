import { parentPort, workerData } from 'node:worker_threads'
import type { BadRow, ImportPreview } from '../../src-shared/import/import-contract.ts'
import { guessMapping } from '../../src-shared/import/import-fields.ts'
import { type FieldProblem, LeadlineError } from '../../src-shared/lib/errors.ts'
import { type CsvForm, detectForm, readRows } from './csv-rows.ts'
import { type RowContext, type RowResult, rowToContact } from './row-to-contact.ts'

export type ImportTask =
  | { readonly type: 'preview'; readonly path: string; readonly wished: Partial<CsvForm> }
  | { readonly type: 'rows'; readonly path: string; readonly form: CsvForm; readonly context: RowContext }

export type ImportContact = Extract<RowResult, { contact: unknown }>['contact']

export type ImportMessage =
  | { readonly type: 'preview'; readonly preview: ImportPreview }
  | {
      readonly type: 'rows'
      readonly contacts: readonly { readonly line: number; readonly contact: ImportContact }[]
      readonly bad: readonly BadRow[]
    }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: LeadlineError['code']; readonly message: string; readonly problems: readonly FieldProblem[] }

/** Rows that go over in one message, and become one transaction. */
const chunk = 500
const samples = 3

const tell = (message: ImportMessage) => parentPort?.postMessage(message)
const taken = () => new Promise<void>((resolve) => parentPort?.once('message', () => resolve()))

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
  let contacts: { line: number; contact: ImportContact }[] = []
  let bad: BadRow[] = []
  let first = true
  for await (const row of readRows(path, form)) {
    if (first) {
      first = false
      continue
    }
    const result = rowToContact(row, context)
    if ('bad' in result) bad.push(result.bad)
    else contacts.push({ line: row.line, contact: result.contact })
    if (contacts.length + bad.length < chunk) continue
    tell({ type: 'rows', contacts, bad })
    contacts = []
    bad = []
    await taken()
  }
  tell({ type: 'rows', contacts, bad })
  await taken()
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
