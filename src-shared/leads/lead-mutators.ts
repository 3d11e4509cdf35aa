import { z } from 'zod'
import { standsFor } from '../catalogue/aliases.ts'
import { type LeadStatus, statusKind } from '../catalogue/catalogue-kinds.ts'
import { builtInStatuses, heldStatus, statusRowId } from '../catalogue/lead-statuses.ts'
import { type Contact, contactKind } from '../contacts/contact-kind.ts'
import { LeadlineError, notFound } from '../lib/errors.ts'
import { idSchema, shortTextSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import type { Transaction } from '../rows/transaction.ts'

const leadOf = (tx: Transaction, id: string): Contact => {
  const contact = tx.get(contactKind, id)
  if (!contact) throw notFound('lead', id)
  return contact
}

const statusIn = (tx: Transaction, id: string): LeadStatus | undefined =>
  tx.get(statusKind, id) ?? builtInStatuses.find((status) => status.id === id)

/**
 * Takes a lead of the unsorted pool. Taking what one has already changes nothing.
 * @throws LeadlineError `taken` where somebody else has it, or where it is no lead any more
 */
export const takeLead = defineMutator({
  name: 'lead.take',
  args: z.object({ id: idSchema }),
  run: (tx, { id }, { memberId }) => {
    const lead = leadOf(tx, id)
    if (lead.responsible === memberId) return
    if (lead.responsible !== null || lead.stage !== 'lead') {
      throw new LeadlineError('taken', 'Somebody else has this lead', [{ path: 'responsible', rule: lead.responsible ?? 'nobody' }])
    }
    const leadStatus = lead.leadStatus === 'not_processed' ? 'in_progress' : lead.leadStatus
    tx.put(contactKind, { ...lead, responsible: memberId, leadStatus })
  },
})

/** Gives a lead back to the unsorted pool. */
export const giveBackLead = defineMutator({
  name: 'lead.give-back',
  args: z.object({ id: idSchema }),
  run: (tx, { id }) => {
    const lead = leadOf(tx, id)
    if (lead.stage !== 'lead') throw new LeadlineError('conflict', 'This is not a lead any more')
    tx.put(contactKind, { ...lead, responsible: null, leadStatus: 'not_processed' })
  },
})

/**
 * Ends the work on a lead: it becomes a client and keeps everything that hangs on it, or it is closed as unsuitable, with a reason.
 * A client needs somebody responsible: whoever finishes, where nobody has the lead.
 */
export const finishLead = defineMutator({
  name: 'lead.finish',
  args: z.discriminatedUnion('as', [
    z.object({ id: idSchema, as: z.literal('client') }),
    z.object({ id: idSchema, as: z.literal('unsuitable'), reason: shortTextSchema.min(1) }),
  ]),
  run: (tx, args, { memberId }) => {
    const lead = leadOf(tx, args.id)
    if (lead.stage !== 'lead') throw new LeadlineError('conflict', 'This is not a lead any more')
    const responsible = lead.responsible ?? memberId
    if (args.as === 'client') {
      tx.put(contactKind, {
        ...lead,
        stage: 'client',
        type: 'client',
        responsible,
        leadStatus: 'finished',
        unsuitableReason: '',
        wonBy: memberId,
      })
    } else tx.put(contactKind, { ...lead, responsible, leadStatus: 'unsuitable', unsuitableReason: args.reason })
  },
})

/** Opens a lead again that was finished, either way. */
export const reopenLead = defineMutator({
  name: 'lead.reopen',
  args: z.object({ id: idSchema }),
  run: (tx, { id }) => {
    const lead = leadOf(tx, id)
    if (lead.leadStatus !== 'finished' && lead.leadStatus !== 'unsuitable') {
      throw new LeadlineError('conflict', 'This lead is being worked on already')
    }
    const type = lead.stage === 'client' ? 'potential' : lead.type
    tx.put(contactKind, { ...lead, stage: 'lead', type, leadStatus: 'in_progress', unsuitableReason: '', wonBy: null })
  },
})

/**
 * Moves a lead between the statuses of the work on it. How the work ends is said by `finishLead`; whoever wants to open a lead again, by
 * `reopenLead`.
 */
export const setLeadStatus = defineMutator({
  name: 'lead.set-status',
  args: z.object({ id: idSchema, status: z.string().max(64) }),
  run: (tx, { id, status }) => {
    const lead = leadOf(tx, id)
    const isClosed = lead.leadStatus === 'finished' || lead.leadStatus === 'unsuitable'
    if (lead.stage !== 'lead' || isClosed) throw new LeadlineError('conflict', 'This lead is not being worked on')
    const wished = standsFor((one) => statusIn(tx, one), statusRowId(status))
    if (!wished) throw notFound('status', status)
    if (wished.category === 'won' || wished.category === 'lost') {
      throw new LeadlineError('bad_input', 'This status ends the work on a lead', [{ path: 'status', rule: 'closing_status' }])
    }
    tx.put(contactKind, { ...lead, leadStatus: heldStatus(wished) })
  },
})
