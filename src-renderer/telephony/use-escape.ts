import { useEffect, useRef } from 'react'

/** Hears Escape wherever the focus is, unless something nearer has used it. */
export const useEscape = (isListening: boolean, work: () => void): void => {
  const latest = useRef(work)
  latest.current = work
  useEffect(() => {
    if (!isListening) return
    const hear = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) latest.current()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [isListening])
}
