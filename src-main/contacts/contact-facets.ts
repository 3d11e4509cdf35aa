import type { Database } from '../../src-node/sqlite/database.ts'
import { type Choices, readChoices } from './contact-choices.ts'
import { countedMarks, valuesCounted } from './contact-mark-counts.ts'
import { propertyFacet } from './contact-marks.ts'
import { allOf, on } from './contact-search-sql.ts'
import {
  type AskedContacts,
  type ColumnFilter,
  columnFilterNames,
  columnFilters,
  conditionsOf,
  isCounted,
  isGroup,
  many,
  type Selection,
  selectionOf,
  smallest,
  sourcesOf,
} from './contact-selection.ts'

export type Facets = Record<string, Record<string, number>>

/** Values of a facet that are told, the most frequent first. */
const mostValues = 300

type Row = Readonly<Record<ColumnFilter, string>> & { readonly owner: number; readonly marks: string; readonly total: number }

/** What a mark is told as: a value of a filter; of a city also the way in which it is written. */
interface Told {
  readonly filter: string
  readonly value: string
  readonly label: string
}

type Totals = Map<string, number>

const add = (totals: Totals, value: string, by: number) => totals.set(value, (totals.get(value) ?? 0) + by)

const entryOf = <Value>(map: Map<string, Value>, key: string, make: () => Value): Value => {
  const known = map.get(key)
  if (known !== undefined) return known
  const fresh = make()
  map.set(key, fresh)
  return fresh
}

/** Counts of several facets, and how often each city is written in each way. */
const createTotals = (filters: readonly string[]) => {
  const totals = new Map<string, Totals>(filters.map((filter) => [filter, new Map()]))
  const spellings = new Map<string, Totals>()
  const mostUsual = (city: string): string => {
    const written = [...(spellings.get(city) ?? [])].filter(([, total]) => total > 0)
    return written.toSorted(([one, most], [other, more]) => more - most || (one < other ? -1 : 1))[0]?.[0] ?? city
  }
  return {
    add: (filter: string, value: string, by: number) =>
      add(
        entryOf(totals, filter, () => new Map()),
        value,
        by,
      ),
    addSpelling: (city: string, label: string, by: number) =>
      add(
        entryOf(spellings, city, () => new Map()),
        label,
        by,
      ),
    told: (): Facets =>
      Object.fromEntries(
        [...totals].map(([filter, values]) => {
          const largest = [...values].filter(([, total]) => total > 0).toSorted(([, one], [, other]) => other - one)
          const told = largest.slice(0, mostValues).map(([value, total]) => [filter === 'city' ? mostUsual(value) : value, total])
          return [filter, Object.fromEntries(told)]
        }),
      ),
  }
}

const createTelling = (database: Database, choices: Choices) => {
  const selectMark = database.prepare<[number], { facet: string; key: string | number; label: string }>(
    'select facet, key, label from contact_mark_name where mark = ?',
  )
  const selectOwner = database.prepare<[number], string>('select member_id from contact_owner where owner = ?').pluck()
  const marks = new Map<number, Told | null>()
  const owners = new Map<number, string>([[0, 'nobody']])
  const properties = new Map([...choices.properties().values()].map((property) => [propertyFacet(property.id), property]))
  const options = new Map([...properties].map(([facet, property]) => [facet, choices.options(property)]))

  const toldAs = (facet: string, key: string): string | undefined => {
    if (facet === 'city') return key
    if (facet === 'tag') return choices.tags().shownAs(key)
    if (facet === 'source') return choices.sources().shownAs(key)
    const type = properties.get(facet)?.type
    if (type === 'boolean') return key
    return type === 'list' || type === 'multi_list' ? options.get(facet)?.shownAs(key) : undefined
  }

  return {
    /** Facets that marks tell of, by their names in the answer and in the tables. */
    facets: [
      'city',
      'tag',
      'source',
      ...[...properties].filter(([, { type }]) => ['boolean', 'list', 'multi_list'].includes(type)).map(([facet]) => facet),
    ],
    isSingle: (facet: string): boolean => facet === 'city' || ['boolean', 'list'].includes(properties.get(facet)?.type ?? ''),
    /** What a value is told as; undefined where it is not told. */
    value: toldAs,
    mark: (number: number): Told | null => {
      const known = marks.get(number)
      if (known !== undefined) return known
      const mark = selectMark.get(number)
      const value = mark && toldAs(mark.facet, String(mark.key))
      const told = mark && value !== undefined ? { filter: mark.facet, value, label: mark.label } : null
      marks.set(number, told)
      return told
    },
    owner: (number: number): string => {
      const known = owners.get(number) ?? selectOwner.get(number) ?? ''
      owners.set(number, known)
      return known
    },
    column: (filter: ColumnFilter, value: string): string =>
      filter === 'leadStatus' && value !== '' ? (choices.statuses().shownAs(value) ?? '') : value,
  }
}

type Telling = ReturnType<typeof createTelling>
type Counting = ReturnType<typeof createTotals>

