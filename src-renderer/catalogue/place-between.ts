interface Placed {
  readonly id: string
  readonly order: number
}

/**
 * The order that an item gets to stand at a place of a list; null where it stands there already, or where there is none to be had between
 * neighbours that have the same.
 */
export const orderAt = (items: readonly Placed[], id: string, place: number): number | null => {
  const from = items.findIndex((item) => item.id === id)
  const to = Math.max(0, Math.min(items.length - 1, place))
  if (from === -1 || from === to) return null
  const others = items.filter((item) => item.id !== id)
  const [before, after] = [others[to - 1], others[to]]
  if (!before) return after ? after.order - 1 : null
  if (!after) return before.order + 1
  return before.order < after.order ? (before.order + after.order) / 2 : null
}

/** The order of an item that comes last. */
export const lastOrder = (items: readonly Placed[]): number => Math.max(0, ...items.map(({ order }) => order)) + 1
