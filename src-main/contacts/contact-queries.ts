import type { Database } from '../../src-node/sqlite/database.ts'
import type { ContactLine, Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import { planSearch } from '../../src-shared/contacts/contact-search.ts'
import { sortKeyRanges } from '../../src-shared/lib/fold.ts'
import { linesOf } from './contact-lines.ts'
import { hasTrigrams, matchOf, textCondition } from './contact-search-sql.ts'
import { type AskedContacts, combinationsOf, type Facet, facetColumns, pageOf, totalOfSelection } from './contact-selection.ts'
import { knownPeople } from './directory-queries.ts'

/** Values of a facet that are told, the most frequent first. */
const mostValues = 300

const list = (database: Database, asked: AskedContacts & { readonly offset: number; readonly limit: number }): ContactLine[] =>
  linesOf(database, pageOf(database, asked))

const count = (database: Database, asked: AskedContacts): number => totalOfSelection(database, asked)

const countEach = (database: Database, { boundaries, ...asked }: AskedContacts & { readonly boundaries: readonly number[] }): number[] =>
  boundaries.slice(1).map((createdUntil, at) => {
    const filters = { ...asked.query.filters, createdFrom: boundaries[at], createdUntil }
    return count(database, { ...asked, query: { ...asked.query, filters } })
  })

const facets = (database: Database, asked: AskedContacts): Record<Facet, Record<string, number>> => {
  const combinations = combinationsOf(database, asked)
  const { filters } = asked.query
  const chosen = (facet: Facet, value: string) => filters[facet].length === 0 || (filters[facet] as readonly string[]).includes(value)
  const counted = facetColumns.map((facet) => {
    const totals = new Map<string, number>()
    for (const combination of combinations) {
      const value = combination[facet]
      if (value === '' || !facetColumns.every((other) => other === facet || chosen(other, combination[other]))) continue
      totals.set(value, (totals.get(value) ?? 0) + combination.total)
    }
    const largest = [...totals].filter(([, total]) => total > 0).toSorted((left, right) => right[1] - left[1])
    return [facet, Object.fromEntries(largest.slice(0, mostValues))]
  })
  return Object.fromEntries(counted)
}

interface Named {
  readonly rid: number
  readonly key: string
}

/** Contacts of both stages whose names begin so, by name. */
const beginning = (database: Database, prefix: string, limit: number): number[] => {
  const ofStage = 'from contact_name where stage = ? and name_sort >= ? and name_sort < ?'
  const select = database.prepare<unknown[], Named>(`select rid, name_sort as key ${ofStage} order by name_sort, owner, rid limit ?`)
  const any = database.prepare<unknown[], number>(`select 1 ${ofStage} limit 1`)
  const found = ['client', 'lead'].flatMap((stage) => {
    const ranges = sortKeyRanges(prefix, ({ from, until }) => any.get(stage, from, until) !== undefined)
    const named: Named[] = []
    for (const { from, until } of ranges) {
      if (named.length < limit) named.push(...select.all(stage, from, until, limit - named.length))
    }
    return named
  })
  return found
    .toSorted((left, right) => (left.key < right.key ? -1 : 1))
    .slice(0, limit)
    .map(({ rid }) => rid)
}

/** Search as typed: names that begin with the text first, then whatever holds it, unsorted, for a sort would have to see all of them. */
const suggest = (database: Database, { text, limit }: { readonly text: string; readonly limit: number }): Suggestion[] => {
  const plan = planSearch(text)
  if (!plan) return []
  const found = new Set(beginning(database, plan.prefix, limit))
  if (found.size < limit && hasTrigrams(plan)) {
    const { sql, parameters } = textCondition(plan, 'contact_search.rowid')
    const inside = database
      .prepare<unknown[], number>(`select rowid from contact_search where contact_search match ? and ${sql} limit ?`)
      .pluck()
      .all(matchOf(plan), ...parameters, limit)
    for (const rid of inside) if (found.size < limit) found.add(rid)
  }
  return linesOf(database, [...found]).map(({ id, stage, name, company, phone, email }) => ({ id, stage, name, company, phone, email }))
}

export const contactQueries = {
  'contacts.list': list,
  'contacts.count': count,
  'contacts.countEach': countEach,
  'contacts.facets': facets,
  'contacts.suggest': suggest,
  'contacts.known': knownPeople,
}
