import type { Database } from '../../src-node/sqlite/database.ts'
import type { ContactLine, Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import { planSearch } from '../../src-shared/contacts/contact-search.ts'
import { sortKeyRanges } from '../../src-shared/lib/fold.ts'
import { facetsOf } from './contact-facets.ts'
import { idsOf } from './contact-ids.ts'
import { linesOf } from './contact-lines.ts'
import { pageOf } from './contact-page.ts'
import { hasTrigrams, matchOf, textCondition } from './contact-search-sql.ts'
import { type AskedContacts, totalOfSelection } from './contact-selection.ts'
import { knownPeople } from './directory-queries.ts'

const list = (database: Database, asked: AskedContacts & { readonly offset: number; readonly limit: number }): ContactLine[] =>
  linesOf(database, pageOf(database, asked))

const count = (database: Database, asked: AskedContacts): number => totalOfSelection(database, asked)

const countEach = (database: Database, { boundaries, ...asked }: AskedContacts & { readonly boundaries: readonly number[] }): number[] =>
  boundaries.slice(1).map((createdUntil, at) => {
    const filters = { ...asked.query.filters, createdFrom: boundaries[at], createdUntil }
    return count(database, { ...asked, query: { ...asked.query, filters } })
  })

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
  'contacts.facets': facetsOf,
  'contacts.ids': idsOf,
  'contacts.suggest': suggest,
  'contacts.known': knownPeople,
}
