import type { Database } from '../../src-node/sqlite/database.ts'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'

interface LineRecord {
  readonly data: string
  readonly last: number
  readonly memberName: string | null
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
    website: contact.website,
    employeesCount: contact.employeesCount,
    tags: contact.tags,
    sources: contact.sources,
    properties: contact.properties,
    leadSource: contact.leadSource,
    responsible: contact.responsible ? { memberId: contact.responsible, name: memberName ?? '' } : null,
    leadStatus: contact.stage === 'lead' ? contact.leadStatus : null,
    createdAt: contact.createdAt,
    lastContactAt: last === 0 ? null : last,
  }
}

/** The lines of a list, in the order of the rows. */
export const linesOf = (database: Database, rids: readonly number[]): ContactLine[] => {
  const select = database.prepare<[number], LineRecord>(
    `select row.data as data, contact.last_contact_at as last, member.data ->> 'name' as memberName
     from contact join row using (rid) left join row member on member.id = row.data ->> 'responsible' where contact.rid = ?`,
  )
  return rids.flatMap((rid) => select.get(rid) ?? []).map(lineOf)
}
