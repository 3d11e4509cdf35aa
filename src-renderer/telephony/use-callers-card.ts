import { useEffect, useRef } from 'react'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { go, useRoute } from '../app/navigation.ts'
import { cardToOpen, holdsText, type SeenCall } from './card-to-open.ts'
import { cardOf } from './open-card.ts'
import { contactOf } from './who.ts'

/** Opens the card of whoever calls, where nothing else is being done on the page. */
export const useCallersCard = (call: LiveCall | null): void => {
  const seen = useRef<SeenCall | null>(null)
  const route = useRoute()
  const here = useRef(route)
  here.current = route
  useEffect(() => {
    const scene = {
      visible: document.visibilityState === 'visible',
      occupied: holdsText(document.activeElement) || document.querySelector('[aria-modal="true"]') !== null,
      route: here.current,
    }
    const contact = cardToOpen(seen.current, call, scene)
    seen.current = call && { callId: call.id, contactId: contactOf(call)?.contactId ?? null }
    if (contact) go(cardOf(contact))
  }, [call])
}
