import { useMemo, useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './routes.ts'

const lastPlace = 'leadline-place'

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

const readHash = () => window.location.hash

/** Goes to a place. `replace` leaves no step behind: for what only refines where one is. */
export const go = (route: Route, { replace = false }: { readonly replace?: boolean } = {}): void => {
  const hash = formatRoute(route)
  localStorage.setItem(lastPlace, hash)
  if (hash === window.location.hash) return
  if (replace) {
    window.history.replaceState(null, '', hash)
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  } else window.location.hash = hash
}

/** A start without an address goes on where the last one ended. */
export const restorePlace = (): void => {
  const known = localStorage.getItem(lastPlace)
  if (!window.location.hash && known) window.history.replaceState(null, '', known)
}

export const useRoute = (): Route => {
  const hash = useSyncExternalStore(subscribe, readHash)
  return useMemo(() => parseRoute(hash), [hash])
}
