import type { Clock } from '../../src-main/sync/sync-transport.ts'
import type { Chance } from '../bench/chance.ts'

interface Due {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/** A world whose time passes only when nothing is left to do, so that a run is the same each time. */
export const createVirtualClock = (start: number, chance: Chance) => {
  let now = start
  let order = 0
  const due = new Map<number, Due>()

  const at = (time: number, run: () => void): (() => void) => {
    order += 1
    const own = order
    due.set(own, { at: Math.max(Math.ceil(time), now), order: own, run })
    return () => void due.delete(own)
  }

  /** Everything that waits for promises alone goes on until it waits for time. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  return {
    now: () => now,
    after: (milliseconds: number, run: () => void) => at(now + milliseconds, run),
    /** A clock of one machine, wrong by `skew` milliseconds. */
    clockOf: (skew: () => number): Clock => ({
      now: () => now + skew(),
      after: (milliseconds, run) => at(now + milliseconds, run),
      random: () => chance.next(),
    }),
    /** Lets time pass. */
    passUntil: async (end: number): Promise<void> => {
      await settle()
      for (;;) {
        let next: Due | undefined
        for (const one of due.values()) {
          if (one.at <= end && (!next || one.at < next.at || (one.at === next.at && one.order < next.order))) next = one
        }
        if (!next) break
        due.delete(next.order)
        now = next.at
        next.run()
        await settle()
      }
      now = Math.max(now, end)
    },
  }
}

export type VirtualClock = ReturnType<typeof createVirtualClock>
