import type { SentChange, SentMutation, SentRow } from '../../src-shared/sync/protocol.ts'
import type { Client, Membership, SealedMutation, StoredCommand, StoredResult, Ticket, UsedTicket } from './store.ts'

/** How rows of tables come out of either database; `deleted` is a number in SQLite. */
export interface RowRecord extends Omit<SentRow, 'deleted'> {
  readonly deleted: boolean | number
}

export interface ChangeRecord extends Omit<SentChange, 'rowId' | 'memberId'> {
  readonly version: number
  readonly seq: number
  readonly row_id: string
  readonly member_id: string
}

export interface ClientRecord {
  readonly id: string
  readonly user_id: string
  readonly member_id: string
  readonly last_number: number
  readonly acknowledged: number
  readonly view: string | null
}

export interface ResultRecord {
  readonly client_id: string
  readonly number: number
  readonly version: number
  readonly outcome: StoredResult['outcome']
  readonly error: string | null
  readonly digest: string
}

export interface CommandRecord {
  readonly request_id: string
  readonly member_id: string
  readonly answer: string
}

export interface SealedRecord {
  readonly id: number
  readonly member_id: string
  readonly device: string
  readonly mutation: string
}

export interface MembershipRecord {
  readonly user_id: string
  readonly org: string
  readonly member_id: string
}

export interface TicketRecord {
  readonly id: string
  readonly org: string
  readonly purpose: Ticket['purpose']
  readonly hash: string
  readonly data: string
  readonly created_by: string
  readonly created_at: number
  readonly expires_at: number
  readonly max_uses: number | null
  readonly uses: number
  readonly revoked_at: number | null
}

export interface TicketUseRecord {
  readonly ticket_id: string
  readonly member_id: string
  readonly at: number
}

/** Columns of each, as statements name them. */
export const columns = {
  organisation: 'id, name, version, horizon',
  row: 'id, kind, root, version, deleted, data',
  change: 'version, seq, row_id, batch, mutation, member_id, at, device, what, before, after',
  client: 'id, user_id, member_id, last_number, acknowledged, view',
  result: 'client_id, number, version, outcome, error, digest',
  command: 'request_id, member_id, answer',
  sealed: 'id, member_id, device, mutation',
  membership: 'user_id, org, member_id',
  ticket: 'id, org, purpose, hash, data, created_by, created_at, expires_at, max_uses, uses, revoked_at',
} as const

export const rowOf = ({ kind, id, root, version, deleted, data }: RowRecord): SentRow => ({
  kind,
  id,
  root,
  version,
  deleted: Boolean(deleted),
  data,
})

export const changeOf = ({ row_id, batch, mutation, member_id, at, device, what, before, after }: ChangeRecord): SentChange => ({
  rowId: row_id,
  batch,
  mutation,
  memberId: member_id,
  at,
  device,
  what,
  before,
  after,
})

export const clientOf = ({ id, user_id, member_id, last_number, acknowledged, view }: ClientRecord): Client => ({
  id,
  userId: user_id,
  memberId: member_id,
  lastNumber: last_number,
  acknowledged,
  view,
})

export const resultOf = ({ client_id, number, version, outcome, error, digest }: ResultRecord): StoredResult => ({
  clientId: client_id,
  number,
  version,
  outcome,
  error: error === null ? null : (JSON.parse(error) as StoredResult['error']),
  digest,
})

/** Reasons and what clients sent travel as JSON: it escapes the characters that a database would refuse. */
export const errorText = ({ error }: StoredResult): string | null => (error === null ? null : JSON.stringify(error))

export const commandOf = ({ request_id, member_id, answer }: CommandRecord): StoredCommand => ({
  requestId: request_id,
  memberId: member_id,
  answer,
})

export const sealedOf = ({ id, member_id, device, mutation }: SealedRecord): SealedMutation => ({
  id,
  memberId: member_id,
  device,
  mutation: JSON.parse(mutation) as SentMutation,
})

export const membershipOf = ({ user_id, org, member_id }: MembershipRecord): Membership => ({
  userId: user_id,
  organisationId: org,
  memberId: member_id,
})

export const ticketOf = (record: TicketRecord): Ticket => ({
  id: record.id,
  organisationId: record.org,
  purpose: record.purpose,
  hash: record.hash,
  data: record.data,
  createdBy: record.created_by,
  createdAt: record.created_at,
  expiresAt: record.expires_at,
  maxUses: record.max_uses,
  uses: record.uses,
  revokedAt: record.revoked_at,
})

/** Tickets with their uses, both in the order in which they came. */
export const usedTicketsOf = (tickets: readonly TicketRecord[], uses: readonly TicketUseRecord[]): readonly UsedTicket[] => {
  const byTicket = Map.groupBy(uses, ({ ticket_id }) => ticket_id)
  return tickets.map((ticket) => ({
    ...ticketOf(ticket),
    usedBy: (byTicket.get(ticket.id) ?? []).map(({ member_id, at }) => ({ memberId: member_id, at })),
  }))
}
