import type { Database } from '../../src-node/sqlite/database.ts'
import type { CallLine, CallQuery } from '../../src-shared/calls/call-contract.ts'
import { planSearch } from '../../src-shared/contacts/contact-search.ts'
import { digitsOf } from '../../src-shared/lib/phone-numbers.ts'
import { type Condition, textCondition } from '../contacts/contact-search-sql.ts'

interface LineRecord {
  readonly data: string
  readonly contactId: string | null
  readonly name: string | null
  readonly company: string | null
  readonly memberName: string | null
}

const among = (column: string, values: readonly string[]): Condition[] =>
  values.length === 0 ? [] : [{ sql: `call.${column} in (${values.map(() => '?').join(', ')})`, parameters: values }]

/** Calls of whoever the search finds, and calls whose number holds its digits. */
const searchOf = (text: string): Condition[] => {
  const plan = planSearch(text)
  if (!plan) return []
  const either: Condition[] = []
  if (plan.trigrams.length > 0) {
    const { sql, parameters } = textCondition(plan)
    either.push({ sql: `call.contact_id in (select id from contact join contact_text using (rid) where ${sql})`, parameters })
  }
  const digits = digitsOf(text)
  if (digits.length > 0) either.push({ sql: 'instr(call.digits, ?) > 0', parameters: [digits.replace(/^00/, '')] })
  if (either.length === 0) {
    either.push({
      sql: "call.contact_id in (select id from contact where name_fold >= ? and name_fold < ? || '\u{10ffff}')",
      parameters: [plan.prefix, plan.prefix],
    })
  }
  return [
    { sql: `(${either.map((condition) => condition.sql).join(' or ')})`, parameters: either.flatMap((condition) => condition.parameters) },
  ]
}

const conditionsOf = (query: CallQuery): Condition => {
  const conditions: Condition[] = [
    ...among('direction', query.direction),
    ...among('result', query.result),
    ...(query.missed ? [{ sql: 'call.missed = 1', parameters: [] }] : []),
    ...(query.from === undefined ? [] : [{ sql: 'call.started_at >= ?', parameters: [query.from] }]),
    ...(query.until === undefined ? [] : [{ sql: 'call.started_at < ?', parameters: [query.until] }]),
    ...searchOf(query.search),
  ]
  if (conditions.length === 0) return { sql: 'true', parameters: [] }
  return {
    sql: conditions.map((condition) => condition.sql).join(' and '),
    parameters: conditions.flatMap((condition) => condition.parameters),
  }
}

const lineOf = (record: LineRecord): CallLine => ({
  call: JSON.parse(record.data),
  contact: record.contactId && record.name !== null ? { id: record.contactId, name: record.name, company: record.company ?? '' } : null,
  memberName: record.memberName ?? '',
})

const selectLine = `select row.data as data, call.contact_id as contactId, contact.data ->> 'name' as name, contact.data ->> 'company' as company,
    member.data ->> 'name' as memberName
  from call join row using (rid) left join row contact on contact.id = call.contact_id and contact.deleted = 0
    left join row member on member.id = row.data ->> 'memberId'`

const list = (
  database: Database,
  { query, offset, limit }: { readonly query: CallQuery; readonly offset: number; readonly limit: number },
): CallLine[] => {
  const { sql, parameters } = conditionsOf(query)
  return database
    .prepare<unknown[], LineRecord>(
      `${selectLine} where call.rid in (select rid from call where ${sql} order by started_at desc, rid desc limit ? offset ?)
       order by call.started_at desc, call.rid desc`,
    )
    .all(...parameters, limit, offset)
    .map(lineOf)
}

const count = (database: Database, query: CallQuery): number => {
  const { sql, parameters } = conditionsOf(query)
  return (
    database
      .prepare<unknown[], number>(`select count(*) from call where ${sql}`)
      .pluck()
      .get(...parameters) ?? 0
  )
}

const get = (database: Database, id: string): CallLine | null => {
  const record = database.prepare<unknown[], LineRecord>(`${selectLine} where call.id = ?`).get(id)
  return record ? lineOf(record) : null
}

export const callQueries = { 'calls.list': list, 'calls.count': count, 'calls.get': get }
