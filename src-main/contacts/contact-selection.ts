import type { Database } from '../../src-node/sqlite/database.ts'
import type { ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import { planSearch, type SearchPlan } from '../../src-shared/contacts/contact-search.ts'
import { allOf, type Condition, hasTrigrams, matchOf, prefixCondition, rangesOf, textCondition } from './contact-search-sql.ts'

/** A query of the screens, and who asks. */
export interface AskedContacts {
  readonly query: ContactQuery
  readonly memberId: string
}

export const facetColumns = ['type', 'status', 'country'] as const
export type Facet = (typeof facetColumns)[number]

/** Contacts of each combination of facets, as far as a query finds them. */
export type Combination = Readonly<Record<Facet, string>> & { readonly total: number }

/** Where the rows of a selection can be found: at most `size` of them, and none of the selection's is left out. */
interface Source {
  readonly size: number
  readonly from: string
  readonly where: Condition
}

/** What a query says, in terms of the tables. */
interface Selection {
  /** Stage and owner: what the counts know without looking at a contact. */
  readonly group: readonly Condition[]
  readonly facets: readonly Condition[]
  readonly created: readonly Condition[]
  readonly plan: SearchPlan | null
}

/** Rows beyond so many are not counted to choose a way: there are many. */
const many = 50_000
/** A row that is looked up and sorted, against one that is stepped over in an index, and against one whose text is looked at on the way. */
const costs = { gathered: 2, skipped: 0.1, walked: 1 }
/** Rows that are walked over before what had been expected is given up. */
const shortestWalk = 2000

/** Where each order of a list lies: what stands there knows stage and owner, and the contact's row is `rid`. */
const orders = {
  name: { table: 'contact_name', column: 'name_sort' },
  created_at: { table: 'contact indexed by contact_by_created', column: 'created_at' },
  last_contact_at: { table: 'contact indexed by contact_by_last_contact', column: 'last_contact_at' },
} as const

const among = (column: string, values: readonly string[]): Condition[] =>
  values.length === 0 ? [] : [{ sql: `contact.${column} in (${values.map(() => '?').join(', ')})`, parameters: values }]

const ownerOf = (database: Database, { query, memberId }: AskedContacts): Condition[] => {
  if (query.tab === 'all') return []
  const number = database.prepare<[string], number>('select owner from contact_owner where member_id = ?').pluck().get(memberId)
  // Who is responsible for nobody has no number.
  return [{ sql: 'contact.owner = ?', parameters: [query.tab === 'unsorted' ? 0 : (number ?? -1)] }]
}

const selectionOf = (database: Database, asked: AskedContacts): Selection => {
  const { stage, filters, search } = asked.query
  const { createdFrom, createdUntil } = filters
  return {
    group: [{ sql: 'contact.stage = ?', parameters: [stage] }, ...ownerOf(database, asked)],
    facets: facetColumns.flatMap((facet) => among(facet, filters[facet])),
    created: [
      ...(createdFrom === undefined ? [] : [{ sql: 'contact.created_at >= ?', parameters: [createdFrom] }]),
      ...(createdUntil === undefined ? [] : [{ sql: 'contact.created_at < ?', parameters: [createdUntil] }]),
    ],
    plan: planSearch(search),
  }
}

const searchConditions = (plan: SearchPlan | null): Condition[] => {
  if (!plan) return []
  return [hasTrigrams(plan) ? textCondition(plan, 'contact.rid') : prefixCondition(plan)]
}

const conditionsOf = ({ group, facets, created, plan }: Selection): Condition[] => [
  ...group,
  ...facets,
  ...created,
  ...searchConditions(plan),
]

/** A condition on stage, owner or facets of contacts, asked of another table that has them too. */
const on = ({ sql, parameters }: Condition, table: string): Condition => ({ sql: sql.replaceAll('contact.', `${table}.`), parameters })

const onCounts = (condition: Condition): Condition => on(condition, 'contact_count')

const totalOf = (database: Database, conditions: readonly Condition[]): number => {
  const { sql, parameters } = allOf(conditions.map(onCounts))
  return (
    database
      .prepare<unknown[], number>(`select coalesce(sum(total), 0) from contact_count where ${sql}`)
      .pluck()
      .get(...parameters) ?? 0
  )
}

const sizeOf = (database: Database, from: string, { sql, parameters }: Condition): number =>
  database
    .prepare<unknown[], number>(`select count(*) from (select 1 from ${from} where ${sql} limit ${many})`)
    .pluck()
    .get(...parameters) ?? 0

/** Joins a source to the contacts; `cross join` keeps the order in which they are written. */
const joined = (from: string, on: string) => `${from} cross join contact on ${on}`

const sourcesOf = (database: Database, selection: Selection): Source[] => {
  const { group, facets, created, plan } = selection
  const sources: Source[] = []
  if (facets.length > 0 || group.length > 1) {
    const same = ['stage', 'owner', ...facetColumns].map((column) => `contact.${column} = contact_count.${column}`).join(' and ')
    const where = allOf([...group, ...facets].map(onCounts))
    sources.push({ size: totalOf(database, [...group, ...facets]), from: joined('contact_count', same), where })
  }
  if (created.length > 0) {
    const from = 'contact indexed by contact_by_created'
    const where = allOf([...group.slice(0, 1), ...created])
    sources.push({ size: sizeOf(database, from, where), from, where })
  }
  if (plan && hasTrigrams(plan)) {
    const where = { sql: 'contact_search match ?', parameters: [matchOf(plan)] }
    sources.push({
      size: sizeOf(database, 'contact_search', where),
      from: joined('contact_search', 'contact.rid = contact_search.rowid'),
      where,
    })
  } else if (plan) {
    const ranges = rangesOf(plan)
    const span = `(values ${ranges.map(() => '(?, ?)').join(', ')}) span`
    const on = 'contact_name.stage = ? and contact_name.name_sort >= span.column1 and contact_name.name_sort < span.column2'
    const from = joined(`${span} cross join contact_name on ${on}`, 'contact.rid = contact_name.rid')
    const where = { sql: 'true', parameters: [...ranges.flatMap(({ from, until }) => [from, until]), ...(group[0]?.parameters ?? [])] }
    sources.push({ size: sizeOf(database, from, where), from, where })
  }
  return sources
}

const smallest = (sources: readonly Source[]): Source | undefined => sources.toSorted((left, right) => left.size - right.size)[0]

interface Page {
  readonly offset: number
  readonly limit: number
}

interface Order {
  readonly table: string
  readonly column: string
  readonly descending: boolean
}

const orderBy = ({ column, descending }: Order, table: string): string =>
  [column, 'owner', 'rid'].map((name) => `${table}.${name} ${descending ? 'desc' : 'asc'}`).join(', ')

/** Follows an order of the list, where nothing has to be known of a contact but its stage and owner. */
const walk = (database: Database, group: readonly Condition[], order: Order, { offset, limit }: Page): number[] => {
  const [name = ''] = order.table.split(' ')
  const { sql, parameters } = allOf(group.map((condition) => on(condition, name)))
  return database
    .prepare<unknown[], number>(`select rid from ${order.table} where ${sql} order by ${orderBy(order, name)} limit ? offset ?`)
    .pluck()
    .all(...parameters, limit, offset)
}

/** Follows an order of the list for so many rows, and looks at the contact of each. */
const walkAndLook = (
  database: Database,
  { group, conditions }: { readonly group: readonly Condition[]; readonly conditions: readonly Condition[] },
  order: Order,
  { offset, limit }: Page,
  most: number,
): number[] => {
  const [name = ''] = order.table.split(' ')
  const here = allOf(group.map((condition) => on(condition, name)))
  const stretch = `(select rid from ${order.table} where ${here.sql} order by ${orderBy(order, name)} limit ?) stretch`
  const { sql, parameters } = allOf(conditions)
  return database
    .prepare<unknown[], number>(
      `select contact.rid from ${stretch} cross join contact on contact.rid = stretch.rid where ${sql} limit ? offset ?`,
    )
    .pluck()
    .all(...here.parameters, most, ...parameters, limit, offset)
}

/** Takes all rows of a source, and sorts those that the conditions leave. */
const gather = (database: Database, source: Source, conditions: readonly Condition[], order: Order, { offset, limit }: Page): number[] => {
  const { sql, parameters } = allOf([source.where, ...conditions])
  return database
    .prepare<unknown[], number>(
      `select contact.rid from ${source.from} where ${sql} order by ${orderBy(order, 'contact')} limit ? offset ?`,
    )
    .pluck()
    .all(...parameters, limit, offset)
}

/** The end is as near as the beginning: what lies behind the middle is read backwards from there. */
const walkFromTheNearerEnd = (
  database: Database,
  group: readonly Condition[],
  order: Order,
  { offset, limit }: Page,
  total: number,
): number[] => {
  if (offset < total / 2) return walk(database, group, order, { offset, limit })
  const until = Math.min(offset + limit, total)
  if (until <= offset) return []
  const backwards = { ...order, descending: !order.descending }
  return walk(database, group, backwards, { offset: total - until, limit: until - offset }).reverse()
}

/**
 * The rows of a stretch of a list. There are two ways to them: gather what the most selective part of the query finds, and sort it; or follow
 * the order of the list and look at each row. Which is shorter depends on how many there are, and that is counted first, as far as it is cheap.
 */
export const pageOf = (database: Database, asked: AskedContacts & Page): number[] => {
  const { offset, limit, query } = asked
  const page = { offset, limit }
  const selection = selectionOf(database, asked)
  const conditions = conditionsOf(selection)
  const order = { ...orders[query.sort], descending: query.descending }
  const all = totalOf(database, selection.group.slice(0, 1))
  const sources = sourcesOf(database, selection)
  const source = smallest(sources)
  if (!source) return walkFromTheNearerEnd(database, selection.group, order, page, all)
  if (source.size === 0) return []

  const onlyOwner = conditions.length === selection.group.length
  const share = sources.reduce((product, { size }) => product * Math.min(1, size / Math.max(1, all)), 1)
  const expected = Math.min(all, (offset + limit) / share)
  const walkCost = expected * (onlyOwner ? costs.skipped : costs.walked)
  if (source.size * costs.gathered <= walkCost) return gather(database, source, conditions, order, page)
  if (onlyOwner) {
    // Where one owns all of them there is nothing to step over.
    const needed = source.size === all ? selection.group.slice(0, 1) : selection.group
    return walkFromTheNearerEnd(database, needed, order, page, source.size)
  }
  const most = Math.max(shortestWalk, Math.ceil(expected * 2))
  const found = walkAndLook(database, { group: selection.group, conditions }, order, page, most)
  // Fewer than were asked for: all rows have been seen, or what was expected does not lie where it should.
  return found.length === limit || most >= all ? found : gather(database, source, conditions, order, page)
}

/** How many contacts a query finds. */
export const totalOfSelection = (database: Database, asked: AskedContacts): number => {
  const selection = selectionOf(database, asked)
  const source = smallest(sourcesOf(database, selection))
  if (!source || (selection.created.length === 0 && !selection.plan)) return totalOf(database, [...selection.group, ...selection.facets])
  const { sql, parameters } = allOf([source.where, ...conditionsOf(selection)])
  return (
    database
      .prepare<unknown[], number>(`select count(*) from ${source.from} where ${sql}`)
      .pluck()
      .get(...parameters) ?? 0
  )
}

/** How many contacts a query finds of each combination of facets; its own choice of facets is left aside. */
export const combinationsOf = (database: Database, asked: AskedContacts): Combination[] => {
  const selection = { ...selectionOf(database, asked), facets: [] }
  const columns = facetColumns.join(', ')
  const source = smallest(sourcesOf(database, selection))
  if (!source || (selection.created.length === 0 && !selection.plan)) {
    const { sql, parameters } = allOf(selection.group.map(onCounts))
    return database
      .prepare<unknown[], Combination>(`select ${columns}, sum(total) as total from contact_count where ${sql} group by ${columns}`)
      .all(...parameters)
  }
  const { sql, parameters } = allOf([source.where, ...conditionsOf(selection)])
  const named = facetColumns.map((column) => `contact.${column}`).join(', ')
  return database
    .prepare<unknown[], Combination>(`select ${named}, count(*) as total from ${source.from} where ${sql} group by ${named}`)
    .all(...parameters)
}
