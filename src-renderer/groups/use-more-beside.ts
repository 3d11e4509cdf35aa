import { type RefObject, useEffect, useState } from 'react'

/** Whether a box that scrolls has more to the right than it shows. `columns` is how many stand in it. */
export const useMoreBeside = (box: RefObject<HTMLElement | null>, columns: number): boolean => {
  const [more, setMore] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another column changes what there is, not the size of the box
  useEffect(() => {
    const element = box.current
    if (!element) return
    // Half pixels are no content.
    const look = () => setMore(element.scrollWidth - element.clientWidth - Math.abs(element.scrollLeft) > 1)
    look()
    const watch = new ResizeObserver(look)
    watch.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box, columns])
  return more
}
