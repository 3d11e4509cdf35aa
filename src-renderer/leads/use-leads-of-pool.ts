import { useCallback } from 'react'
import { go } from '../app/navigation.ts'
import { useContactListViews } from '../clients/contact-list-view.ts'
import { type NamedLead, useTakeLead } from './use-leads.ts'

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

/** Takes a lead out of the pool and goes to its card, where it was not lost to somebody else. */
export const useTakeAndOpen = () => {
  const takeLead = useTakeLead()
  const openLead = useOpenLead()
  return useCallback(
    async (lead: NamedLead) => {
      const outcome = await takeLead(lead)
      if (outcome === 'taken' || outcome === 'wish') openLead(lead.id, 'mine')
    },
    [takeLead, openLead],
  )
}
