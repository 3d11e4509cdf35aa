import type { ContactFilters, ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { Periods } from '../../src-shared/lib/periods.ts'
import type { CallFilters, CallTab } from '../calls/call-list-view.ts'
import { noCallFilters } from '../calls/call-list-view.ts'
import { queryOf, withoutFilters } from '../clients/contact-list-view.ts'

/** A number of contacts: the list that shows exactly them is asked the same question. */
export interface ContactFigure {
  readonly of: 'contacts'
  readonly stage: Contact['stage']
  readonly tab: ContactQuery['tab']
  readonly filters: ContactFilters
}

/** A number of calls, and the list that shows them. */
export interface CallFigure {
  readonly of: 'calls'
  readonly tab: CallTab
  readonly filters: CallFilters
}

export type Figure = ContactFigure | CallFigure

const contacts = (stage: Contact['stage'], tab: ContactQuery['tab'], createdFrom?: number): ContactFigure => ({
  of: 'contacts',
  stage,
  tab,
  filters: createdFrom === undefined ? withoutFilters : { ...withoutFilters, createdFrom },
})

const calls = (filters: Partial<CallFilters>, tab: CallTab = 'all'): CallFigure => ({
  of: 'calls',
  tab,
  filters: { ...noCallFilters, ...filters },
})

/** Everything that General counts, for one user and their days. */
export const figuresOf = ({ today, week }: Pick<Periods, 'today' | 'week'>, memberId: string) => {
  const mine = { members: [memberId] }
  const ofDay = { ...mine, period: { type: 'today' } } as const
  const ofWeek = { ...mine, period: { type: 'week' } } as const
  return {
    clients: contacts('client', 'all'),
    clientsOfWeek: contacts('client', 'all', week),
    clientsOfDay: contacts('client', 'all', today),
    myLeads: contacts('lead', 'mine'),
    unsortedLeads: contacts('lead', 'unsorted'),
    leads: contacts('lead', 'all'),
    leadsOfWeek: contacts('lead', 'all', week),
    leadsOfDay: contacts('lead', 'all', today),
    everyCall: calls({}),
    myCalls: calls(mine),
    callsOfDay: calls(ofDay),
    incomingOfDay: calls({ ...ofDay, direction: ['incoming'] }),
    outgoingOfDay: calls({ ...ofDay, direction: ['outgoing'] }),
    incomingOfWeek: calls({ ...ofWeek, direction: ['incoming'] }),
    outgoingOfWeek: calls({ ...ofWeek, direction: ['outgoing'] }),
    waitingCalls: calls({}, 'waiting'),
  } satisfies Record<string, Figure>
}

/** How the list is looked at that a figure opens: what is new stands first. */
export const viewOf = ({ tab, filters }: ContactFigure) => {
  const isNew = filters.createdFrom !== undefined
  return { tab, filters, sort: isNew ? ('created_at' as const) : ('name' as const), descending: isNew }
}

export const contactQueryOf = (figure: ContactFigure): ContactQuery => queryOf(figure.stage, viewOf(figure), '')
