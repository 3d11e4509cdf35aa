import type { Database } from '../../src-node/sqlite/database.ts'
import type { SearchPlan } from '../../src-shared/contacts/contact-search.ts'
import { type KeyRange, sortKeyRanges } from '../../src-shared/lib/fold.ts'
import { groupTotal, unionTotal } from './contact-mark-counts.ts'
import { rowsWithMark } from './contact-mark-sets.ts'
import { allOf, type Condition, hasTrigrams, matchOf, on, rangesOf } from './contact-search-sql.ts'
import {
  type AskedContacts,
  conditionsOf,
  isCounted,
  isGroup,
  knownTotal,
  many,
  type Selection,
  type Source,
  searchSource,
  selectionOf,
  smallest,
  sourcesOf,
} from './contact-selection.ts'

/** A row that is looked up and sorted, against one that is stepped over in an index, one whose text is looked at on the way, one that is put into a set, and one that is looked for in it. */
const costs = { gathered: 2, skipped: 0.1, walked: 1, known: 0.2, stepped: 0.2 }
/** Rows that are walked over before what had been expected is given up. */
const shortestWalk = 2000
/** Rows of a page, and of all before it, up to which two parts of a list are put in one order. */
const mostMerged = 500

/** Where each order of a list lies: what stands there knows stage and owner, and the contact's row is `rid`. */
const orders = {
  name: { table: 'contact_name', column: 'name_sort' },
  created_at: { table: 'contact indexed by contact_by_created', column: 'created_at' },
  last_contact_at: { table: 'contact indexed by contact_by_last_contact', column: 'last_contact_at' },
} as const

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

/** Follows an order of the list for so many rows, and looks at the contact of each; `first` are conditions on `stretch.rid` that say of which. */
const walkAndLook = (
  database: Database,
  selection: Selection,
  order: Order,
  { offset, limit }: Page,
  most: number,
  first: readonly Condition[],
): number[] => {
  const [name = ''] = order.table.split(' ')
  const here = allOf(selection.group.map((condition) => on(condition, name)))
  const stretch = `(select rid from ${order.table} where ${here.sql} order by ${orderBy(order, name)} limit ?) stretch`
  const { sql, parameters } = allOf([...first, ...conditionsOf(selection)])
  return database
    .prepare<unknown[], number>(
      `select contact.rid from ${stretch} cross join contact on contact.rid = stretch.rid where ${sql} limit ? offset ?`,
    )
    .pluck()
    .all(...here.parameters, most, ...parameters, limit, offset)
}

/** Of names that begin with a word the order of names is a stretch or a few: passes through these, and looks at the contact of each. */
const walkNames = (
  database: Database,
  selection: Selection,
  ranges: readonly KeyRange[],
  order: Order,
  { offset, limit }: Page,
): number[] => {
  const here = allOf(selection.group.map((condition) => on(condition, 'contact_name')))
  const { sql, parameters } = allOf(conditionsOf(selection))
  const select = database
    .prepare<unknown[], number>(
      `select contact.rid from contact_name cross join contact on contact.rid = contact_name.rid
       where ${here.sql} and contact_name.name_sort >= ? and contact_name.name_sort < ? and ${sql}
       order by ${orderBy(order, 'contact_name')} limit ?`,
    )
    .pluck()
  const rows: number[] = []
  for (const { from, until } of order.descending ? ranges.toReversed() : ranges) {
    if (rows.length >= offset + limit) break
    for (const rid of select.all(...here.parameters, from, until, ...parameters, offset + limit - rows.length)) rows.push(rid)
  }
  return rows.slice(offset)
}

const foundBy = (plan: SearchPlan): Condition => ({
  sql: 'stretch.rid in (select rowid from contact_search where contact_search match ?)',
  parameters: [matchOf(plan)],
})

/** Rows of a selection that one index tells by itself, as a question for their `rid`; null where their contacts have to be looked at. */
const toldBy = (selection: Selection): Condition | null => {
  const { group, columns, marks } = selection
  const [set] = marks
  if (isGroup(selection)) return null
  if (isCounted(selection)) {
    const { sql, parameters } = allOf([...group, ...columns])
    return { sql: `select rid from contact indexed by contact_by_facets where ${sql}`, parameters }
  }
  if (!set || set.negated || marks.length > 1 || !isGroup({ ...selection, marks: [] })) return null
  const { from, parameters } = rowsWithMark(set, allOf(group.map((condition) => on(condition, 'contact_mark'))))
  return { sql: `select rid from ${from}`, parameters }
}

