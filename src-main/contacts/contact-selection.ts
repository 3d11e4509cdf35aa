import type { Database } from '../../src-node/sqlite/database.ts'
import type { ContactFilters, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import { planSearch, type SearchPlan } from '../../src-shared/contacts/contact-search.ts'
import { type Choices, readChoices } from './contact-choices.ts'
import { groupTotal, markTotal, numberFrom, unionTotal } from './contact-mark-counts.ts'
import { hasMark, type MarkSet, markSetsOf, rowsWithMark } from './contact-mark-sets.ts'
import { allOf, type Condition, hasTrigrams, matchOf, on, prefixCondition, rangesOf, textCondition } from './contact-search-sql.ts'

/** A query of the screens, and who asks. */
export interface AskedContacts {
  readonly query: ContactQuery
  readonly memberId: string
}

/** Filters whose values are few: each combination of them is counted. */
export const columnFilters = {
  type: 'type',
  status: 'status',
  country: 'country',
  employeesCount: 'employees_count',
  leadStatus: 'lead_status',
  leadSource: 'lead_source',
} as const
export type ColumnFilter = keyof typeof columnFilters
export const columnFilterNames = Object.keys(columnFilters) as readonly ColumnFilter[]

/** Where the rows of a selection can be found: at most `size` of them, and none of the selection's is left out. */
export interface Source {
  readonly size: number
  readonly from: string
  readonly where: Condition
}

/** What a query says, in terms of the tables. */
export interface Selection {
  /** Stage first, then owners: what all tables know without looking at a contact. */
  readonly group: readonly Condition[]
  readonly columns: readonly Condition[]
  readonly marks: readonly MarkSet[]
  readonly created: readonly Condition[]
  readonly lastContact: readonly Condition[]
  readonly plan: SearchPlan | null
}

/** Rows beyond so many are not counted to choose a way: there are many. */
export const many = 50_000

const among = (column: string, values: readonly (string | number)[]): Condition => ({
  sql: `contact.${column} in (${values.map(() => '?').join(', ')})`,
  parameters: values,
})

const ownersOf = (database: Database, { query, memberId }: AskedContacts, responsible: ContactFilters['responsible']): Condition[] => {
  const number = database.prepare<[string], number>('select owner from contact_owner where member_id = ?').pluck()
  // Who is responsible for nobody has no number.
  const ownerOf = (member: string) => (member === 'nobody' ? 0 : (number.get(member) ?? -1))
  const tab = { all: [], mine: [ownerOf(memberId)], unsorted: [0] }[query.tab]
  const lists = [tab, responsible.map(ownerOf)].filter((owners) => owners.length > 0)
  return lists.map((owners) => among('owner', owners))
}

const columnCondition = (choices: Choices, filters: ContactFilters, filter: ColumnFilter): Condition[] => {
  const values: readonly string[] = filters[filter]
  if (values.length === 0) return []
  const held = filter === 'leadStatus' ? [...new Set(values.flatMap((value) => choices.statuses().heldAs(value)))] : values
  return [among(columnFilters[filter], held)]
}

/** `aside` names a filter that is to count for nothing. */
export const selectionOf = (database: Database, asked: AskedContacts, choices = readChoices(database), aside = ''): Selection => {
  const { stage, filters, search } = asked.query
  const { createdFrom, createdUntil, noContactSince } = filters
  const at = (column: string, comparison: string, time: number | undefined): Condition[] =>
    time === undefined ? [] : [{ sql: `contact.${column} ${comparison} ?`, parameters: [time] }]
  return {
    group: [
      { sql: 'contact.stage = ?', parameters: [stage] },
      ...ownersOf(database, asked, aside === 'responsible' ? [] : filters.responsible),
    ],
    columns: columnFilterNames.flatMap((filter) => (filter === aside ? [] : columnCondition(choices, filters, filter))),
    marks: markSetsOf(database, choices, filters).filter(({ filter }) => filter !== aside),
    created: [...at('created_at', '>=', createdFrom), ...at('created_at', '<', createdUntil)],
    lastContact: at('last_contact_at', '<', noContactSince),
    plan: planSearch(search),
  }
}

const searchConditions = (plan: SearchPlan | null): Condition[] => {
  if (!plan) return []
  return [hasTrigrams(plan) ? textCondition(plan, 'contact.rid') : prefixCondition(plan)]
}

/** On `contact` alone, cheap ones first. */
export const conditionsOf = ({ group, columns, marks, created, lastContact, plan }: Selection): Condition[] => [
  ...group,
  ...columns,
  ...created,
  ...lastContact,
  ...marks.map(hasMark),
  ...searchConditions(plan),
]

/** Whether stage and owner are all that a selection says. */
export const isGroup = ({ columns, marks, created, lastContact, plan }: Selection): boolean =>
  columns.length + marks.length + created.length + lastContact.length === 0 && !plan

/** Whether the combinations that are counted tell all of a selection. */
export const isCounted = (selection: Selection): boolean => isGroup({ ...selection, columns: [] })

const totalOf = (database: Database, conditions: readonly Condition[]): number => {
  const { sql, parameters } = allOf(conditions.map((condition) => on(condition, 'contact_count')))
  return numberFrom(database, `select sum(total) from contact_count where ${sql}`, parameters)
}

const sizeOf = (database: Database, from: string, { sql, parameters }: Condition): number =>
  numberFrom(database, `select count(*) from (select 1 from ${from} where ${sql} limit ${many})`, parameters)

/** Joins a source to the contacts; `cross join` keeps the order in which they are written. */
const joined = (from: string, condition: string) => `${from} cross join contact on ${condition}`

const countSource = (database: Database, { group, columns }: Selection): Source => {
  const names = ['stage', 'owner', ...Object.values(columnFilters)]
  const same = names.map((column) => `contact.${column} = contact_count.${column}`).join(' and ')
  const where = allOf([...group, ...columns].map((condition) => on(condition, 'contact_count')))
  const size = columns.length === 0 ? groupTotal(database, group) : totalOf(database, [...group, ...columns])
  return { size, from: joined('contact_count', same), where }
}

const indexSource = (database: Database, index: string, conditions: readonly Condition[]): Source => {
  const from = `contact indexed by ${index}`
  const where = allOf(conditions)
  return { size: sizeOf(database, from, where), from, where }
}

const markSource = (database: Database, set: MarkSet, group: readonly Condition[]): Source => {
  const { from, parameters } = rowsWithMark(set, allOf(group.map((condition) => on(condition, 'contact_mark'))))
  const size =
    set.counted || (set.numbers.length === 0 && !set.stretch)
      ? markTotal(database, set.facet, set.numbers, group)
      : sizeOf(database, from, { sql: 'true', parameters })
  return { size, from: joined(`${from} held`, 'contact.rid = held.rid'), where: { sql: 'true', parameters } }
}

export const searchSource = (database: Database, plan: SearchPlan, group: readonly Condition[]): Source => {
  if (hasTrigrams(plan)) {
    const where = { sql: 'contact_search match ?', parameters: [matchOf(plan)] }
    const size = sizeOf(database, 'contact_search', where)
    return { size, from: joined('contact_search', 'contact.rid = contact_search.rowid'), where }
  }
  const ranges = rangesOf(plan)
  const span = `(values ${ranges.map(() => '(?, ?)').join(', ')}) span`
  const within = 'contact_name.stage = ? and contact_name.name_sort >= span.column1 and contact_name.name_sort < span.column2'
  const names = `${span} cross join contact_name on ${within}`
  const where = { sql: 'true', parameters: [...ranges.flatMap(({ from, until }) => [from, until]), ...(group[0]?.parameters ?? [])] }
  return { size: sizeOf(database, names, where), from: joined(names, 'contact.rid = contact_name.rid'), where }
}

/** Every way to the rows; the first is always there. */
export const sourcesOf = (database: Database, selection: Selection): readonly [Source, ...Source[]] => {
  const { group, marks, created, lastContact, plan } = selection
  const stage = group.slice(0, 1)
  return [
    countSource(database, selection),
    ...(created.length > 0 ? [indexSource(database, 'contact_by_created', [...stage, ...created])] : []),
    ...(lastContact.length > 0 ? [indexSource(database, 'contact_by_last_contact', [...stage, ...lastContact])] : []),
    ...marks.filter(({ negated }) => !negated).map((set) => markSource(database, set, group)),
    ...(plan ? [searchSource(database, plan, group)] : []),
  ]
}

export const smallest = (sources: readonly [Source, ...Source[]]): Source =>
  sources.reduce((least, source) => (source.size < least.size ? source : least))

/** Rows of a table, undefined where there are more than `most`. */
const countUpTo = (database: Database, from: string, { sql, parameters }: Condition, most: number): number | undefined => {
  const limit = Math.min(most, Number.MAX_SAFE_INTEGER - 1)
  const count = numberFrom(database, `select count(*) from (select 1 from ${from} where ${sql} limit ?)`, [...parameters, limit + 1])
  return count > limit ? undefined : count
}

const totalOfMark = (database: Database, set: MarkSet, group: readonly Condition[], most: number): number | undefined => {
  if (set.counted) {
    const total = unionTotal(database, set, group, most)
    return total === undefined || !set.negated ? total : groupTotal(database, group) - total
  }
  const { from, parameters } = rowsWithMark(set, allOf(group.map((condition) => on(condition, 'contact_mark'))))
  return countUpTo(database, from, { sql: 'true', parameters }, most)
}

/** How many a query finds, where one table tells it by itself; undefined where it does not, or more than `most` would have to be counted. */
export const knownTotal = (database: Database, selection: Selection, most: number): number | undefined => {
  const { group, columns, marks, created, lastContact, plan } = selection
  if (isGroup(selection)) return groupTotal(database, group)
  if (isCounted(selection)) return totalOf(database, [...group, ...columns])
  const [set] = marks
  const parts = columns.length + marks.length + Math.min(1, created.length) + lastContact.length
  if (parts !== 1 || plan) return undefined
  if (set) return totalOfMark(database, set, group, most)
  const index = created.length > 0 ? 'contact_by_created' : 'contact_by_last_contact'
  return countUpTo(database, `contact indexed by ${index}`, allOf([...group, ...created, ...lastContact]), most)
}

/** How many contacts a query finds. */
export const totalOfSelection = (database: Database, asked: AskedContacts): number => {
  const selection = selectionOf(database, asked)
  const known = knownTotal(database, selection, Number.POSITIVE_INFINITY)
  if (known !== undefined) return known
  const source = smallest(sourcesOf(database, selection))
  if (source.size === 0) return 0
  const { sql, parameters } = allOf([source.where, ...conditionsOf(selection)])
  return numberFrom(database, `select count(*) from ${source.from} where ${sql}`, parameters)
}
