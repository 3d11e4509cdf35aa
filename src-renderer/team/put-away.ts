import { create } from 'zustand'

/** Milliseconds in which what was put away can be taken back: until then it only goes out of sight, for the core keeps no second copy. */
export const putAwayDelay = 10_000

interface PutAway {
  readonly ids: ReadonlySet<number>
}

export const usePutAway = create<PutAway>(() => ({ ids: new Set() }))

const without = (id: number) => usePutAway.setState(({ ids }) => ({ ids: new Set([...ids].filter((known) => known !== id)) }))

interface Options {
  readonly id: number
  readonly discard: (id: number) => Promise<unknown>
  readonly onFailed: (error: unknown) => void
}

/** Puts a refused write out of sight, and away for good unless that is taken back in time. Answers how to take it back. */
export const putAway = ({ id, discard, onFailed }: Options): (() => void) => {
  usePutAway.setState(({ ids }) => ({ ids: new Set([...ids, id]) }))
  const timer = setTimeout(() => {
    discard(id).catch((error: unknown) => {
      without(id)
      onFailed(error)
    })
  }, putAwayDelay)
  return () => {
    clearTimeout(timer)
    without(id)
  }
}
