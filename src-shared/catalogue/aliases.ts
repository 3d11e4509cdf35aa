interface Item {
  readonly id: string
  readonly mergedInto: string | null
}

/** Aliases that are followed before a ring is taken for one: two people may merge the same items crosswise while off line. */
const longestChain = 50

/** The item that stands for an id by now; undefined where it is gone. */
export const standsFor = <Found extends Item>(itemOf: (id: string) => Found | undefined, id: string): Found | undefined => {
  let item = itemOf(id)
  for (let step = 0; item && item.mergedInto !== null && step < longestChain; step++) {
    const next = itemOf(item.mergedInto)
    if (!next) return undefined
    item = next
  }
  // A ring: the smallest id of it stands for all.
  if (!item || item.mergedInto === null) return item
  let smallest = item
  for (let at = itemOf(item.mergedInto); at && at.id !== item.id; at = at.mergedInto === null ? undefined : itemOf(at.mergedInto)) {
    if (at.id < smallest.id) smallest = at
  }
  return smallest
}

/** The ids under which documents may hold an item: its own, and those of what was merged into it. */
export const heldAs = (items: readonly Item[], id: string): string[] => {
  const byId = new Map(items.map((item) => [item.id, item]))
  return items.filter((item) => standsFor((one) => byId.get(one), item.id)?.id === id).map((item) => item.id)
}

/** What documents hold, as it is shown: each item once, those that are gone left out, in the order of the ids. */
export const shownItems = <Found extends Item>(itemOf: (id: string) => Found | undefined, ids: readonly string[]): Found[] => {
  const found = ids.flatMap((id) => standsFor(itemOf, id) ?? [])
  return [...new Map(found.map((item) => [item.id, item])).values()]
}
