import type { Database } from '../../src-node/sqlite/database.ts'
import type { KnownPerson } from '../../src-shared/contacts/contact-contract.ts'
import { planSearch } from '../../src-shared/contacts/contact-search.ts'
import type { DirectoryEntry } from '../../src-shared/contacts/directory-kind.ts'
import { backwards } from '../../src-shared/lib/digits.ts'
import { sortKeyRanges } from '../../src-shared/lib/fold.ts'

/** People in one answer: whom to ask is found with more letters, not by reading on. */
const mostKnown = 20

export const knownPersonOf = (entry: DirectoryEntry, nameOf: (memberId: string) => string): KnownPerson => {
  const { id, stage, name, company, responsible, phones } = entry
  const [phone] = phones
  return {
    id,
    stage,
    name,
    company,
    phone: phone ? { typed: phone.typed, e164: phone.e164, digits: phone.digits } : null,
    responsible: responsible === null ? null : { memberId: responsible, name: nameOf(responsible) },
  }
}

/** Known people of whose name or company a word begins so, and those whose numbers end so. */
export const knownPeople = (database: Database, text: string): KnownPerson[] => {
  const plan = planSearch(text)
  if (!plan) return []
  const found = new Set<number>()
  const byName = database
    .prepare<[string, string, number], number>(
      'select rid from directory_name where name_sort >= ? and name_sort < ? order by name_sort, rid limit ?',
    )
    .pluck()
  const anyName = database.prepare<[string, string], number>('select 1 from directory_name where name_sort >= ? and name_sort < ? limit 1')
  for (const { from, until } of sortKeyRanges(plan.prefix, ({ from, until }) => anyName.get(from, until) !== undefined)) {
    for (const rid of byName.all(from, until, mostKnown - found.size)) found.add(rid)
  }
  if (plan.digits !== '') {
    const end = backwards(plan.digits)
    const byPhone = database
      .prepare<[string, string, number], number>(
        'select rid from directory_phone where digits_backwards >= ? and digits_backwards < ? order by digits_backwards, rid limit ?',
      )
      .pluck()
    for (const rid of byPhone.all(end, `${end}:`, mostKnown - found.size)) found.add(rid)
  }
  const select = database.prepare<[number], string>('select data from row where rid = ?').pluck()
  const memberName = database.prepare<[string], string>("select data ->> 'name' from row where id = ?").pluck()
  return [...found]
    .flatMap((rid) => select.get(rid) ?? [])
    .map((data) => knownPersonOf(JSON.parse(data) as DirectoryEntry, (id) => memberName.get(id) ?? ''))
}
