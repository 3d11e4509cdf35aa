import type { Database } from '../../src-node/sqlite/database.ts'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import { backwards } from '../../src-shared/lib/digits.ts'
import type { Refusal } from './refusals.ts'
import type { MadeContact } from './row-to-contact.ts'

/** By what two rows are the same. */
export type DuplicateKey = 'phone' | 'email'

/** Whom a row is the same as. `contactId` is null for one further up in the file that is still to be made. */
export interface Twin {
  readonly contactId: string | null
  /** Nothing of it may be changed here: it is known by its name alone. */
  readonly isHidden: boolean
  /** Why it may not be changed, where that is so. */
  readonly refusal: Refusal | null
}

type RefusalOf = (data: string) => Refusal | null

/** Fewer digits are an extension or a short code, which many people share. */
const shortestNumber = 7
const bytesOfId = 16

const keysOf = ({ phones, emails }: MadeContact['contact'], by: readonly DuplicateKey[]): string[] => [
  ...(by.includes('phone') ? phones.flatMap(({ digits }) => (digits.length >= shortestNumber ? [digits] : [])) : []),
  ...(by.includes('email') ? emails.map(({ address }) => address.toLowerCase()) : []),
]

// FNV-1a twice with different beginnings: 64 bits, so that among two million keys no two are taken for one (one chance in ten million).
const prime = 0x01000193
const hashes = (key: string): [number, number] => {
  let one = 0x811c9dc5
  let other = 0x9e3779b9
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at)
    one = Math.imul(one ^ unit, prime)
    other = Math.imul(other ^ unit, 0x85ebca6b) ^ (other >>> 13)
  }
  // Both are zero where nothing stands.
  return [(one ^ (one >>> 15)) >>> 0 || 1, (other ^ (other >>> 16)) >>> 0]
}

/**
 * A table of keys outside the heap, with a number for each where `keepsNumbers`, else 0: text and objects would take ten times the memory. It
 * grows by half, for twice as much would be in memory beside what is copied.
 */
export const createKeyTable = (keepsNumbers: boolean, first = 1024) => {
  const width = keepsNumbers ? 3 : 2
  let size = first
  let count = 0
  let table = new Uint32Array(size * width)

  const isFree = (cells: Uint32Array, at: number) => cells[at] === 0 && cells[at + 1] === 0

  const placeOf = (cells: Uint32Array, slots: number, one: number, other: number): number => {
    let slot = one % slots
    for (let at = slot * width; !isFree(cells, at) && (cells[at] !== one || cells[at + 1] !== other); at = slot * width) {
      slot = slot + 1 === slots ? 0 : slot + 1
    }
    return slot * width
  }

  const grow = () => {
    const slots = Math.ceil(size * 1.5)
    const wider = new Uint32Array(slots * width)
    for (let at = 0; at < table.length; at += width) {
      if (isFree(table, at)) continue
      wider.set(table.subarray(at, at + width), placeOf(wider, slots, table[at] as number, table[at + 1] as number))
    }
    table = wider
    size = slots
  }

  return {
    get: (key: string): number | undefined => {
      const [one, other] = hashes(key)
      const at = placeOf(table, size, one, other)
      if (isFree(table, at)) return undefined
      return keepsNumbers ? table[at + 2] : 0
    },
    /** The first number of a key stays. */
    add: (key: string, number: number): void => {
      if ((count + 1) * 5 > size * 4) grow()
      const [one, other] = hashes(key)
      const at = placeOf(table, size, one, other)
      if (!isFree(table, at)) return
      table[at] = one
      table[at + 1] = other
      if (keepsNumbers) table[at + 2] = number
      count += 1
    },
    count: (): number => count,
  }
}

const createIds = () => {
  let bytes = Buffer.alloc(1024 * bytesOfId)
  let count = 0
  return {
    add: (id: string): number => {
      if (count * bytesOfId === bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
      bytes.write(id.replaceAll('-', ''), count * bytesOfId, 'hex')
      count += 1
      return count - 1
    },
    get: (number: number): string => {
      const hex = bytes.toString('hex', number * bytesOfId, (number + 1) * bytesOfId)
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
    },
  }
}

/** Who is here already, as far as this member's computer knows: contacts, and those of others of whom it knows the numbers. */
const createStored = (database: Database, by: readonly DuplicateKey[], refusalOf: RefusalOf) => {
  const lookupOf = database.prepare<[string, string], number>('select lookup from lookup_name where kind = ? and name = ?').pluck()
  // Whoever comes while the import is under way comes of it, and is known by the rows of the file.
  const last = database.prepare<[], number | null>('select max(rid) from row').pluck().get() ?? 0
  const select = database.prepare<[number, string, number], { id: string; kind: string; data: string }>(
    'select row.id, row.kind, row.data from lookup_value join row using (rid) where lookup = ? and value = ? and rid <= ? and row.deleted = 0 limit 1',
  )
  const anyOf = database.prepare<[number], number>('select exists (select 1 from lookup_value where lookup = ?)').pluck()
  const lookups = (
    [
      ['phone', contactKind.name, 'digitsBackwards'],
      ['phone', directoryKind.name, 'digitsBackwards'],
      ['email', contactKind.name, 'email'],
    ] as const
  ).flatMap(([key, kind, name]) => {
    const lookup = by.includes(key) ? lookupOf.get(kind, name) : undefined
    return lookup !== undefined && anyOf.get(lookup) === 1 ? [{ key, lookup }] : []
  })
  return (keys: readonly string[]): Twin | null => {
    if (lookups.length === 0) return null
    for (const key of keys) {
      const isEmail = key.includes('@')
      for (const { key: of, lookup } of lookups) {
        if ((of === 'email') !== isEmail) continue
        const found = select.get(lookup, isEmail ? key : backwards(key), last)
        if (!found) continue
        const isHidden = found.kind === directoryKind.name
        return { contactId: found.id, isHidden, refusal: isHidden ? null : refusalOf(found.data) }
      }
    }
    return null
  }
}

/**
 * Finds by numbers and addresses whether somebody is here already, or stands further up in the file. `keepsIds` where the contact has to be
 * named for which a row further up stands. `refusalOf` tells of a contact's document why it may not be changed.
 */
export const createKnownRows = (database: Database, by: readonly DuplicateKey[], keepsIds: boolean, refusalOf: RefusalOf) => {
  const stored = createStored(database, by, refusalOf)
  const table = createKeyTable(keepsIds)
  const ids = createIds()
  const refusals = new Map<number, Refusal>()
  return {
    twinOf: (contact: MadeContact['contact']): (Twin & { readonly isInFile: boolean }) | null => {
      const keys = keysOf(contact, by)
      const found = stored(keys)
      if (found) return { ...found, isInFile: false }
      for (const key of keys) {
        const number = table.get(key)
        if (number === undefined) continue
        return { contactId: keepsIds ? ids.get(number) : null, isHidden: false, refusal: refusals.get(number) ?? null, isInFile: true }
      }
      return null
    },
    /** From here on rows with a number or an address of this one are the same as the contact of the id. */
    add: (contact: MadeContact['contact'], id: string, refusal: Refusal | null): void => {
      const keys = keysOf(contact, by)
      if (keys.length === 0) return
      const number = keepsIds ? ids.add(id) : 0
      if (refusal) refusals.set(number, refusal)
      for (const key of keys) table.add(key, number)
    },
  }
}

export type KnownRows = ReturnType<typeof createKnownRows>
