import { parentPort } from 'node:worker_threads'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { PreparedRow } from '../db/bulk-writer.ts'
import { type PackedEntries, packRows } from '../db/packed-rows.ts'
import { appendBadRows, type RefusedRow } from './bad-row-file.ts'
import type { ImportMessage, ImportOrder, ImportTask, RowUpdate, TaskResults } from './import-messages.ts'
import { type ComingEntries, comingEntries, createSortedEntries } from './sorted-entries.ts'
import { checkTable } from './table-check.ts'
import { convertWorkbook, previewTable } from './table-preview.ts'
import { tableRows } from './table-rows.ts'

/** Rows of one message, and characters where they are long. The program does nothing else while it writes them. */
const chunk = 250
const longestChunk = 500_000
/** Messages on the way: this thread reads on while the other one writes, and not so far ahead that memory fills. */
const ahead = 4
/** Contacts whose entries are sorted and brought together. More are brought faster, and are not found by name or number for as long. */
const mostUnordered = 50_000
/** Messages with entries between two with rows: both go on at once, and neither thread waits for the other. */
const slicesBetween = 2

const tell = (message: ImportMessage) => parentPort?.postMessage(message)

/** Rows of the messages that have not been taken yet; none where it brought entries. */
const onTheWay: ComingEntries[] = []
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

const createChunk = () => ({
  prepared: [] as PreparedRow[],
  updates: [] as RowUpdate[],
  refused: [] as RefusedRow[],
  skipped: 0,
  done: 0,
  length: 0,
})

const bringRows = async (task: Extract<ImportTask, { type: 'rows' }>): Promise<null> => {
  let gathered = createChunk()
  const leave = async () => {
    const { prepared, updates, refused, skipped, done } = gathered
    gathered = createChunk()
    appendBadRows(task.badPath, task.columns, refused)
    tell({ type: 'rows', prepared: packRows(prepared), updates, bad: refused.map(({ bad }) => bad), skipped, done })
    onTheWay.push(comingEntries(prepared))
    await fewer(ahead - 1)
    await tellEntries(slicesBetween)
  }
  for await (const rows of tableRows(task)) {
    for (const { row, fate } of rows) {
      const { line, cells } = row
      if (fate.becomes === 'bad') gathered.refused.push({ bad: fate.bad, cells })
      else if (fate.becomes === 'skipped') gathered.skipped += 1
      else if (fate.becomes === 'created') gathered.prepared.push(...fate.made.prepared)
      else {
        const { given, prepared } = fate.made
        gathered.updates.push({ line, contactId: fate.twin.contactId ?? '', data: prepared[0]?.data ?? '', given, cells })
      }
      gathered.done += 1
      for (const cell of cells) gathered.length += cell.length
      if (gathered.done >= chunk || gathered.length >= longestChunk) await leave()
    }
  }
  await leave()
  await finish()
  return null
}

const resultOf = (task: ImportTask): Promise<TaskResults[keyof TaskResults]> => {
  if (task.type === 'convert') return convertWorkbook(task.path)
  if (task.type === 'preview') return previewTable(task.source, task.heading)
  return task.type === 'check' ? checkTable(task, (done) => tell({ type: 'progress', done })) : bringRows(task)
}

const work = async (task: ImportTask) => {
  try {
    tell({ type: 'done', result: await resultOf(task) })
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error
    tell({ type: 'failed', code: error.code, message: error.message, problems: error.problems })
  }
}

parentPort?.on('message', (order: ImportOrder) => {
  if (order.type === 'taken') taken(order.firstRid)
  else void work(order)
})
