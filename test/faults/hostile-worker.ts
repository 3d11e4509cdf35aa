import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { detectForm, readRows } from '../../src-main/import/csv-rows.ts'
import { type RowContext, rowToContact } from '../../src-main/import/row-to-contact.ts'
import { contactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { guessMapping } from '../../src-shared/import/import-fields.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { createChance } from '../bench/chance.ts'
import { hostileTable } from './hostile-table.ts'
import type { TableOutcome } from './hostile-tables.ts'

const { first, end, folder } = workerData as { readonly first: number; readonly end: number; readonly folder: string }

const by = { memberId: '0199a000-0000-7000-8000-000000000001', now: Date.UTC(2026, 10, 23) }

/** Reads a table as an import does: the columns guessed, where no name is among them the first one taken for it. */
const read = async (path: string): Promise<{ contacts: number; wrong: string | null }> => {
  const form = await detectForm(path, {})
  let context: RowContext | null = null
  let contacts = 0
  let line = 0
  for await (const row of readRows(path, form)) {
    if (row.line <= line) return { contacts, wrong: `line ${row.line} comes after line ${line}` }
    line = row.line
    if (!context) {
      const guessed = guessMapping(row.cells)
      const mapping = guessed.includes('name') || guessed.includes('company') ? guessed : ['name' as const, ...guessed.slice(1)]
      context = { stage: 'client', mapping, country: 'PL', by }
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
  return { contacts, wrong: null }
}

for (let seed = first; seed < end; seed++) {
  const path = join(folder, 'table.csv')
  writeFileSync(path, hostileTable(createChance(seed)))
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
