/** Chance that comes out the same each time for the same seed: mulberry32. */
export const createChance = (seed: number) => {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <Item>(list: readonly Item[]): Item => list[below(list.length)] as Item
  return { next, below, pick }
}

export type Chance = ReturnType<typeof createChance>
