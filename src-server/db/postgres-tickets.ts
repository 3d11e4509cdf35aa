import type { Ask } from './postgres-connections.ts'
import { columns, type TicketRecord, type TicketUseRecord, ticketOf, usedTicketsOf } from './records.ts'
import type { TicketStore } from './store.ts'

/** Tickets in PostgreSQL: each act is one statement, and the lock of the ticket's row orders those who use it at once. */
export const createPostgresTickets = (ask: Ask): TicketStore => ({
  createTicket: async (ticket) => {
    await ask(`insert into ticket (${columns.ticket}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, [
      ticket.id,
      ticket.organisationId,
      ticket.purpose,
      ticket.hash,
      ticket.data,
      ticket.createdBy,
      ticket.createdAt,
      ticket.expiresAt,
      ticket.maxUses,
      ticket.uses,
      ticket.revokedAt,
    ])
  },
  ticketOf: async (hash) => {
    const [found] = await ask<TicketRecord>(`select ${columns.ticket} from ticket where hash = $1`, [hash])
    return found && ticketOf(found)
  },
  tickets: async (org, purpose) => {
    const tickets = await ask<TicketRecord>(
      `select ${columns.ticket} from ticket where org = $1 and purpose = $2 order by created_at desc, id desc`,
      [org, purpose],
    )
    const uses = await ask<TicketUseRecord>(
      'select ticket_id, member_id, at from ticket_use where ticket_id = any($1) order by at, member_id',
      [tickets.map(({ id }) => id)],
    )
    return usedTicketsOf(tickets, uses)
  },
  changeTicket: async (org, id, { hash = null, expiresAt = null, revokedAt }) => {
    const changed = await ask(
      `update ticket set hash = coalesce($3, hash), expires_at = coalesce($4, expires_at),
      revoked_at = case when $5 then $6 else revoked_at end where org = $1 and id = $2 returning id`,
      [org, id, hash, expiresAt, revokedAt !== undefined, revokedAt ?? null],
    )
    return changed.length === 1
  },
  useTicket: async (hash, purpose, now) => {
    const [used] = await ask<TicketRecord>(
      `update ticket set uses = uses + 1 where hash = $1 and purpose = $2 and revoked_at is null and expires_at > $3
      and (max_uses is null or uses < max_uses) returning ${columns.ticket}`,
      [hash, purpose, now],
    )
    return used ? ticketOf(used) : null
  },
  returnTicket: async (id) => {
    await ask('update ticket set uses = uses - 1 where id = $1 and uses > 0', [id])
  },
  noteTicketUse: async (id, memberId, at) => {
    await ask('insert into ticket_use (ticket_id, member_id, at) values ($1, $2, $3) on conflict do nothing', [id, memberId, at])
  },
  purgeTickets: async (expiredBefore) => (await ask('delete from ticket where expires_at < $1 returning id', [expiredBefore])).length,
})
