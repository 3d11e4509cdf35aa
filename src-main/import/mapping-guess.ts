import { employeesCountOf, leadSourceWords, statusWords, typeWords, wordIn } from '../../src-shared/import/cell-words.ts'
import type { ImportTarget } from '../../src-shared/import/import-contract.ts'
import { guessByContent, guessMapping, type ImportField } from '../../src-shared/import/import-fields.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { momentOf } from './cell-values.ts'
import { countryInCell } from './country-words.ts'
import type { TablePreview } from './import-messages.ts'
import type { RememberedMappings } from './remembered-mappings.ts'
import type { KnownNames } from './row-context.ts'

/** Fields that take certain words alone: a column of another program may be called as they are and hold words of its own. */
const isWord = (known: KnownNames): Partial<Record<ImportField, (cell: string) => boolean>> => ({
  status: (cell) => wordIn(statusWords, cell) !== undefined,
  type: (cell) => wordIn(typeWords, cell) !== undefined,
  country: (cell) => countryInCell(cell) !== undefined,
  employees_count: (cell) => employeesCountOf(cell) !== undefined,
  lead_status: (cell) => known.statuses.has(fold(cell)),
  responsible: (cell) => known.members.has(fold(cell)),
  lead_source: (cell) => wordIn(leadSourceWords, cell) !== undefined,
  lead_created_at: (cell) => momentOf(cell) !== null,
  created_at: (cell) => momentOf(cell) !== null,
})

/** Whether at least half of the cells can be what the field takes. */
const fits = (samples: readonly string[], isOne: (cell: string) => boolean): boolean => {
  const cells = samples.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return cells.filter(isOne).length * 2 >= cells.length
}

/** The mapping of last time where a table with these columns was imported here before, else a guess by headings and contents. */
export const mappingOf = (
  { columns, heading }: Pick<TablePreview, 'columns' | 'heading'>,
  known: KnownNames,
  mappings: RememberedMappings,
): { readonly mapping: (ImportTarget | null)[]; readonly remembered: boolean } => {
  const names = columns.map(({ name }) => name)
  const samples = columns.map((column) => [...column.samples])
  const isThere = (target: ImportTarget | null) =>
    target?.startsWith('property:') && !known.properties.has(target.slice('property:'.length)) ? null : target
  const remembered = heading ? mappings.get(names) : null
  if (remembered) return { mapping: remembered.map(isThere), remembered: true }
  const properties = [...known.properties.values()].map(({ property }) => property)
  const guessed = heading ? guessMapping(names, properties) : guessByContent(samples)
  const words = isWord(known)
  const mapping = guessed.map((target, index) => {
    const isOne = target === null ? undefined : words[target as ImportField]
    return isOne && !fits(samples[index] ?? [], isOne) ? null : (target as ImportTarget | null)
  })
  return { mapping, remembered: false }
}