/** Follows an order of the list and takes what is in a set: looks at no contact, so that the middle of a long list is near. */
const walkTold = (database: Database, { group }: Selection, told: Condition, order: Order, { offset, limit }: Page): number[] => {
  const [name = ''] = order.table.split(' ')
  const { sql, parameters } = allOf(group.map((condition) => on(condition, name)))
  return database
    .prepare<unknown[], number>(
      `select rid from ${order.table} where ${sql} and rid in (${told.sql}) order by ${orderBy(order, name)} limit ? offset ?`,
    )
    .pluck()
    .all(...parameters, ...told.parameters, limit, offset)
}

/** Takes all rows of a source, and sorts those that the conditions leave. */
const gather = (database: Database, source: Source, selection: Selection, order: Order, { offset, limit }: Page): number[] => {
  const { sql, parameters } = allOf([source.where, ...conditionsOf(selection)])
  return database
    .prepare<unknown[], number>(
      `select contact.rid from ${source.from} where ${sql} order by ${orderBy(order, 'contact')} limit ? offset ?`,
    )
    .pluck()
    .all(...parameters, limit, offset)
}

/** Names that begin with the first word of a search, and how many there are of them. */
interface Beginning {
  readonly ranges: readonly KeyRange[]
  readonly where: Condition
  readonly size: number
}

const beginningOf = (database: Database, plan: SearchPlan, stage: readonly Condition[]): Beginning => {
  const here = allOf(stage.map((condition) => on(condition, 'contact_name')))
  const any = database
    .prepare<unknown[], number>(`select 1 from contact_name where ${here.sql} and name_sort >= ? and name_sort < ? limit 1`)
    .pluck()
  const holdsAny = ({ from, until }: KeyRange) => any.get(...here.parameters, from, until) !== undefined
  const ranges = sortKeyRanges(plan.readings[0]?.needles[0] ?? '', holdsAny).filter(holdsAny)
  const within = ranges.map(({ from, until }) => ({ sql: 'name_sort >= ? and name_sort < ?', parameters: [from, until] }))
  const where = allOf([
    here,
    { sql: `(${within.map(({ sql }) => `(${sql})`).join(' or ') || 'false'})`, parameters: within.flatMap(({ parameters }) => parameters) },
  ])
  // Each range by itself: over all of them at once the whole order would be passed through.
  const size = database
    .prepare<unknown[], number>(
      `select count(*) from (select 1 from contact_name where ${here.sql} and name_sort >= ? and name_sort < ? limit ${many})`,
    )
    .pluck()
  const total = ranges.reduce((sum, { from, until }) => sum + (size.get(...here.parameters, from, until) ?? 0), 0)
  return { ranges, where, size: total }
}

/**
 * Most of what a first name or a surname finds stands together in the order of names, and there it need not be gathered: only what holds the
 * text elsewhere is, and both are put in one order.
 */
const mergeNames = (
  database: Database,
  selection: Selection,
  source: Source,
  beginning: Beginning,
  order: Order,
  { offset, limit }: Page,
): number[] => {
  const page = { offset: 0, limit: offset + limit }
  const begun = walkNames(database, selection, beginning.ranges, order, page)
  const { sql, parameters } = beginning.where
  const elsewhere = {
    ...source,
    where: allOf([source.where, { sql: `contact_search.rowid not in (select rid from contact_name where ${sql})`, parameters }]),
  }
  const rows = [...begun, ...gather(database, elsewhere, selection, order, page)]
  return database
    .prepare<unknown[], number>(
      `select contact.rid from json_each(?) found cross join contact on contact.rid = found.value order by ${orderBy(order, 'contact')} limit ? offset ?`,
    )
    .pluck()
    .all(JSON.stringify(rows), limit, offset)
}

