import { callKind } from '../../src-shared/calls/call-kind.ts'
import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { countryOf, digitsOf, formatPhoneNumber, lastNine, type PhoneNumber, parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { Caller, CallerMatch } from '../../src-shared/telephony/telephony-contract.ts'
import type { Workspace } from '../workspace.ts'

/** Longest number that can be an extension of a PBX. */
const longestExtension = 6
/** More people than this with one number are not worth a choice. */
const mostMatches = 20

/** A number as the telephone gave it; whatever it is, it is kept. */
export const readNumber = (number: string, country: string): PhoneNumber =>
  parsePhoneNumber(number, country) ?? { typed: number.slice(0, 64), e164: null, digits: digitsOf(number).slice(0, 32) }

/**
 * Finds out who has a number: a colleague by extension, then a contact by E.164, by digits, and by the last nine digits where those are one
 * contact's alone. Answers from indexes, within the time of a few reads.
 */
export const createIdentify = ({ store, country, me }: Workspace) => {
  const lastNoteOf = store.database
    .prepare<[string], string>("select id from feed where contact_id = ? and kind = 'note' order by occurred_at desc limit 1")
    .pluck()
  const callsWith = store.database.prepare<[string], { count: number; lastAt: number | null }>(
    'select count(*) as count, max(started_at) as lastAt from call where digits = ?',
  )

  const contactIds = (number: PhoneNumber): readonly string[] => {
    const whole = store.find(contactKind, 'digits', number.digits)
    if (whole.length > 0) return whole
    const nine = lastNine(number.digits)
    const similar = nine === null ? [] : store.find(contactKind, 'lastNine', nine)
    return similar.length === 1 ? similar : []
  }

  const matchOf = (contact: Contact, number: PhoneNumber): CallerMatch => {
    const own = contact.phones.some((phone) => phone.digits === number.digits)
    const person = own ? undefined : contact.persons.find((candidate) => candidate.phone?.digits === number.digits)
    const noteId = lastNoteOf.get(contact.id)
    const note = noteId ? store.get(noteKind, noteId) : undefined
    return {
      contactId: contact.id,
      name: contact.name,
      personName: person?.name ?? null,
      company: contact.company,
      type: contact.type,
      stage: contact.stage,
      lastNote: note?.text ?? null,
    }
  }

  const colleague = (number: PhoneNumber): Caller['colleague'] => {
    if (number.digits.length > longestExtension) return null
    const id = store.find(memberKind, 'extension', number.digits).find((candidate) => candidate !== me().id)
    const member = id ? store.get(memberKind, id) : undefined
    return member?.extension ? { memberId: member.id, name: member.name, extension: member.extension } : null
  }

  /** `callId` leaves that call out of the earlier ones; `preferred` is the contact that somebody chose already. */
  return (typed: string, known: { readonly callId?: string; readonly preferred?: string | null } = {}): Caller => {
    const number = readNumber(typed, country())
    const found = number.digits === '' ? [] : contactIds(number)
    const ids = known.preferred ? [known.preferred] : found.slice(0, mostMatches)
    const calls = callsWith.get(number.digits) ?? { count: 0, lastAt: null }
    const counted = known.callId !== undefined && store.get(callKind, known.callId)?.number.digits === number.digits
    return {
      number,
      spoken: formatPhoneNumber(number),
      country: countryOf(number.e164),
      matches: ids.flatMap((id) => store.get(contactKind, id) ?? []).map((contact) => matchOf(contact, number)),
      colleague: colleague(number),
      earlierCalls: { count: Math.max(0, calls.count - (counted ? 1 : 0)), lastAt: calls.lastAt },
    }
  }
}
