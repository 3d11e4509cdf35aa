import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { drawnRows, offsetToShow, scrollScale } from './virtual-scroll.ts'

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
 * pixels stands for `ratio` pixels of the list. All rows have one height, so a list of a million costs as much as one of ten.
 */
export const useVirtualRows = ({ count, rowHeight, scroller, rows, headHeight }: Options) => {
  const [viewport, setViewport] = useState(0)
  /** The row at the upper edge. */
  const [top, setTop] = useState(0)
  const { height, ratio } = useMemo(() => scrollScale(count, rowHeight, viewport), [count, rowHeight, viewport])
  const { first, last } = drawnRows(count, top, viewport / (rowHeight || 1))
  /** What the listeners below need, and where the scroll bar stands: to ask the element makes it lay out what was drawn. */
  const latest = useRef({ ratio, first, rowHeight, headHeight, scrollTop: 0 })
  Object.assign(latest.current, { ratio, first, rowHeight, headHeight })

  // Where the first drawn row stands inside the element: the same as in the list, unless the scroll is scaled. Set beside React, because
  // with a scaled scroll it changes with every pixel and the rows need not be drawn again for that.
  const place = useCallback(() => {
    const { ratio, first, rowHeight, scrollTop } = latest.current
    const start = first * rowHeight
    if (rows.current) rows.current.style.top = `${ratio === 1 ? start : start - scrollTop * ratio + scrollTop}px`
  }, [rows])
  useLayoutEffect(place)

  const read = useCallback(() => {
    const { ratio, rowHeight } = latest.current
    latest.current.scrollTop = scroller.current?.scrollTop ?? 0
    setTop(Math.floor((latest.current.scrollTop * ratio) / (rowHeight || 1)))
    if (ratio !== 1) place()
  }, [scroller, place])

  const watched = useRef<{ readonly element: HTMLElement | null; readonly end: () => void }>({ element: null, end: () => {} })
  // The element may come late, and be another one later.
  useLayoutEffect(() => {
    const element = scroller.current
    if (watched.current.element === element) return
    watched.current.end()
    watched.current = { element, end: () => {} }
    if (!element) return
    const measure = () => setViewport(Math.max(0, element.clientHeight - latest.current.headHeight))
    measure()
    read()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    const end = () => {
      observer.disconnect()
      element.removeEventListener('scroll', read)
    }
    watched.current = { element, end }
  })
  useEffect(
    () => () => {
      watched.current.end()
      watched.current = { element: null, end: () => {} }
    },
    [],
  )

  // Under another scale the same place of the scroll bar stands for other rows.
  const scale = useRef(ratio)
  useLayoutEffect(() => {
    if (scale.current === ratio) return
    scale.current = ratio
    read()
  }, [ratio, read])

  const scrollTo = useCallback(
    (scrollTop: number) => {
      if (!scroller.current || latest.current.scrollTop === scrollTop) return
      scroller.current.scrollTop = scrollTop
      // The browser tells of it a frame later.
      read()
    },
    [scroller, read],
  )

  const show = useCallback(
    (index: number) => {
      const element = scroller.current
      if (!element) return
      const { ratio, scrollTop, rowHeight, headHeight } = latest.current
      const offset = scrollTop * ratio
      const wanted = offsetToShow(index, rowHeight, offset, element.clientHeight - headHeight)
      if (wanted !== offset) scrollTo(wanted / ratio)
    },
    [scroller, scrollTo],
  )

  /** To the first row. */
  const begin = useCallback(() => scrollTo(0), [scrollTo])

  return { first, last, height, rowsInView: Math.max(1, Math.floor(viewport / rowHeight)), show, begin }
}