/** The share of a stage's contacts that a selection may find, were its parts independent of each other. */
const shareOf = (database: Database, { marks, group }: Selection, sources: readonly Source[], all: number): number => {
  const shares = sources.map(({ size }) => size / Math.max(1, all))
  for (const set of marks) {
    const without = set.negated ? unionTotal(database, set, group, many) : undefined
    if (without !== undefined) shares.push(1 - without / Math.max(1, groupTotal(database, group)))
  }
  // What is left to walk over may be nothing; then all of it is.
  return Math.max(
    1 / Math.max(1, all),
    shares.reduce((product, share) => product * Math.min(1, share), 1),
  )
}

/** The rows of a page, whichever way is shorter: see `pageOf`. */
const found = (database: Database, selection: Selection, order: Order, page: Page): number[] => {
  const { group } = selection
  const stage = group.slice(0, 1)
  const all = groupTotal(database, stage)
  if (isGroup(selection) && group.length === 1) return walk(database, group, order, page)
  const sources = sourcesOf(database, selection)
  const source = smallest(sources)
  if (source.size === 0) return []
  let expected = Math.min(all, (page.offset + page.limit) / shareOf(database, selection, sources, all))
  const { plan } = selection
  if (plan && !hasTrigrams(plan) && order.column === 'name_sort') {
    const begun = searchSource(database, plan, group).size
    const passed = Math.min(begun, (expected * begun) / all)
    if (source.size * costs.gathered > passed) return walkNames(database, selection, rangesOf(plan), order, page)
  }
  const isSearched = plan !== null && hasTrigrams(plan) && source.from.includes('contact_search')
  let gathered = () => gather(database, source, selection, order, page)
  if (isSearched && order.column === 'name_sort' && page.offset + page.limit <= mostMerged) {
    const beginning = beginningOf(database, plan, stage)
    if (beginning.size > 0) gathered = () => mergeNames(database, selection, source, beginning, order, page)
    const others = Math.max(1, source.size - beginning.size)
    // Outside of these names the others may lie anywhere.
    const passed = ((page.offset + page.limit) * all) / others
    if (source.size < many && others * costs.gathered < passed) return gathered()
    expected = Math.min(all, Math.max(expected, passed))
  }
  const told = toldBy(selection)
  if (told) {
    const toldCost = source.size * costs.known + expected * costs.stepped
    if (toldCost < Math.min(source.size * costs.gathered, expected * costs.walked)) return walkTold(database, selection, told, order, page)
  }
  const walkCost = expected * (isGroup(selection) ? costs.skipped : costs.walked)
  if (source.size * costs.gathered <= walkCost) return gathered()
  // Where one owns all of them there is nothing to step over.
  if (isGroup(selection)) return walk(database, source.size === all ? stage : group, order, page)
  const most = Math.max(shortestWalk, Math.ceil(expected * 2))
  // What the index of texts finds is known in no time; a row is looked at only then.
  const isFound = isSearched && source.size * costs.known < most ? [foundBy(plan)] : []
  const rows = walkAndLook(database, selection, order, page, most, isFound)
  // Fewer than were asked for: all rows have been seen, or what was expected does not lie where it should.
  return rows.length === page.limit || most >= all ? rows : gathered()
}

/**
 * The rows of a stretch of a list. There are two ways to them: gather what the most selective part of the query finds, and sort it; or follow
 * the order of the list and look at each row. Which is shorter depends on how many there are, and that is counted first, as far as it is cheap.
 * The end is as near as the beginning: where the total is known, what lies behind the middle is read backwards from there.
 */
export const pageOf = (database: Database, asked: AskedContacts & Page): number[] => {
  const { offset, limit, query } = asked
  const selection = selectionOf(database, asked)
  const order = { ...orders[query.sort], descending: query.descending }
  // Where there are more it lies before the middle.
  const total = offset === 0 ? undefined : knownTotal(database, selection, offset * 2)
  if (total === undefined || offset < total / 2) return found(database, selection, order, { offset, limit })
  const until = Math.min(offset + limit, total)
  if (until <= offset) return []
  const backwards = { ...order, descending: !order.descending }
  return found(database, selection, backwards, { offset: total - until, limit: until - offset }).reverse()
}
