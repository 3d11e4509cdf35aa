import type { Database } from '../../src-node/sqlite/database.ts'
import { allOf, type Condition, on } from './contact-search-sql.ts'

/** Marks of one facet, of which how many contacts have each is known. */
export interface CountedMarks {
  readonly facet: string
  readonly numbers: readonly number[]
  /** Whether a contact has one of them at most. */
  readonly single: boolean
}

/** Contacts that have a value of a facet, by the mark that says so. */
interface CountedMark {
  readonly mark: number
  readonly key: string | number
  readonly label: string
  readonly total: number
}

/** A group of contacts: their stage, and where it narrows further, their owners. */
export type Group = readonly Condition[]

/** Clients and leads alike. */
export const everybody: Group = [{ sql: "contact.stage in ('client', 'lead')", parameters: [] }]

export const numberFrom = (database: Database, sql: string, parameters: readonly unknown[]): number =>
  database
    .prepare<unknown[], number | null>(sql)
    .pluck()
    .get(...parameters) ?? 0

/** How often contacts of a group have marks, each counted. */
export const markTotal = (database: Database, facet: string, numbers: readonly number[], group: Group): number => {
  if (numbers.length === 0) return 0
  const { sql, parameters } = allOf(group.map((condition) => on(condition, 'contact_mark_count')))
  const which = `facet = ? and mark in (${numbers.join(', ')})`
  return numberFrom(database, `select sum(total) from contact_mark_count where ${which} and ${sql}`, [facet, ...parameters])
}

export const groupTotal = (database: Database, group: Group): number => markTotal(database, '', [0], group)

/** How many contacts of a group have any of the marks; undefined where more than `most` would have to be looked at. */
export const unionTotal = (
  database: Database,
  { facet, numbers, single }: CountedMarks,
  group: Group,
  most: number,
): number | undefined => {
  if (single || numbers.length <= 1) return markTotal(database, facet, numbers, group)
  const totals = numbers.map((mark) => ({ mark, total: markTotal(database, facet, [mark], group) }))
  // Whoever has the most frequent one is counted; of the others those who have it not.
  const [largest, ...others] = totals.filter(({ total }) => total > 0).toSorted((one, other) => other.total - one.total)
  if (!largest || others.length === 0) return largest?.total ?? 0
  if (others.reduce((sum, { total }) => sum + total, 0) > most) return undefined
  const { sql, parameters } = allOf(group.map((condition) => on(condition, 'contact_mark')))
  const same = ['stage', 'owner', 'rid'].map((column) => `largest.${column} = contact_mark.${column}`).join(' and ')
  const counted = `select distinct contact_mark.rid from contact_mark
    where mark in (${others.map(({ mark }) => mark).join(', ')}) and ${sql}
      and not exists (select 1 from contact_mark largest where largest.mark = ? and ${same})`
  return largest.total + numberFrom(database, `select count(*) from (${counted})`, [...parameters, largest.mark])
}

/** The marks of a facet that contacts of a group have; undefined where there are more than `most`. */
export const countedMarks = (database: Database, facet: string, group: Group, most: number): CountedMark[] | undefined => {
  const { sql, parameters } = allOf(group.map((condition) => on(condition, 'contact_mark_count')))
  const rows = database
    .prepare<unknown[], CountedMark>(
      `select name.mark, name.key, name.label, sum(total) as total
       from contact_mark_count cross join contact_mark_name name on name.mark = contact_mark_count.mark
       where contact_mark_count.facet = ? and ${sql} group by contact_mark_count.mark limit ?`,
    )
    .all(facet, ...parameters, most + 1)
  return rows.length > most ? undefined : rows
}

/** How many contacts of a group have each value, after `shownAs`; what would have to be looked at more than `most` times is left out. */
export const valuesCounted = (
  database: Database,
  marks: readonly CountedMark[],
  { facet, single, shownAs }: { readonly facet: string; readonly single: boolean; readonly shownAs: (key: string) => string | undefined },
  group: Group,
  most: number,
): ReadonlyMap<string, number> => {
  const byValue = Map.groupBy(marks, ({ key }) => shownAs(String(key)))
  const totals = new Map<string, number>()
  for (const [value, held] of byValue) {
    if (value === undefined) continue
    const total = unionTotal(database, { facet, numbers: held.map(({ mark }) => mark), single }, group, most)
    if (total !== undefined) totals.set(value, total)
  }
  return totals
}
