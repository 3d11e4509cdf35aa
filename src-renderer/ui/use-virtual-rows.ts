import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { offsetToShow, scrollScale } from './virtual-scroll.ts'

const overscan = 8

interface Options {
  readonly count: number
  readonly rowHeight: number
  readonly scroller: RefObject<HTMLElement | null>
  /** The element that holds the drawn rows, placed absolutely inside one of the given height. */
  readonly rows: RefObject<HTMLElement | null>
  /** Height of what stays on top of the rows inside the scroller, px. */
  readonly headHeight: number
}

/**
 * Which rows are to be drawn, and where. The list may be taller than an element may be: then the scroll bar is scaled, and each of its
 * pixels stands for `ratio` pixels of the list.
 */
export const useVirtualRows = ({ count, rowHeight, scroller, rows, headHeight }: Options) => {
  const [viewport, setViewport] = useState(0)
  const { height, ratio } = useMemo(() => scrollScale(count, rowHeight, viewport), [count, rowHeight, viewport])
  const currentRatio = useRef(ratio)
  currentRatio.current = ratio
  const firstDrawn = useRef(0)

  // Where the first drawn row stands inside the element: the same as in the list, unless the scroll is scaled. Set beside React, because
  // with a scaled scroll it changes with every pixel and the rows need not be drawn again for that.
  const place = useCallback(() => {
    const scrollTop = scroller.current?.scrollTop ?? 0
    const start = firstDrawn.current * rowHeight
    const top = currentRatio.current === 1 ? start : start - scrollTop * currentRatio.current + scrollTop
    if (rows.current) rows.current.style.top = `${top}px`
  }, [scroller, rows, rowHeight])

  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    overscan,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    observeElementRect: (instance, tell) => {
      const element = instance.scrollElement
      if (!element) return
      const observer = new ResizeObserver(() => {
        setViewport(Math.max(0, element.clientHeight - headHeight))
        tell({ width: element.clientWidth, height: element.clientHeight })
      })
      observer.observe(element)
      tell({ width: element.clientWidth, height: element.clientHeight })
      return () => observer.disconnect()
    },
    observeElementOffset: (instance, tell) => {
      const element = instance.scrollElement
      if (!element) return
      const read = () => {
        tell(element.scrollTop * currentRatio.current, false)
        if (currentRatio.current !== 1) place()
      }
      read()
      element.addEventListener('scroll', read, { passive: true })
      return () => element.removeEventListener('scroll', read)
    },
    // Scrolling is done here, in the scaled measure.
    scrollToFn: () => {},
  })

  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? -1
  firstDrawn.current = first
  useLayoutEffect(place)

  const show = useCallback(
    (index: number) => {
      const element = scroller.current
      if (!element) return
      const offset = element.scrollTop * currentRatio.current
      const wanted = offsetToShow(index, rowHeight, offset, element.clientHeight - headHeight)
      if (wanted !== offset) element.scrollTop = wanted / currentRatio.current
    },
    [scroller, rowHeight, headHeight],
  )

  useLayoutEffect(() => {
    setViewport(Math.max(0, (scroller.current?.clientHeight ?? 0) - headHeight))
  }, [scroller, headHeight])

  return { first, last, height, rowsInView: Math.max(1, Math.floor(viewport / rowHeight)), show }
}
