import type { Caller, CallerMatch, LiveCall } from '../../src-shared/telephony/telephony-contract.ts'

/** Who a call is with, as far as is known. */
export type Who =
  | { readonly type: 'contact'; readonly match: CallerMatch }
  | { readonly type: 'several'; readonly matches: readonly CallerMatch[] }
  | { readonly type: 'colleague'; readonly memberId: string; readonly name: string; readonly extension: string }
  | { readonly type: 'unknown' }
  /** The number is not shown to us. */
  | { readonly type: 'withheld' }

export const whoOf = (caller: Pick<Caller, 'number' | 'matches' | 'colleague'>): Who => {
  const [first, second] = caller.matches
  if (first && second) return { type: 'several', matches: caller.matches }
  if (first) return { type: 'contact', match: first }
  if (caller.colleague) return { type: 'colleague', ...caller.colleague }
  return caller.number.digits === '' && caller.number.typed === '' ? { type: 'withheld' } : { type: 'unknown' }
}

/** A caller of whom the core has not said anything yet. */
export const strangerWith = (number: string): Caller => ({
  number: { typed: number.slice(0, 64), e164: null, digits: number.replace(/\D+/g, '').slice(0, 32) },
  spoken: number,
  country: null,
  matches: [],
  known: [],
  colleague: null,
  earlierCalls: { count: 0, lastAt: null },
})

/** The one contact a call is with, null where there is none or nobody has chosen yet. */
export const contactOf = (call: LiveCall | null): CallerMatch | null => {
  if (!call) return null
  const who = whoOf(call.caller)
  return who.type === 'contact' ? who.match : null
}

/** What stands as the name: of the contact, of the colleague, what the network says, or the number itself. Empty for a withheld number. */
export const titleOf = (call: Pick<LiveCall, 'caller' | 'displayName'>): string => {
  const who = whoOf(call.caller)
  if (who.type === 'contact') return who.match.personName ?? who.match.name
  if (who.type === 'colleague') return who.name
  return call.caller.spoken
}

/** A stable id for the colours of the initials. */
export const idOf = (call: Pick<LiveCall, 'caller'>): string => {
  const who = whoOf(call.caller)
  if (who.type === 'contact') return who.match.contactId
  return who.type === 'colleague' ? who.memberId : call.caller.number.digits
}
