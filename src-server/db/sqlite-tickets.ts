import type { Database } from '../../src-node/sqlite/database.ts'
import { columns, type TicketRecord, type TicketUseRecord, ticketOf, usedTicketsOf } from './records.ts'
import type { Ticket, TicketStore } from './store.ts'

/** Tickets in SQLite. `commit` runs a write as a transaction, and waits where somebody else writes. */
export const createSqliteTickets = (database: Database, commit: <Result>(work: () => Result) => Promise<Result>): TicketStore => {
  const add = database.prepare(`insert into ticket (${columns.ticket}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const byHash = database.prepare<[string], TicketRecord>(`select ${columns.ticket} from ticket where hash = ?`)
  const ofOrganisation = database.prepare<[string, string], TicketRecord>(
    `select ${columns.ticket} from ticket where org = ? and purpose = ? order by created_at desc, id desc`,
  )
  const usesOf = database.prepare<[string, string], TicketUseRecord>(
    `select ticket_id, member_id, at from ticket join ticket_use on ticket_id = ticket.id
    where org = ? and purpose = ? order by at, member_id`,
  )
  // Whether a revocation is changed is said beside it: null is a value of its own.
  const change = database.prepare(
    `update ticket set hash = coalesce(?, hash), expires_at = coalesce(?, expires_at), revoked_at = iif(?, ?, revoked_at)
    where org = ? and id = ?`,
  )
  const use = database.prepare<[string, Ticket['purpose'], number], TicketRecord>(
    `update ticket set uses = uses + 1 where hash = ? and purpose = ? and revoked_at is null and expires_at > ?
    and (max_uses is null or uses < max_uses) returning ${columns.ticket}`,
  )
  const giveBack = database.prepare('update ticket set uses = uses - 1 where id = ? and uses > 0')
  const note = database.prepare('insert or ignore into ticket_use (ticket_id, member_id, at) values (?, ?, ?)')
  const purge = database.prepare('delete from ticket where expires_at < ?')

  return {
    createTicket: async (one) => {
      const { id, organisationId, purpose, hash, data, createdBy, createdAt, expiresAt, maxUses, uses, revokedAt } = one
      await commit(() => add.run(id, organisationId, purpose, hash, data, createdBy, createdAt, expiresAt, maxUses, uses, revokedAt))
    },
    ticketOf: async (hash) => {
      const record = byHash.get(hash)
      return record && ticketOf(record)
    },
    tickets: async (org, purpose) => usedTicketsOf(ofOrganisation.all(org, purpose), usesOf.all(org, purpose)),
    changeTicket: (org, id, { hash = null, expiresAt = null, revokedAt }) =>
      commit(() => change.run(hash, expiresAt, Number(revokedAt !== undefined), revokedAt ?? null, org, id).changes === 1),
    useTicket: (hash, purpose, now) =>
      commit(() => {
        const used = use.get(hash, purpose, now)
        return used ? ticketOf(used) : null
      }),
    returnTicket: async (id) => {
      await commit(() => giveBack.run(id))
    },
    noteTicketUse: async (id, memberId, at) => {
      await commit(() => note.run(id, memberId, at))
    },
    purgeTickets: (expiredBefore) => commit(() => purge.run(expiredBefore).changes),
  }
}
