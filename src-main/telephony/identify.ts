import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import { digitsOf, lastNine } from '../../src-shared/lib/digits.ts'
import { countryOf, formatPhoneNumber, type PhoneNumber, parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { Caller, CallerMatch } from '../../src-shared/telephony/telephony-contract.ts'
import { knownPersonOf } from '../contacts/directory-queries.ts'
import type { Workspace } from '../workspace.ts'
import { sameNumber } from './same-number.ts'

/** Longest number that can be an extension of a PBX. */
const longestExtension = 6
/** More people than this with one number are not worth a choice. */
const mostMatches = 20

/** Characters of a last note that go to the screens. */
const longestNote = 1000
/** Characters of a number that are kept as they came. */
const longestTyped = 64

/** A number as the telephone gave it; whatever it is, it is kept. */
export const readNumber = (number: string, country: string): PhoneNumber => {
  const { e164, digits } = parsePhoneNumber(number, country) ?? { e164: null, digits: digitsOf(number).slice(0, 32) }
  return { typed: number.trim().slice(0, longestTyped), e164, digits }
}

/**
 * Finds out who has a number: a colleague by extension, else a contact by E.164, by digits, and by the last nine digits where those are one
 * contact's alone. Answers from indexes, within the time of a few reads.
 */
export const createIdentify = ({ store, country, me }: Workspace) => {
  const lastNoteOf = store.database
    .prepare<[string], string>("select id from feed where contact_id = ? and kind = 'note' order by occurred_at desc, id desc limit 1")
    .pluck()
  const callsWith = store.database.prepare<[string, string], Caller['earlierCalls']>(
    'select count(*) as count, max(started_at) as lastAt from call where digits = ? and id <> ?',
  )

  /** Of contacts, or of entries of the directory. */
  const idsOf = (kind: typeof contactKind | typeof directoryKind, digits: string): readonly string[] =>
    sameNumber(
      {
        whole: (value) => store.rows.idsOf(kind.name, 'digitsBackwards', value),
        starting: (value, limit) => store.rows.idsStarting(kind.name, 'digitsBackwards', value, limit),
      },
      digits,
    )

  const knownAt = (digits: string): Caller['known'] =>
    idsOf(directoryKind, digits)
      .slice(0, mostMatches)
      .flatMap((id) => store.get(directoryKind, id) ?? [])
      .map((entry) => knownPersonOf(entry, (memberId) => store.get(memberKind, memberId)?.name ?? ''))

  const matchOf = (contact: Contact, { digits }: PhoneNumber): CallerMatch => {
    const isIt = (phone: { readonly digits: string } | null) =>
      phone !== null && (phone.digits === digits || (lastNine(digits) !== null && lastNine(phone.digits) === lastNine(digits)))
    const person = contact.phones.some(isIt) ? undefined : contact.persons.find((candidate) => isIt(candidate.phone))
    const noteId = lastNoteOf.get(contact.id)
    const note = noteId ? store.get(noteKind, noteId) : undefined
    return {
      contactId: contact.id,
      name: contact.name,
      personName: person?.name ?? null,
      company: contact.company,
      type: contact.type,
      stage: contact.stage,
      lastNote: note?.text.slice(0, longestNote) ?? null,
    }
  }

  const colleagueAt = (digits: string): Caller['colleague'] => {
    if (digits === '' || digits.length > longestExtension) return null
    const id = store.find(memberKind, 'extension', digits).find((candidate) => candidate !== me().id)
    const member = id ? store.get(memberKind, id) : undefined
    return member?.extension ? { memberId: member.id, name: member.name, extension: member.extension } : null
  }

  /** `callId` leaves that call out of the earlier ones; `preferred` is the contact that somebody chose already. */
  return (typed: string, known: { readonly callId?: string; readonly preferred?: string | null } = {}): Caller => {
    const number = readNumber(typed, country())
    const colleague = colleagueAt(number.digits)
    const isNobodys = number.digits === '' || colleague !== null
    const found = isNobodys ? [] : idsOf(contactKind, number.digits)
    const ids = known.preferred ? [known.preferred] : found.slice(0, mostMatches)
    // Calls of those who withhold their number are no calls of one person.
    const none = { count: 0, lastAt: null }
    return {
      number,
      spoken: formatPhoneNumber(number),
      country: countryOf(number.e164),
      matches: ids.flatMap((id) => store.get(contactKind, id) ?? []).map((contact) => matchOf(contact, number)),
      known: isNobodys ? [] : knownAt(number.digits),
      colleague,
      earlierCalls: number.digits === '' ? none : (callsWith.get(number.digits, known.callId ?? '') ?? none),
    }
  }
}
