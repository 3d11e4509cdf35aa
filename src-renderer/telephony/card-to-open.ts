import type { CallerMatch, LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import type { Route } from '../app/routes.ts'
import { contactOf } from './who.ts'

/** What a page knew of the call on the line the last time it looked. */
export interface SeenCall {
  readonly callId: string
  readonly contactId: string | null
}

/** What the person at the page is doing. */
export interface Scene {
  /** Whether the page can be seen. */
  readonly visible: boolean
  /** Something is being written, or a dialog waits for an answer. */
  readonly occupied: boolean
  readonly route: Route
}

const shows = (route: Route, contactId: string) => 'contactId' in route && route.contactId === contactId

/**
 * Whose card opens by itself: of the one person who calls, and of whoever was made or chosen for a call. It opens once, never over something
 * that is being written, and never for a call that was found going on.
 */
export const cardToOpen = (seen: SeenCall | null, call: LiveCall | null, scene: Scene): CallerMatch | null => {
  const contact = contactOf(call)
  if (!call || !contact) return null
  const isNews = seen?.callId === call.id ? seen.contactId !== contact.contactId : call.phase === 'ringing'
  if (!isNews || !scene.visible || scene.occupied) return null
  return shows(scene.route, contact.contactId) ? null : contact
}

/** Whether a field with the focus holds text that somebody may be writing. */
export const holdsText = (element: Element | null): boolean => {
  if (!(element instanceof HTMLElement)) return false
  if (element instanceof HTMLTextAreaElement) return element.value !== ''
  if (element instanceof HTMLInputElement)
    return !/^(checkbox|radio|button|submit|reset|range|file)$/.test(element.type) && element.value !== ''
  return element.isContentEditable && element.textContent !== ''
}
