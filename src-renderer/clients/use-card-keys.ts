import { useEffect, useRef } from 'react'
import { isTyping, watchTyping } from '../app/cut-off-typing.ts'

/** What a key does with the card that is open; a key that does nothing now is left out. */
export type CardKeys = Readonly<Record<string, (() => void) | undefined>>

/** Where keys mean something of their own. */
const ownKeys = '[role=menu], [role=listbox], [role=dialog]'

const isTakenElsewhere = (target: EventTarget | null): boolean =>
  document.querySelector('[aria-modal="true"]') !== null || (target instanceof Element && target.closest(ownKeys) !== null)

/** Keys of the card, wherever the focus is but in a field. A list that has a meaning for a key of its own has taken it by then. */
export const useCardKeys = (keys: CardKeys): void => {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const typing = watchTyping()
    const hear = (event: KeyboardEvent) => {
      const act = latest.current[event.key]
      if (!act || event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || isTakenElsewhere(event.target)) return
      if (event.key.length === 1 && typing.isCutOff()) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', hear)
    return () => {
      typing.end()
      window.removeEventListener('keydown', hear)
    }
  }, [])
}
