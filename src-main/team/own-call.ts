import type { PresenceCall } from '../../src-shared/sync/protocol.ts'
import type { TelephonyState } from '../../src-shared/telephony/telephony-contract.ts'

/** What colleagues are told of the call on this telephone: with whom, from when. Null while there is none. */
export const presenceCallOf = ({ calls }: TelephonyState): PresenceCall | null => {
  const call = calls.find(({ endedAt, phase }) => endedAt === null && phase !== 'ended')
  if (!call) return null
  const { number, matches } = call.caller
  return {
    e164: number.e164,
    digits: number.digits,
    contactId: call.contactId ?? (matches.length === 1 ? (matches[0]?.contactId ?? null) : null),
    since: call.answeredAt ?? call.startedAt,
  }
}
