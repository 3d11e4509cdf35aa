import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { nothingKnown, type RowContext } from '../../src-main/import/row-context.ts'
import { rowToContact } from '../../src-main/import/row-to-contact.ts'
import { detectSource, isWorkbook, readTable, type TableSource } from '../../src-main/import/table.ts'
import { convertWorkbook } from '../../src-main/import/table-preview.ts'
import { contactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { guessMapping } from '../../src-shared/import/import-fields.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { createChance } from '../bench/chance.ts'
import { hostileTable } from './hostile-table.ts'
import type { TableOutcome } from './hostile-tables.ts'
import { hostileWorkbook } from './hostile-workbook.ts'

const { first, end, folder } = workerData as { readonly first: number; readonly end: number; readonly folder: string }

const by = { memberId: '0199a000-0000-7000-8000-000000000001', now: Date.UTC(2026, 10, 23) }
/** Of so many tables one is a workbook: these take longer. */
const shareOfWorkbooks = 12

const sourcesOf = async (path: string): Promise<TableSource[]> =>
  (await isWorkbook(path))
    ? (await convertWorkbook(path)).sheets.map((sheet) => ({ type: 'sheet', path: sheet.path }))
    : [await detectSource({ type: 'text', path, form: {} })]

/** Reads a table as an import does: the columns guessed, where no name is among them the first one taken for it. */
const readOne = async (source: TableSource): Promise<{ contacts: number; wrong: string | null }> => {
  let context: RowContext | null = null
  let contacts = 0
  let line = 0
  for await (const rows of readTable(source)) {
    for (const row of rows) {
      if (row.line <= line) return { contacts, wrong: `line ${row.line} comes after line ${line}` }
      line = row.line
      if (!context) {
        const guessed = guessMapping(row.cells)
        const mapping = guessed.includes('name') || guessed.includes('company') ? guessed : ['name' as const, ...guessed.slice(1)]
        context = { stage: 'client', mapping, country: 'PL', by, isText: source.type === 'text', known: nothingKnown }
        continue
      }
      const result = rowToContact(row, context)
      if ('bad' in result) {
        if (result.bad.line !== row.line || result.bad.rule === '') return { contacts, wrong: `line ${row.line} is bad without a reason` }
        continue
      }
      contacts += 1
      for (const { data } of result.prepared) {
        if (!contactSchema.safeParse(JSON.parse(data)).success) return { contacts, wrong: `line ${row.line} made what is no contact` }
      }
    }
  }
  return { contacts, wrong: null }
}

const read = async (path: string): Promise<{ contacts: number; wrong: string | null }> => {
  let contacts = 0
  for (const source of await sourcesOf(path)) {
    const one = await readOne(source)
    contacts += one.contacts
    if (one.wrong !== null) return { contacts, wrong: one.wrong }
  }
  return { contacts, wrong: null }
}

for (let seed = first; seed < end; seed++) {
  const path = join(folder, 'table.csv')
  const chance = createChance(seed)
  writeFileSync(path, seed % shareOfWorkbooks === 0 ? hostileWorkbook(chance) : hostileTable(chance))
  const begun = performance.now()
  let outcome: Pick<TableOutcome, 'contacts' | 'refusal' | 'wrong'>
  try {
    outcome = { ...(await read(path)), refusal: null }
  } catch (error) {
    const refusal = error instanceof LeadlineError ? error.code : null
    outcome = { contacts: 0, refusal, wrong: refusal === null ? `it threw ${error instanceof Error ? error.stack : error}` : null }
  }
  parentPort?.postMessage({ seed, ...outcome, milliseconds: performance.now() - begun } satisfies TableOutcome)
}
