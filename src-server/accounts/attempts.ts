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

/** An address of the old kind is one machine; of the new kind everybody has 2⁶⁴ of them. */
export const networkOf = (address: string): string => (address.includes('.') ? address : address.split(':').slice(0, 4).join(':'))

/**
 * Counts wrong attempts in this process, for each key `limit` in `window` milliseconds. An attempt counts from its beginning, so that
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

  return {
    /**
     * Runs what may be done only so often, however it ends.
     * @throws LeadlineError `too_many_attempts`, and then nothing was done
     */
    count: async <Result>(names: readonly string[], work: () => Promise<Result>): Promise<Result> => {
      const tries = names.map(hashed).map(triesOf)
      if (tries.some(({ count }) => count >= limit))
        throw new LeadlineError('too_many_attempts', 'This was asked for too often: wait a while')
      for (const one of tries) one.count += 1
      return work()
    },
    /**
     * Runs an attempt under each of these keys, which are hashed: they may be e-mails.
     * @throws LeadlineError `too_many_attempts`, and then nothing was tried
     */
    run: async <Result>(names: readonly string[], isWrong: (error: unknown) => boolean, work: () => Promise<Result>): Promise<Result> => {
      const keys = names.map(hashed)
      const tries = keys.map(triesOf)
      if (tries.some(({ count }) => count >= limit)) throw new LeadlineError('too_many_attempts', 'Too many attempts: wait a minute')
      for (const one of tries) one.count += 1
      const takeBack = () => {
        for (const one of tries) one.count -= 1
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
