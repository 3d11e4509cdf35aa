import type { Database } from '../../src-node/sqlite/database.ts'
import { allPhones, type Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { DuplicateGroup, DuplicateReason } from '../../src-shared/duplicates/duplicate-contract.ts'
import { backwards } from '../../src-shared/lib/digits.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { formatPhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { linesOf } from '../contacts/contact-lines.ts'
import { createNameFinder } from './same-name.ts'
import { sharedToken } from './shared-token.ts'

/** Contacts that share something: `value` as it is looked up by, `rids` in rising order. */
interface Shared {
  readonly value: string
  readonly rids: readonly number[]
}

/** Contacts of one group that are shown. */
const mostShown = 20
/** Numbers that are shorter are extensions and short codes: many have those. */
const shortestNumber = 7
/** Contacts whose towns are looked at before the others are left alone: names that many bear lead nowhere. */
const mostLookedAt = 100_000

const lookupOf = (database: Database, name: string): number =>
  database.prepare<[string], number>("select lookup from lookup_name where kind = 'contact' and name = ?").pluck().get(name) ?? -1

/** Values that several contacts have, in the order of the index: whoever has enough stops. */
const sharedValues = function* (database: Database, lookup: string, shortest: number): Generator<Shared> {
  const number = lookupOf(database, lookup)
  const select = database
    .prepare<[number, string], number>('select rid from lookup_value where lookup = ? and value = ? order by rid')
    .pluck()
  const values = database
    .prepare<[number], string>('select value from lookup_value where lookup = ? group by value having count(*) > 1')
    .pluck()
    .iterate(number)
  for (const value of values) if (value.length >= shortest) yield { value, rids: select.all(number, value) }
}

/** Contacts whose names are the same without diacritics, two words or more, and who live in the same town, or nowhere that is known. */
const sharedNames = function* (database: Database): Generator<Shared> {
  // Sort keys without the marks of diacritics are folded names: see `sortKey`. The order of names is read once; their rows would be as much again.
  const names = database
    .prepare<[], string>(
      `select replace(name_sort, '~', '') as name from contact_name where instr(name_sort, ' ') > 0 group by name having count(*) > 1`,
    )
    .pluck()
    .iterate()
  const ridsNamed = createNameFinder(database, 'contact')
  const cityOf = database.prepare<[number], string>("select data ->> 'city' from row where rid = ?").pluck()
  let looked = 0
  for (const name of names) {
    const numbers = ridsNamed(name, mostLookedAt).toSorted((one, other) => one - other)
    looked += numbers.length
    if (looked > mostLookedAt) return
    for (const [city, living] of Map.groupBy(numbers, (rid) => fold(cityOf.get(rid) ?? ''))) {
      if (living.length > 1) yield { value: `${name}\n${city}`, rids: living }
    }
  }
}

const sharedBy = (database: Database, reason: DuplicateReason): Generator<Shared> => {
  if (reason === 'phone') return sharedValues(database, 'digitsBackwards', shortestNumber)
  return reason === 'email' ? sharedValues(database, 'email', 1) : sharedNames(database)
}

/** Groups in which somebody may still be somebody else: where a person has said of each two that they are not, nothing is left to ask. */
export const likelyGroups = function* (database: Database, reason: DuplicateReason): Generator<Shared> {
  const select = database.prepare<[number], { id: string; distinct: string | null }>(
    'select id, data ->> \'distinctFrom\' as "distinct" from row where rid = ?',
  )
  const memberOf = (rid: number) => {
    const { id = '', distinct = null } = select.get(rid) ?? {}
    return { id, said: new Set(distinct === null ? [] : (JSON.parse(distinct) as string[])) }
  }
  const areDistinct = ({ value, rids }: Shared): boolean => {
    if (rids.length > mostShown) {
      const token = sharedToken(reason, value)
      return rids.every((rid) => memberOf(rid).said.has(token))
    }
    const members = rids.map(memberOf)
    // Nobody has said anything about them: mostly it is so.
    if (members.every(({ said }) => said.size === 0)) return false
    const token = sharedToken(reason, value)
    return members.every((one, at) =>
      members
        .slice(at + 1)
        .every((other) => one.said.has(other.id) || other.said.has(one.id) || (one.said.has(token) && other.said.has(token))),
    )
  }
  for (const shared of sharedBy(database, reason)) if (!areDistinct(shared)) yield shared
}

/** Ids of all who share something: `key` as a group tells it. */
export const sharing = (database: Database, { reason, key }: { readonly reason: DuplicateReason; readonly key: string }): string[] => {
  const idOf = database.prepare<[number], { id: string; city: string | null }>("select id, data ->> 'city' as city from row where rid = ?")
  if (reason === 'name') {
    const [name = '', city] = key.split('\n')
    const found = createNameFinder(database, 'contact')(name, mostLookedAt).flatMap((rid) => idOf.get(rid) ?? [])
    return found.filter((one) => fold(one.city ?? '') === city).map(({ id }) => id)
  }
  return database
    .prepare<[number, string], string>('select row.id from lookup_value join row using (rid) where lookup = ? and value = ? order by rid')
    .pluck()
    .all(lookupOf(database, reason === 'phone' ? 'digitsBackwards' : 'email'), key)
}

const shownValue = (reason: DuplicateReason, value: string, contact: Contact | undefined): string => {
  if (reason === 'email') return value
  if (reason === 'name') return [contact?.name ?? '', contact?.city ?? ''].filter((text) => text !== '').join(', ')
  const digits = backwards(value)
  const phone = contact && allPhones(contact).find((one) => one.digits === digits)
  return phone ? formatPhoneNumber(phone) : digits
}

export const groupOf = (database: Database, reason: DuplicateReason, { value, rids }: Shared): DuplicateGroup => {
  const shown = rids.slice(0, mostShown)
  const data = database
    .prepare<[number], string>('select data from row where rid = ?')
    .pluck()
    .get(shown[0] ?? 0)
  return {
    reason,
    key: value,
    total: rids.length,
    value: shownValue(reason, value, data === undefined ? undefined : (JSON.parse(data) as Contact)),
    contacts: linesOf(database, shown).toSorted((one, other) => one.createdAt - other.createdAt),
  }
}
