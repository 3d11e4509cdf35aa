/** Chromium caps an element at 33,554,428 px; this stays below, with room for a header. */
export const tallestElement = 30_000_000

export interface ScrollScale {
  /** Height of the element that scrolls, px. */
  readonly height: number
  /** Pixels of the list for each pixel of the scroll bar; 1 where the list fits. */
  readonly ratio: number
}

/** How a list of any length is laid on an element that may not be taller than `tallest`. `viewport` is what is seen of it, px. */
export const scrollScale = (count: number, rowHeight: number, viewport: number, tallest = tallestElement): ScrollScale => {
  const wanted = count * rowHeight
  if (wanted <= tallest) return { height: wanted, ratio: 1 }
  // Both ends meet: at the end of the scroll bar stands the last row.
  return { height: tallest, ratio: (wanted - viewport) / (tallest - viewport) }
}

/** The place in the list, px from its top, that least moves the view until the row is seen whole. */
export const offsetToShow = (index: number, rowHeight: number, offset: number, viewport: number): number => {
  const top = index * rowHeight
  if (top < offset) return top
  if (top + rowHeight > offset + viewport) return top + rowHeight - viewport
  return offset
}

/** Rows that are drawn above and below what is seen. */
const beyond = 4

/** The rows to draw where `top` is the uppermost that is seen and `inView` rows fit; `last` is below `first` where there are none. */
export const drawnRows = (count: number, top: number, inView: number): { readonly first: number; readonly last: number } => {
  // A list may have become shorter than where one stands in it.
  const uppermost = Math.max(0, Math.min(top, count - Math.ceil(inView)))
  return { first: Math.max(0, uppermost - beyond), last: Math.min(count - 1, uppermost + Math.ceil(inView) + beyond) }
}

/** The pages of `size` rows that hold the rows from `first` to `last`. */
export const pagesOf = (first: number, last: number, size: number): readonly number[] => {
  if (last < first) return []
  const from = Math.floor(first / size)
  const until = Math.floor(last / size)
  return Array.from({ length: until - from + 1 }, (_, at) => from + at)
}
