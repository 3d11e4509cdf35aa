import type { Database } from '../../src-node/sqlite/database.ts'
import type { ContactLine, ContactQuery, Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { planSearch } from '../../src-shared/contacts/contact-search.ts'
import { type Condition, endOfPrefix, searchCondition, textCondition } from './contact-search-sql.ts'

interface LineRecord {
  readonly data: string
  readonly last: number
  readonly memberName: string | null
}

/** A query of the screens, and who asks. */
export interface AskedContacts {
  readonly query: ContactQuery
  readonly memberId: string
}

const facetColumns = ['type', 'status', 'country'] as const
type Facet = (typeof facetColumns)[number]

const orders = { name: 'name_sort', created_at: 'created_at', last_contact_at: 'last_contact_at' } as const

const among = (column: string, values: readonly string[]): Condition[] =>
  values.length === 0 ? [] : [{ sql: `contact.${column} in (${values.map(() => '?').join(', ')})`, parameters: values }]

const conditionsOf = ({ query, memberId }: AskedContacts, without?: Facet): Condition => {
  const tab = { mine: memberId, unsorted: '', all: null }[query.tab]
  const conditions: Condition[] = [
    { sql: 'contact.stage = ?', parameters: [query.stage] },
    ...(tab === null ? [] : [{ sql: 'contact.responsible = ?', parameters: [tab] }]),
    ...facetColumns.filter((facet) => facet !== without).flatMap((facet) => among(facet, query.filters[facet])),
    ...[searchCondition(query.search)].filter((condition) => condition !== undefined),
  ]
  return {
    sql: conditions.map((condition) => condition.sql).join(' and '),
    parameters: conditions.flatMap((condition) => condition.parameters),
  }
}

const first = <Item>(list: readonly Item[]): Item | undefined => list[0]

const lineOf = ({ data, last, memberName }: LineRecord): ContactLine => {
  const contact = JSON.parse(data) as Contact
  const phone = first(contact.phones)
  return {
    id: contact.id,
    stage: contact.stage,
    name: contact.name,
    company: contact.company,
    status: contact.status,
    type: contact.type,
    phone: phone ? { typed: phone.typed, e164: phone.e164, digits: phone.digits } : null,
    email: first(contact.emails)?.address ?? null,
    city: contact.city,
    country: contact.country,
    responsible: contact.responsible ? { memberId: contact.responsible, name: memberName ?? '' } : null,
    createdAt: contact.createdAt,
    lastContactAt: last === 0 ? null : last,
  }
}

// The inner query walks an index alone: a jump far down skips there without touching a document.
const list = (database: Database, asked: AskedContacts & { readonly offset: number; readonly limit: number }): ContactLine[] => {
  const { sql, parameters } = conditionsOf(asked)
  const direction = asked.query.descending ? 'desc' : 'asc'
  const order = `${orders[asked.query.sort]} ${direction}, rid ${direction}`
  return database
    .prepare<unknown[], LineRecord>(
      `select row.data as data, contact.last_contact_at as last, member.data ->> 'name' as memberName
       from (select rid from contact where ${sql} order by ${order} limit ? offset ?) page
       join contact using (rid) join row using (rid) left join row member on member.id = contact.responsible
       order by ${order.replaceAll('rid', 'contact.rid')}`,
    )
    .all(...parameters, asked.limit, asked.offset)
    .map(lineOf)
}

const count = (database: Database, asked: AskedContacts): number => {
  const { sql, parameters } = conditionsOf(asked)
  return (
    database
      .prepare<unknown[], number>(`select count(*) from contact where ${sql}`)
      .pluck()
      .get(...parameters) ?? 0
  )
}

const facets = (database: Database, asked: AskedContacts): Record<Facet, Record<string, number>> => {
  const counted = facetColumns.map((facet) => {
    const { sql, parameters } = conditionsOf(asked, facet)
    const rows = database
      .prepare<unknown[], { value: string; total: number }>(
        `select ${facet} as value, count(*) as total from contact where ${sql} group by ${facet} order by total desc limit 300`,
      )
      .all(...parameters)
    return [facet, Object.fromEntries(rows.filter((row) => row.value !== '').map((row) => [row.value, row.total]))]
  })
  return Object.fromEntries(counted)
}

const byPrefix = `select rid from contact where name_fold >= ? and name_fold < ? order by name_fold limit ?`

/** Search as typed: names that begin with the text first, then whatever holds it, unsorted, for a sort would have to see all of them. */
const suggest = (database: Database, { text, limit }: { readonly text: string; readonly limit: number }): Suggestion[] => {
  const plan = planSearch(text)
  if (!plan) return []
  const found = database.prepare<unknown[], number>(byPrefix).pluck().all(plan.prefix, endOfPrefix(plan.prefix), limit)
  if (found.length < limit && plan.trigrams.length > 0) {
    const { sql, parameters } = textCondition(plan)
    const inside = database
      .prepare<unknown[], number>(`select rid from contact_text where ${sql} limit ?`)
      .pluck()
      .all(...parameters, limit)
    found.push(...inside.filter((rid) => !found.includes(rid)).slice(0, limit - found.length))
  }
  const document = database.prepare<[number], string>('select data from row where rid = ?').pluck()
  return found.map((rid) => {
    const { id, stage, name, company, phone, email } = lineOf({ data: document.get(rid) as string, last: 0, memberName: null })
    return { id, stage, name, company, phone, email }
  })
}

export const contactQueries = {
  'contacts.list': list,
  'contacts.count': count,
  'contacts.facets': facets,
  'contacts.suggest': suggest,
}
