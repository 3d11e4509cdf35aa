import type { Database } from '../../src-node/sqlite/database.ts'
import type { KnownPerson, Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import type { DirectoryEntry } from '../../src-shared/contacts/directory-kind.ts'
import type { DuplicateReason } from '../../src-shared/duplicates/duplicate-contract.ts'
import { backwards } from '../../src-shared/lib/digits.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { linesOf } from '../contacts/contact-lines.ts'
import { knownPersonOf } from '../contacts/directory-queries.ts'
import { sameNumber } from '../telephony/same-number.ts'
import { createNameFinder } from './same-name.ts'
import { sharedToken } from './shared-token.ts'

export interface AskedHints {
  readonly name: string
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly except: string | null
  /** Completes numbers without a prefix. */
  readonly country: string
}

export type Hint = Suggestion & {
  readonly responsible: { memberId: string; name: string } | null
  readonly reason: DuplicateReason
}

/** People who are told at once: with more letters there are fewer. */
const most = 20

type Kind = 'contact' | 'directory'

const numbersIn = (database: Database, kind: Kind) => {
  const lookup = database
    .prepare<[string], number>("select lookup from lookup_name where kind = ? and name = 'digitsBackwards'")
    .pluck()
    .get(kind)
  const whole = database.prepare<unknown[], number>('select rid from lookup_value where lookup = ? and value = ? limit ?').pluck()
  const starting = database
    .prepare<unknown[], number>('select distinct rid from lookup_value where lookup = ? and value >= ? and value < ? limit ?')
    .pluck()
  return {
    whole: (value: string) => whole.all(lookup, value, most + 1),
    starting: (value: string, limit: number) => starting.all(lookup, value, `${value}:`, limit),
  }
}

const withEmail = (database: Database, address: string): number[] =>
  database
    .prepare<unknown[], number>(
      `select rid from lookup_value where lookup = (select lookup from lookup_name where kind = 'contact' and name = 'email')
       and value = ? limit ?`,
    )
    .pluck()
    .all(address.trim().toLowerCase(), most + 1)

/** Who might be the same as what is being typed: whom I see, and of whom I know no more than that somebody else has them. */
export const hints = (database: Database, asked: AskedHints): { rows: Hint[]; known: KnownPerson[] } => {
  const numbers = asked.phones.flatMap((phone) => parsePhoneNumber(phone, asked.country)?.digits ?? [])
  const numbersOf = (kind: Kind) => {
    const index = numbersIn(database, kind)
    return numbers.flatMap((digits) => sameNumber(index, digits))
  }
  const reasons = new Map<number, DuplicateReason>()
  const add = (rids: readonly number[], reason: DuplicateReason) => {
    for (const rid of rids) if (!reasons.has(rid)) reasons.set(rid, reason)
  }
  add(numbersOf('contact'), 'phone')
  add(
    asked.emails.filter((address) => address.trim() !== '').flatMap((address) => withEmail(database, address)),
    'email',
  )
  add(createNameFinder(database, 'contact')(fold(asked.name), most + 1), 'name')

  const distinctOf = database.prepare<[string], string | null>("select data ->> 'distinctFrom' from row where id = ?").pluck()
  const saidOf = (id: string) => JSON.parse(distinctOf.get(id) ?? '[]') as string[]
  const { except } = asked
  const said = new Set(except === null ? [] : saidOf(except))
  // Of what many share somebody may have said that it tells nothing.
  const tokens = [
    ...numbers.map((digits) => sharedToken('phone', backwards(digits))),
    ...asked.emails.map((address) => sharedToken('email', address.trim().toLowerCase())),
  ].filter((token) => said.has(token))
  const isOther = ({ id, city }: { readonly id: string; readonly city: string }) => {
    if (except === null) return true
    if (id === except || said.has(id)) return false
    const theirs = saidOf(id)
    const sharedName = sharedToken('name', `${fold(asked.name)}\n${fold(city)}`)
    return !theirs.includes(except) && ![...tokens, sharedName].some((token) => said.has(token) && theirs.includes(token))
  }

  const rids = [...reasons.keys()].slice(0, most * 2)
  const rows = rids.flatMap((rid) =>
    linesOf(database, [rid])
      .filter(isOther)
      .map(({ id, stage, name, company, phone, email, responsible }) => ({
        id,
        stage,
        name,
        company,
        phone,
        email,
        responsible,
        reason: reasons.get(rid) ?? ('name' as const),
      })),
  )
  const select = database.prepare<[number], string>("select data from row where rid = ? and kind = 'directory' and deleted = 0").pluck()
  const memberName = database.prepare<[string], string>("select data ->> 'name' from row where id = ?").pluck()
  const byNumber = new Set(numbersOf('directory'))
  // The directory is found by any word of a name, and by that of a company: here it has to be the whole name.
  const isMeant = (rid: number, entry: DirectoryEntry) => byNumber.has(rid) || fold(entry.name) === fold(asked.name)
  const entries = [...new Set([...byNumber, ...createNameFinder(database, 'directory')(fold(asked.name), most + 1)])]
  return {
    rows: rows.slice(0, most),
    known: entries
      .flatMap((rid) => {
        const data = select.get(rid)
        const entry = data === undefined ? undefined : (JSON.parse(data) as DirectoryEntry)
        return entry && isMeant(rid, entry) ? knownPersonOf(entry, (id) => memberName.get(id) ?? '') : []
      })
      .slice(0, most),
  }
}
