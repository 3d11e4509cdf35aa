import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { contactRights, mayBecomeLead } from '../../src-shared/team/rights.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import { may } from '../../src-shared/team/viewer.ts'

/** Statuses of every workspace; others have no words of their own. */
export const leadStatuses = ['not_processed', 'in_progress', 'deferred', 'finished', 'unsuitable'] as const
export type LeadStatus = (typeof leadStatuses)[number]

export const leadStatusOf = ({ leadStatus }: Pick<Contact, 'leadStatus'>): LeadStatus | null =>
  leadStatuses.find((known) => known === leadStatus) ?? null

type Asked = Pick<Contact, 'stage' | 'responsible' | 'leadStatus' | 'wonBy'>

/** What can be done with a lead, or with what was one. */
export interface LeadOffers {
  readonly take: boolean
  readonly finish: boolean
  readonly giveBack: boolean
  readonly reopen: boolean
}

/** What this member may do with a contact now. Of what somebody else has, nothing without the right to. */
export const leadOffers = (contact: Asked, viewer: Viewer): LeadOffers => {
  const { stage, responsible } = contact
  const status = leadStatusOf(contact)
  const isEnded = status === 'finished' || status === 'unsuitable'
  const isLead = stage === 'lead'
  const { edit } = contactRights(viewer, contact)
  return {
    take: isLead && responsible === null && !isEnded,
    finish: isLead && !isEnded && edit,
    giveBack: isLead && responsible !== null && !isEnded && edit,
    reopen: isEnded && edit && (isLead || mayBecomeLead(viewer, contact)),
  }
}

/** Whether a lead can end as a client: that makes one. */
export const mayBecomeClient = (viewer: Viewer): boolean => may(viewer, 'customers_create')
