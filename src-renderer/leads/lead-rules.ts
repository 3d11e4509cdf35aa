import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { rightsOf } from '../../src-shared/team/rights.ts'

/** Statuses of every workspace; others have no words of their own. */
export const leadStatuses = ['not_processed', 'in_progress', 'deferred', 'finished', 'unsuitable'] as const
export type LeadStatus = (typeof leadStatuses)[number]

export const leadStatusOf = ({ leadStatus }: Pick<Contact, 'leadStatus'>): LeadStatus | null =>
  leadStatuses.find((known) => known === leadStatus) ?? null

type Asked = Pick<Contact, 'stage' | 'responsible' | 'leadStatus'>

/** What can be done with a lead, or with what was one. */
export interface LeadOffers {
  readonly take: boolean
  readonly finish: boolean
  readonly giveBack: boolean
  readonly reopen: boolean
}

/** Whether a contact is read-only here: a lead that somebody else has, and this group works none of others. */
export const isHeldByOther = ({ stage, responsible }: Pick<Asked, 'stage' | 'responsible'>, me: Pick<Member, 'id' | 'group'>): boolean =>
  stage === 'lead' && responsible !== null && responsible !== me.id && !rightsOf(me).editsOthersLeads

/** What this member may do with a contact now. Of what somebody else has, nothing but by an administrator. */
export const leadOffers = (contact: Asked, me: Pick<Member, 'id' | 'group'>): LeadOffers => {
  const { stage, responsible } = contact
  const status = leadStatusOf(contact)
  const isEnded = status === 'finished' || status === 'unsuitable'
  const isLead = stage === 'lead'
  const mayWork = responsible === null || responsible === me.id || rightsOf(me).editsOthersLeads
  return {
    take: isLead && responsible === null && !isEnded,
    finish: isLead && !isEnded && mayWork,
    giveBack: isLead && responsible !== null && !isEnded && mayWork,
    reopen: isEnded && mayWork,
  }
}
