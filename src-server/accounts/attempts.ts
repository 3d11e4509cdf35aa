import { createHash } from 'node:crypto'
import { LeadlineError } from '../../src-shared/lib/errors.ts'

interface Tries {
  count: number
  /** UTC milliseconds. */
  readonly until: number
}

/** Keys kept at most; beyond that those that have ended go, and then the oldest. */
const mostKeys = 50_000

const hashed = (text: string) => createHash('sha256').update(text).digest('base64url')

/** An address of the old kind is one machine; of the new kind everybody has 2⁶⁴ of them, in which `::` stands for as many zeros as are missing. */
export const networkOf = (address: string): string => {
  if (address.includes('.')) return address
  const [start = '', end] = address.split('::')
  const [first, last] = [start, end ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: Math.max(0, 8 - (first?.length ?? 0) - (last?.length ?? 0)) }, () => '0')
  return [...(first ?? []), ...zeros, ...(last ?? [])].slice(0, 4).join(':')
}

/** What attempts are counted under; `most` where it is another number than usual: many people share an address. */
type AttemptKey = string | { readonly name: string; readonly most: number }

/**
 * Counts wrong attempts in this process, for each key `limit` (where it names no other number) in `window` milliseconds. An attempt counts from its beginning, so that
 * a hundred at once are not a hundred chances; one that went well is taken back.
 */
export const createAttempts = (now: () => number, limit = 5, window = 60_000) => {
  const kept = new Map<string, Tries>()

  const makeRoom = () => {
    if (kept.size < mostKeys) return
    for (const [key, { until }] of kept) if (until <= now()) kept.delete(key)
    for (const key of kept.keys()) {
      if (kept.size < mostKeys) return
      kept.delete(key)
    }
  }

  const triesOf = (key: string): Tries => {
    const known = kept.get(key)
    if (known && known.until > now()) return known
    makeRoom()
    const fresh = { count: 0, until: now() + window }
    kept.set(key, fresh)
    return fresh
  }

  const keysOf = (keys: readonly AttemptKey[]) => {
    const counted = keys.map((key) => (typeof key === 'string' ? { name: key, most: limit } : key))
    return counted.map(({ name, most }) => ({ tries: triesOf(hashed(name)), most }))
  }
  const isUsedUp = (keys: ReturnType<typeof keysOf>) => keys.some(({ tries, most }) => tries.count >= most)

  return {
    /**
     * Runs what may be done only so often, however it ends.
     * @throws LeadlineError `too_many_attempts`, and then nothing was done
     */
    count: async <Result>(names: readonly AttemptKey[], work: () => Promise<Result>): Promise<Result> => {
      const keys = keysOf(names)
      if (isUsedUp(keys)) throw new LeadlineError('too_many_attempts', 'This was asked for too often: wait a while')
      for (const { tries } of keys) tries.count += 1
      return work()
    },
    /**
     * Runs an attempt under each of these keys, which are hashed: they may be e-mails.
     * @throws LeadlineError `too_many_attempts`, and then nothing was tried
     */
    run: async <Result>(
      names: readonly AttemptKey[],
      isWrong: (error: unknown) => boolean,
      work: () => Promise<Result>,
    ): Promise<Result> => {
      const keys = keysOf(names)
      if (isUsedUp(keys)) throw new LeadlineError('too_many_attempts', 'Too many attempts: wait a minute')
      for (const { tries } of keys) tries.count += 1
      const takeBack = () => {
        for (const { tries } of keys) tries.count -= 1
      }
      try {
        const result = await work()
        takeBack()
        return result
      } catch (error) {
        if (!isWrong(error)) takeBack()
        throw error
      }
    },
  }
}

export type Attempts = ReturnType<typeof createAttempts>
