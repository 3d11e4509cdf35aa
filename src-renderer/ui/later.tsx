import { type ReactNode, startTransition, useEffect, useState } from 'react'

/**
 * Draws what is in it once everything around it is on the screen. What takes long to draw and is not looked at first waits for that, and the
 * next key, where one comes, does not wait for what nobody has seen.
 */
export const Later = ({ children }: { readonly children: ReactNode }) => {
  const [isLater, setLater] = useState(false)
  useEffect(() => {
    let timer: number | undefined
    // What runs after the callbacks of a frame runs after it was drawn.
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => startTransition(() => setLater(true)))
    })
    return () => {
      cancelAnimationFrame(frame)
      window.clearTimeout(timer)
    }
  }, [])
  return isLater && children
}
