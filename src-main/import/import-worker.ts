import { parentPort } from 'node:worker_threads'
import { createIdMaker } from '../../src-node/id-maker.ts'
import type { BadRow, ImportPreview } from '../../src-shared/import/import-contract.ts'
import { guessMapping } from '../../src-shared/import/import-fields.ts'
import { type FieldProblem, LeadlineError } from '../../src-shared/lib/errors.ts'
import type { PreparedRow } from '../db/bulk-writer.ts'
import { type PackedEntries, type PackedRows, packRows } from '../db/packed-rows.ts'
import { type CsvForm, detectForm, readRows } from './csv-rows.ts'
import { type RowContext, rowToContact } from './row-to-contact.ts'
import { createSortedEntries } from './sorted-entries.ts'

export type ImportTask =
  | { readonly type: 'preview'; readonly path: string; readonly wished: Partial<CsvForm> }
  | {
      readonly type: 'rows'
      readonly path: string
      readonly form: CsvForm
      readonly context: RowContext
    }

/** What a worker is told: a task, one at a time, or that a message of the running one has been taken, and which number its first row has got. */
export type ImportOrder = ImportTask | { readonly type: 'taken'; readonly firstRid: number }

export type ImportMessage =
  | { readonly type: 'preview'; readonly preview: ImportPreview }
  /** Contacts, ready to be written, and rows that are none; all of them together are `done`. */
  | { readonly type: 'rows'; readonly prepared: PackedRows; readonly bad: readonly BadRow[]; readonly done: number }
  /** How rows are found and ordered that have been taken before. */
  | { readonly type: 'entries'; readonly entries: PackedEntries }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: LeadlineError['code']; readonly message: string; readonly problems: readonly FieldProblem[] }

/** Rows of one message, and characters where they are long. The program does nothing else while it writes them. */
const chunk = 250
const longestChunk = 500_000
/** Messages on the way: this thread reads on while the other one writes, and not so far ahead that memory fills. */
const ahead = 6
/** Contacts whose entries are sorted and brought together. More are brought faster, and are not found by name or number for as long. */
const mostUnordered = 50_000
/** Messages with entries between two with rows: both go on at once, and neither thread waits for the other. */
const slicesBetween = 2
const samples = 3

const tell = (message: ImportMessage) => parentPort?.postMessage(message)

/** Rows of the messages that have not been taken yet; none where it brought entries. */
const onTheWay: (readonly PreparedRow[])[] = []
const sorted = createSortedEntries()
let proceed: (() => void) | null = null

const taken = (firstRid: number) => {
  sorted.add(firstRid, onTheWay.shift() ?? [])
  proceed?.()
  proceed = null
}

const fewer = async (most: number) => {
  while (onTheWay.length > most) {
    await new Promise<void>((resolve) => {
      proceed = resolve
    })
  }
}

const tellRows = async (prepared: readonly PreparedRow[], bad: readonly BadRow[], done: number) => {
  tell({ type: 'rows', prepared: packRows(prepared), bad, done })
  onTheWay.push(prepared)
  await fewer(ahead - 1)
}

/** Sorted entries that are on their way between the rows that come after them. */
let leaving: Generator<PackedEntries> | null = null

const tellEntries = async (slices: number) => {
  if (!leaving && sorted.count() >= mostUnordered) leaving = sorted.take()
  for (let told = 0; leaving && told < slices; told++) {
    const { value, done } = leaving.next()
    if (done) leaving = null
    else {
      tell({ type: 'entries', entries: value })
      onTheWay.push([])
      await fewer(ahead - 1)
    }
  }
}

/** Brings the entries of all rows there are. */
const finish = async () => {
  await tellEntries(Number.POSITIVE_INFINITY)
  await fewer(0)
  leaving = sorted.take()
  await tellEntries(Number.POSITIVE_INFINITY)
  await fewer(0)
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
    await tellRows(prepared, bad, done)
    await tellEntries(slicesBetween)
    prepared = []
    bad = []
    done = 0
    length = 0
  }
  await tellRows(prepared, bad, done)
  await finish()
}

const work = async (task: ImportTask) => {
  try {
    if (task.type === 'preview') tell({ type: 'preview', preview: await preview(task.path, task.wished) })
    else await bringRows(task.path, task.form, task.context)
    tell({ type: 'done' })
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error
    tell({ type: 'failed', code: error.code, message: error.message, problems: error.problems })
  }
}

parentPort?.on('message', (order: ImportOrder) => {
  if (order.type === 'taken') taken(order.firstRid)
  else void work(order)
})
