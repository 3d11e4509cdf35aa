import { v7 as newId } from 'uuid'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import type { TakeResult } from '../../src-shared/leads/lead-contract.ts'
import { finishLead, giveBackLead, reopenLead, setLeadStatus, takeLead } from '../../src-shared/leads/lead-mutators.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { TakeOutcome } from '../../src-shared/sync/server-contract.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { Workspace } from '../workspace.ts'

/** How a lead is taken where there is a server to decide. */
export interface TakingOnLine {
  /** Whether the server can be asked now. */
  readonly isOnLine: () => boolean
  readonly take: (leadId: string) => Promise<TakeOutcome>
}

type Finish = Parameters<typeof finishLead.run>[1]

const worthAWish = (error: unknown): boolean =>
  error instanceof LeadlineError && ['unreachable', 'timeout', 'shutting_down', 'not_found', 'unauthorized'].includes(error.code)

/** The work on leads. Alone everything is decided here; in a team a lead is taken by the server's word, or wished for while there is none. */
export const createLeadService = ({ store, context, me }: Workspace, onLine: TakingOnLine | null) => {
  const nameOf = (memberId: string): string => store.get(memberKind, memberId)?.name ?? ''
  const mine = (outcome: TakeResult['outcome']): TakeResult => ({ outcome, holder: { memberId: me().id, name: me().name } })

  const takeHere = (id: string, outcome: 'taken' | 'wish'): TakeResult => {
    try {
      store.mutate(takeLead, { id }, context(), newId())
      return mine(outcome)
    } catch (error) {
      const holder = store.get(contactKind, id)?.responsible ?? null
      if (!(error instanceof LeadlineError) || error.code !== 'taken' || holder === null) throw error
      return { outcome: 'lost', holder: { memberId: holder, name: nameOf(holder) } }
    }
  }

  /** What is still on its way to the server cannot be asked about there. */
  const isKnownThere = (id: string): boolean => {
    const row = store.rows.whole(id)
    return row !== undefined && row.version > 0 && (store.sync?.outbox.numbersOf(id).length ?? 0) === 0
  }

  const write = (run: (batch: string) => void): { batch: string } => {
    const batch = newId()
    run(batch)
    return { batch }
  }

  return {
    take: async (id: string): Promise<TakeResult> => {
      if (!store.get(contactKind, id)) throw notFound('lead', id)
      if (!onLine) return takeHere(id, 'taken')
      if (onLine.isOnLine() && isKnownThere(id)) {
        try {
          const { outcome, memberId, memberName } = await onLine.take(id)
          return { outcome, holder: { memberId, name: memberName } }
        } catch (error) {
          // Whether the server has heard it is not known then; a wish says the same once more.
          if (!worthAWish(error)) throw error
        }
      }
      return takeHere(id, 'wish')
    },
    giveBack: (id: string) => write((batch) => store.mutate(giveBackLead, { id }, context(), batch)),
    finish: (args: Finish) => write((batch) => store.mutate(finishLead, args, context(), batch)),
    setStatus: (args: { id: string; status: string }) => write((batch) => store.mutate(setLeadStatus, args, context(), batch)),
    reopen: (id: string) => write((batch) => store.mutate(reopenLead, { id }, context(), batch)),
    wishes: (): string[] => [...(store.sync?.touchedBy(takeLead.name) ?? [])],
  }
}

export type LeadService = ReturnType<typeof createLeadService>
