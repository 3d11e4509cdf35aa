import { createHash, randomBytes } from 'node:crypto'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Invitation } from '../../src-shared/sync/server-contract.ts'
import { tokenLength } from '../../src-shared/team/invitation-link.ts'
import type { Ticket, UsedTicket } from '../db/store.ts'

/** What an invitation is for, as its ticket keeps it. */
export interface InvitationData {
  readonly kind: 'mail' | 'link'
  /** Of whom is invited by mail, in lower case. */
  readonly email: string | null
  readonly name: string
  readonly extension: string | null
  readonly groupId: string
  /** That it lasts, from when it was made or made anew. */
  readonly days: number
}

export const invitationDataOf = ({ data }: Ticket): InvitationData => JSON.parse(data) as InvitationData

export const makeToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token. It has 2²⁵⁶ forms, so it needs no salt. */
export const tokenHash = (token: string): string => createHash('sha256').update(`leadline invitation ${token}`).digest('base64url')

export type InvitationState = Invitation['state']

/** `isVoid`: whoever invited is blocked by now or may not give the group any more, or the group is gone. */
export const stateOf = ({ maxUses, uses, revokedAt, expiresAt }: Ticket, isVoid: boolean, now: number): InvitationState => {
  if (maxUses !== null && uses >= maxUses) return 'used'
  if (revokedAt !== null) return 'revoked'
  if (expiresAt <= now) return 'expired'
  return isVoid ? 'revoked' : 'open'
}

const sentences = {
  unknown: 'There is no such invitation',
  cut_off: 'This link of an invitation is not whole',
  expired: 'This invitation has expired',
  revoked: 'This invitation was taken back',
  used: 'This invitation has been used',
} as const

export const refusal = (why: keyof typeof sentences): LeadlineError => new LeadlineError(`invitation_${why}`, sentences[why])

/** @throws LeadlineError `invitation_cut_off` or `invitation_unknown` where it can be no token */
export const checkToken = (token: string): void => {
  if (!/^[\w-]*$/.test(token) || token.length > tokenLength) throw refusal('unknown')
  if (token.length < tokenLength) throw refusal('cut_off')
}

export const invitationOf = (ticket: UsedTicket, state: InvitationState): Invitation => {
  const { days: _, ...data } = invitationDataOf(ticket)
  return {
    id: ticket.id,
    ...data,
    createdBy: ticket.createdBy,
    createdAt: ticket.createdAt,
    expiresAt: ticket.expiresAt,
    maxUses: ticket.maxUses,
    state,
    usedBy: [...ticket.usedBy],
  }
}
