import type { ImportCheck, ImportWarning } from '../../src-shared/import/import-contract.ts'
import { sourceOfCell } from '../../src-shared/import/source-cell.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import type { TableRow } from './csv-rows.ts'
import type { NewNames, TableCheck, TableTask } from './import-messages.ts'
import { createKeyTable } from './known-rows.ts'
import type { MadeContact } from './row-to-contact.ts'
import { type Fate, tableRows } from './table-rows.ts'

/** Rows that are shown of each fate; there are four of these. */
const samplesOfEach = 5
/** New tags and sources of one import: a column with more different words holds something else. */
const mostNewNames = 500
/** Options of a custom property (`propertySchema`). */
const mostOptions = 500
/** Rows between two reports. */
const stride = 1000

/** Names by how they are compared, as they were written first. Beyond the most they are only counted. */
const createNames = (most: number, keyOf: (name: string) => string = fold) => {
  const names = new Map<string, string>()
  const others = createKeyTable(false)
  return {
    most,
    add: (list: readonly string[]) => {
      for (const name of list) {
        const key = keyOf(name)
        if (names.has(key)) continue
        if (names.size < most) names.set(key, name)
        else others.add(key, 0)
      }
    },
    list: () => [...names.values()],
    count: () => names.size + others.count(),
  }
}

const createNewNames = ({ columns, context: { mapping, known } }: TableTask) => {
  const tags = createNames(mostNewNames)
  const sources = createNames(mostNewNames, (cell) => fold(sourceOfCell(cell).name))
  const options = new Map<string, ReturnType<typeof createNames>>()
  const tooMany = () =>
    [
      ['tags', tags] as const,
      ['source', sources] as const,
      ...[...options].map(([id, names]) => [`property:${id}`, names] as const),
    ].filter(([, names]) => names.count() > names.most)
  return {
    add: ({ fresh }: MadeContact) => {
      tags.add(fresh.tags)
      sources.add(fresh.sources)
      for (const [property, names] of Object.entries(fresh.options)) {
        const there = known.properties.get(property)?.property.options.length ?? 0
        const ofProperty = options.get(property) ?? createNames(Math.max(0, mostOptions - there))
        options.set(property, ofProperty)
        ofProperty.add(names)
      }
    },
    list: (): NewNames => ({
      tags: tags.list(),
      sources: sources.list(),
      options: Object.fromEntries([...options].map(([id, names]) => [id, names.list()])),
    }),
    /** The most there may be, where there are more. */
    tooMany: (): number | null => tooMany()[0]?.[1].most ?? null,
    warnings: (): ImportWarning[] =>
      tooMany().map(([target, names]) => ({
        rule: 'too_many_names',
        column: columns.filter((_name, at) => mapping[at] === target).join(', '),
        rows: names.count(),
        sample: (names.list()[0] ?? '').slice(0, 100),
        readAs: '',
      })),
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
  const names = createNewNames(task)
  const samples: ImportCheck['samples'] = []
  let done = 0
  for await (const rows of tableRows(task)) {
    for (const { row, fate } of rows) {
      counts[fate.becomes] += 1
      if (counts[fate.becomes] <= samplesOfEach) samples.push(sampleOf(row, fate, task))
      if (fate.becomes === 'created' || fate.becomes === 'updated') {
        if (fate.made.mangled.length > 0) warnings.add(fate.made)
        names.add(fate.made)
      }
      done += 1
      if (done % stride === 0) report(done)
    }
  }
  return {
    check: { ...counts, warnings: [...names.warnings(), ...warnings.list()], samples },
    fresh: names.list(),
    tooManyNames: names.tooMany(),
  }
}
