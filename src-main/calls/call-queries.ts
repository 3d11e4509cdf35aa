import type { Database } from '../../src-node/sqlite/database.ts'
import type { CallLine, CallQuery } from '../../src-shared/calls/call-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { planSearch, type SearchPlan } from '../../src-shared/contacts/contact-search.ts'
import { allOf, type Condition, hasTrigrams, matchOf, prefixCondition, textCondition } from '../contacts/contact-search-sql.ts'

interface LineRecord {
  readonly data: string
  readonly contactId: string | null
  readonly stage: Contact['stage'] | null
  readonly name: string | null
  readonly company: string | null
  readonly memberName: string | null
}

const among = (column: string, values: readonly string[]): Condition[] =>
  values.length === 0 ? [] : [{ sql: `call.${column} in (${values.map(() => '?').join(', ')})`, parameters: values }]

/** Contacts beyond so many are not looked up for their calls: the calls are looked through for their contacts. */
const mostContacts = 5000

/** Calls of whoever the search finds. */
const contactCondition = (database: Database, plan: SearchPlan): Condition => {
  if (!hasTrigrams(plan)) {
    const { sql, parameters } = prefixCondition(plan)
    const contact = `select 1 from row person join contact using (rid) where person.id = call.contact_id and ${sql}`
    return { sql: `exists (${contact})`, parameters }
  }
  const match = matchOf(plan)
  const candidates = `select count(*) from (select 1 from contact_search where contact_search match ? limit ${mostContacts})`
  if ((database.prepare<[string], number>(candidates).pluck().get(match) ?? 0) === mostContacts) {
    const { sql, parameters } = textCondition(plan, 'person.rid')
    return { sql: `exists (select 1 from row person where person.id = call.contact_id and ${sql})`, parameters }
  }
  const { sql, parameters } = textCondition(plan, 'contact_search.rowid')
  const found = `select person.id from contact_search cross join row person on person.rid = contact_search.rowid where contact_search match ? and ${sql}`
  return { sql: `call.contact_id in (${found})`, parameters: [match, ...parameters] }
}

/** Calls of whoever the search finds, and calls whose number holds its digits. */
const searchOf = (database: Database, text: string): Condition[] => {
  const plan = planSearch(text)
  if (!plan) return []
  const contact = contactCondition(database, plan)
  if (plan.digits === '') return [contact]
  return [{ sql: `(${contact.sql} or instr(call.digits, ?) > 0)`, parameters: [...contact.parameters, plan.digits] }]
}

const laterTalkWith = (column: 'digits' | 'contact_id') =>
  `select 1 from call later where later.${column} = call.${column} and (later.started_at, later.rid) > (call.started_at, call.rid)
     and (later.missed = 1 or later.result = 'answer')`

// Of several missed calls of one person the newest waits for all of them. Who was not reached still waits.
const waiting = `call.missed = 1 and call.digits <> ''
  and not exists (${laterTalkWith('digits')}) and not exists (${laterTalkWith('contact_id')})`

const facetColumns = { direction: 'direction', result: 'result', members: 'member_id' } as const
type Facet = keyof typeof facetColumns

const facetNames = Object.keys(facetColumns) as readonly Facet[]

const conditionsOf = (database: Database, query: CallQuery, without?: Facet): Condition =>
  allOf([
    ...facetNames.filter((facet) => facet !== without).flatMap((facet) => among(facetColumns[facet], query[facet])),
    ...(query.waiting ? [{ sql: waiting, parameters: [] }] : []),
    ...(query.missed ? [{ sql: 'call.missed = 1', parameters: [] }] : []),
    ...(query.from === undefined ? [] : [{ sql: 'call.started_at >= ?', parameters: [query.from] }]),
    ...(query.until === undefined ? [] : [{ sql: 'call.started_at < ?', parameters: [query.until] }]),
    ...searchOf(database, query.search),
  ])

const lineOf = ({ data, contactId, stage, name, company, memberName }: LineRecord): CallLine => ({
  call: JSON.parse(data),
  contact: contactId && stage && name !== null ? { id: contactId, stage, name, company: company ?? '' } : null,
  memberName: memberName ?? '',
})

const selectLine = `select row.data as data, call.contact_id as contactId, contact.data ->> 'stage' as stage, contact.data ->> 'name' as name,
    contact.data ->> 'company' as company, member.data ->> 'name' as memberName
  from call join row using (rid) left join row contact on contact.id = call.contact_id and contact.deleted = 0
    left join row member on member.id = call.member_id`

const list = (
  database: Database,
  { query, offset, limit }: { readonly query: CallQuery; readonly offset: number; readonly limit: number },
): CallLine[] => {
  const { sql, parameters } = conditionsOf(database, query)
  return database
    .prepare<unknown[], LineRecord>(
      `${selectLine} where call.rid in (select rid from call where ${sql} order by started_at desc, rid desc limit ? offset ?)
       order by call.started_at desc, call.rid desc`,
    )
    .all(...parameters, limit, offset)
    .map(lineOf)
}

const count = (database: Database, query: CallQuery): number => {
  const { sql, parameters } = conditionsOf(database, query)
  return (
    database
      .prepare<unknown[], number>(`select count(*) from call where ${sql}`)
      .pluck()
      .get(...parameters) ?? 0
  )
}

const countEach = (
  database: Database,
  { query, boundaries }: { readonly query: CallQuery; readonly boundaries: readonly number[] },
): number[] => boundaries.slice(1).map((until, at) => count(database, { ...query, from: boundaries[at], until }))

const facets = (database: Database, query: CallQuery): Record<Facet, Record<string, number>> => {
  const counted = facetNames.map((facet) => {
    const { sql, parameters } = conditionsOf(database, query, facet)
    const column = facetColumns[facet]
    const rows = database
      .prepare<unknown[], { value: string | null; total: number }>(
        `select ${column} as value, count(*) as total from call where ${sql} group by ${column} order by total desc limit 500`,
      )
      .all(...parameters)
    return [facet, Object.fromEntries(rows.filter((row) => row.value !== null).map((row) => [row.value, row.total]))]
  })
  return Object.fromEntries(counted)
}

const get = (database: Database, id: string): CallLine | null => {
  const record = database.prepare<unknown[], LineRecord>(`${selectLine} where call.id = ?`).get(id)
  return record ? lineOf(record) : null
}

export const callQueries = {
  'calls.list': list,
  'calls.count': count,
  'calls.countEach': countEach,
  'calls.facets': facets,
  'calls.get': get,
}
