import { useEffect } from 'react'
import { isTyping, watchTyping } from './cut-off-typing.ts'
import { go } from './navigation.ts'
import type { Route } from './routes.ts'
import { openAdd, useView } from './view-store.ts'

/** Keys after `g`: go to a screen. The same in every language. */
export const goKeys: Readonly<Record<string, Route>> = {
  g: { screen: 'general' },
  c: { screen: 'clients', contactId: null },
  l: { screen: 'leads', contactId: null },
  p: { screen: 'calls' },
  s: { screen: 'settings', page: 'profile' },
  h: { screen: 'help' },
}

/** Milliseconds in which the second key must follow `g`. */
const patience = 1500

const dialogIsOpen = () => document.querySelector('[aria-modal="true"]') !== null

/** The shortcuts that work on every screen. */
export const useShortcuts = (): void => {
  useEffect(() => {
    let goingSince = 0
    const typing = watchTyping()
    const hear = (event: KeyboardEvent) => {
      const { set } = useView.getState()
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        set({ paletteOpen: true })
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || dialogIsOpen()) return
      if (event.key.length === 1 && typing.isCutOff()) return
      const wasGoing = event.timeStamp - goingSince < patience && goingSince > 0
      goingSince = 0
      const place = wasGoing ? goKeys[event.key] : undefined
      if (place) go(place)
      else if (event.key === 'g') goingSince = event.timeStamp
      else if (event.key === 'n') openAdd()
      else if (event.key === '?') set({ shortcutsOpen: true })
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the grids hear it: `c` after `g` goes to the clients and calls nobody.
    window.addEventListener('keydown', hear, true)
    return () => {
      typing.end()
      window.removeEventListener('keydown', hear, true)
    }
  }, [])
}
