import { useCallback } from 'react'
import type { ContactLine } from '../../src-shared/contacts/contact-contract.ts'
import { go } from '../app/navigation.ts'
import { useSession } from '../app/use-session.ts'
import { useContactListViews } from '../clients/contact-list-view.ts'
import { useTakeLead } from '../clients/use-contacts.ts'

/** Opens the card of a lead beside the list in which it stands. */
export const useOpenLead = () => {
  const change = useContactListViews((views) => views.change)
  return useCallback(
    (id: string, tab: 'mine' | 'unsorted') => {
      change('lead', { tab })
      go({ screen: 'leads', contactId: id })
    },
    [change],
  )
}

/** Takes a lead out of the pool and goes to its card. */
export const useTakeAndOpen = () => {
  const { me } = useSession()
  const takeLead = useTakeLead()
  const openLead = useOpenLead()
  return useCallback(
    async (lead: Pick<ContactLine, 'id' | 'name'>) => {
      if (await takeLead(lead.id, me.id, lead.name)) openLead(lead.id, 'mine')
    },
    [takeLead, openLead, me.id],
  )
}
