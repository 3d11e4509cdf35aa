import type { ImportCheck, ImportWarning } from '../../src-shared/import/import-contract.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import type { TableRow } from './csv-rows.ts'
import type { NewNames, TableCheck, TableTask } from './import-messages.ts'
import type { MadeContact } from './row-to-contact.ts'
import { type Fate, tableRows } from './table-rows.ts'

/** Rows that are shown of each fate; there are four of these. */
const samplesOfEach = 5
/** Rows between two reports. */
const stride = 1000

/** Names by how they are compared, as they were written first. */
const createNames = () => {
  const names = new Map<string, string>()
  return {
    add: (list: readonly string[]) => {
      for (const name of list) if (!names.has(fold(name))) names.set(fold(name), name)
    },
    list: () => [...names.values()],
  }
}

const createNewNames = () => {
  const tags = createNames()
  const sources = createNames()
  const options = new Map<string, ReturnType<typeof createNames>>()
  return {
    add: ({ fresh }: MadeContact) => {
      tags.add(fresh.tags)
      sources.add(fresh.sources)
      for (const [property, names] of Object.entries(fresh.options)) {
        const known = options.get(property) ?? createNames()
        options.set(property, known)
        known.add(names)
      }
    },
    list: (): NewNames => ({
      tags: tags.list(),
      sources: sources.list(),
      options: Object.fromEntries([...options].map(([id, names]) => [id, names.list()])),
    }),
  }
}

const createWarnings = (columns: readonly string[]) => {
  const warnings = new Map<string, ImportWarning>()
  return {
    add: ({ mangled }: MadeContact) => {
      const ofRow = new Map(mangled.map((one) => [`${one.rule} ${one.column}`, one]))
      for (const [key, { rule, column, cell, readAs }] of ofRow) {
        const known = warnings.get(key) ?? { rule, column: columns[column] ?? '', rows: 0, sample: cell.slice(0, 100), readAs }
        warnings.set(key, { ...known, rows: known.rows + 1 })
      }
    },
    list: () => [...warnings.values()],
  }
}

const sampleOf = ({ line, cells }: TableRow, fate: Fate, { context }: TableTask): ImportCheck['samples'][number] => {
  if (fate.becomes !== 'bad') {
    const { name, phones, emails } = fate.made.contact
    const contactId = 'twin' in fate && !fate.twin.isInFile ? fate.twin.contactId : null
    const [phone] = phones
    return {
      line,
      becomes: fate.becomes,
      name,
      phone: phone?.e164 ?? phone?.typed ?? '',
      email: emails[0]?.address ?? '',
      contactId,
      bad: null,
    }
  }
  const cellOf = (field: string) => (cells[context.mapping.indexOf(field as 'name')] ?? '').slice(0, 200)
  return {
    line,
    becomes: 'bad',
    name: cellOf('name') || cellOf('company'),
    phone: cellOf('phone'),
    email: cellOf('email'),
    contactId: null,
    bad: fate.bad,
  }
}

/** What would become of each row; nothing is written. */
export const checkTable = async (task: TableTask, report: (done: number) => void): Promise<TableCheck> => {
  const counts = { created: 0, updated: 0, skipped: 0, bad: 0 }
  const warnings = createWarnings(task.columns)
  const names = createNewNames()
  const samples: ImportCheck['samples'] = []
  let done = 0
  for await (const { row, fate } of tableRows(task)) {
    counts[fate.becomes] += 1
    if (counts[fate.becomes] <= samplesOfEach) samples.push(sampleOf(row, fate, task))
    if (fate.becomes === 'created' || fate.becomes === 'updated') {
      if (fate.made.mangled.length > 0) warnings.add(fate.made)
      names.add(fate.made)
    }
    done += 1
    if (done % stride === 0) report(done)
  }
  return { check: { ...counts, warnings: warnings.list(), samples }, fresh: names.list() }
}