const selected = (columns: readonly string[], table: string): string =>
  [...columns.map((filter) => `${table}.${columnFilters[filter as ColumnFilter]} as ${filter}`), `${table}.owner`].join(', ')

const countColumns = (telling: Telling, counting: Counting, wanted: readonly string[], row: Row) => {
  for (const filter of columnFilterNames) {
    const value = wanted.includes(filter) ? telling.column(filter, row[filter]) : ''
    if (value !== '') counting.add(filter, value, row.total)
  }
  if (wanted.includes('responsible')) counting.add('responsible', telling.owner(row.owner), row.total)
}

const countMarks = (telling: Telling, counting: Counting, wanted: ReadonlySet<string>, { marks, total }: Row) => {
  const seen = new Set<string>()
  for (const number of marks.split(',')) {
    const told = number === '' ? null : telling.mark(Number(number))
    if (!told || !wanted.has(told.filter)) continue
    if (told.filter === 'city') counting.addSpelling(told.value, told.label, total)
    // Under two names that are one by now it counts once.
    const place = `${told.filter} ${told.value}`
    if (!seen.has(place)) counting.add(told.filter, told.value, total)
    seen.add(place)
  }
}

/** Facets of a stage, or of some owners, from the counts of their marks. */
const countGroup = (database: Database, { group }: Selection, telling: Telling, facet: string): Facets => {
  const marks = countedMarks(database, facet, group, many)
  if (!marks) return {}
  const counting = createTotals([facet])
  if (facet === 'city') for (const { key, label, total } of marks) counting.addSpelling(String(key), label, total)
  const values = { facet, single: telling.isSingle(facet), shownAs: (key: string) => telling.value(facet, key) }
  for (const [value, total] of valuesCounted(database, marks, values, group, many)) counting.add(facet, value, total)
  return counting.told()
}

/** Looks at each row that the selection finds, where they are not too many. */
const countRows = (database: Database, selection: Selection, telling: Telling, wanted: readonly string[]): Facets => {
  const source = smallest(sourcesOf(database, selection))
  if (source.size >= many) return {}
  const { sql, parameters } = allOf([source.where, ...conditionsOf(selection)])
  const rows = database
    .prepare<unknown[], Row>(`select ${selected(columnFilterNames, 'contact')}, contact.marks, 1 as total from ${source.from} where ${sql}`)
    .all(...parameters)
  const counting = createTotals(wanted)
  const marks = new Set(telling.facets.filter((facet) => wanted.includes(facet)))
  for (const row of rows) {
    countColumns(telling, counting, wanted, row)
    if (marks.size > 0) countMarks(telling, counting, marks, row)
  }
  return counting.told()
}

const countCombinations = (database: Database, { group, columns }: Selection, telling: Telling, wanted: readonly string[]): Facets => {
  if (wanted.length === 0) return {}
  const { sql, parameters } = allOf([...group, ...columns].map((condition) => on(condition, 'contact_count')))
  const rows = database
    .prepare<unknown[], Row>(`select ${selected(columnFilterNames, 'contact_count')}, total from contact_count where ${sql}`)
    .all(...parameters)
  const counting = createTotals(wanted)
  for (const row of rows) countColumns(telling, counting, wanted, row)
  return counting.told()
}

const tally = (database: Database, selection: Selection, telling: Telling, wanted: readonly string[]): Facets => {
  if (wanted.length === 0) return {}
  if (!isCounted(selection)) return countRows(database, selection, telling, wanted)
  const marks = wanted.filter((filter) => telling.facets.includes(filter))
  const columns = wanted.filter((filter) => !telling.facets.includes(filter))
  return {
    ...countCombinations(database, selection, telling, columns),
    ...(isGroup(selection)
      ? Object.assign({}, ...marks.map((facet) => countGroup(database, selection, telling, facet)))
      : marks.length > 0 && countRows(database, selection, telling, marks)),
  }
}

/** Filters in which something is chosen of which any is enough: a further choice finds more. */
const chosenIn = ({ filters }: AskedContacts['query']): string[] => [
  ...(['responsible', 'city', 'source', ...columnFilterNames] as const).filter((filter) => filters[filter].length > 0),
  ...(filters.tag.length > 0 && filters.tagMode === 'any' ? ['tag'] : []),
  ...filters.properties.map(({ id }) => propertyFacet(id)),
]

/**
 * How many contacts each value of a filter would find, the choices in the other filters kept. What would take long is left out: at most so many
 * rows as are gathered for one page are looked at for each filter.
 */
export const facetsOf = (database: Database, asked: AskedContacts): Facets => {
  const choices = readChoices(database)
  const telling = createTelling(database, choices)
  const all = [...columnFilterNames, 'responsible', ...telling.facets]
  const chosen = new Set(chosenIn(asked.query).filter((filter) => all.includes(filter)))
  const free = all.filter((filter) => !chosen.has(filter))
  const answer = tally(database, selectionOf(database, asked, choices), telling, free)
  for (const filter of chosen) Object.assign(answer, tally(database, selectionOf(database, asked, choices, filter), telling, [filter]))
  return answer
}
