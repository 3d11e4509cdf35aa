import { useCallback, useEffect, useRef, useState } from 'react'

/** Milliseconds after a question in which another key asks none: enough to join keys that come as one. A single one asks at once. */
const typingPause = 30

/**
 * What the core is asked for a text that somebody types. `hold` tells of a key: where another has asked just before, what was asked stays for
 * the rest of the pause. Everything else that changes the text is asked at once, in the same drawing of the page.
 */
export const useTypedSearch = (text: string) => {
  const [held, setHeld] = useState<string | null>(null)
  const search = text === '' ? text : (held ?? text)
  const asked = useRef(search)
  asked.current = search
  const lastAsked = useRef(Number.NEGATIVE_INFINITY)
  const timer = useRef<number | undefined>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const hold = useCallback(() => {
    const now = performance.now()
    const left = lastAsked.current + typingPause - now
    if (left <= 0) lastAsked.current = now
    else if (timer.current === undefined) {
      setHeld(asked.current)
      timer.current = window.setTimeout(() => {
        timer.current = undefined
        lastAsked.current = performance.now()
        setHeld(null)
      }, left)
    }
  }, [])
  return { search, hold }
}
