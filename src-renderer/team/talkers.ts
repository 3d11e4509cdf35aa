import type { Presence, PresenceCall } from '../../src-shared/sync/protocol.ts'

interface Number {
  readonly e164: string | null
  readonly digits: string
}

/** Whom somebody may be talking to: a person with all their numbers, or a number alone. */
export interface Callee {
  readonly id: string | null
  readonly phones: readonly Number[]
}

/** Somebody else's call. */
export interface Talk extends PresenceCall {
  readonly memberId: string
}

/** The calls of the others; what I do myself, here or on another machine, is in nobody's way. */
export const talksOfOthers = (presence: readonly Presence[], myId: string): readonly Talk[] =>
  presence.flatMap(({ memberId, call }) => (call && memberId !== myId ? [{ ...call, memberId }] : []))

const isSameNumber = (one: Number, other: Number) =>
  one.e164 !== null && other.e164 !== null ? one.e164 === other.e164 : one.digits !== '' && one.digits === other.digits

/** The call that somebody else has with this person or number, the one that began first; null where there is none. */
export const talkWith = (talks: readonly Talk[], { id, phones }: Callee): Talk | null =>
  talks
    .filter((talk) => (id !== null && talk.contactId === id) || phones.some((phone) => isSameNumber(phone, talk)))
    .toSorted((left, right) => left.since - right.since)[0] ?? null
