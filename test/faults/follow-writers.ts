import type { Chance } from '../bench/chance.ts'

/** A log of transactions as the harness sees it: who writes it, and who follows it by version. */
export interface FollowedLog {
  /** Writes so many rows in one transaction and answers, when it is committed, with their version. */
  readonly write: (rows: number) => Promise<number>
  /** Versions of rows behind a cursor, in the order in which they come, and the cursor for the next question. */
  readonly read: (after: number) => Promise<{ readonly versions: readonly number[]; readonly to: number }>
}

interface FollowOptions {
  readonly log: FollowedLog
  readonly seconds: number
  readonly chance: Chance
}

/** What came of it, over all readers; everything but the first two must be none. */
export interface Followed {
  readonly transactions: number
  readonly pages: number
  /** Transactions that were confirmed and of which a reader saw none or too few of the rows. */
  readonly missed: number
  /** Versions that no transaction has. */
  readonly gaps: number
  /** Versions that two transactions have. */
  readonly doubled: number
  /** Transactions whose rows came with more than one page. */
  readonly split: number
  /** Rows that came out of order, or once more. */
  readonly disordered: number
}

const writers = 32
const readers = 4
const mostRows = 3

/** Follows the log to its end, page by page; settles when the writers are done and nothing more comes. */
const follow = async (log: FollowedLog, isWritten: () => boolean) => {
  /** Rows seen of each version. */
  const seen: number[] = []
  let cursor = 0
  let pages = 0
  let split = 0
  let disordered = 0
  while (true) {
    const isLast = isWritten()
    const { versions, to } = await log.read(cursor)
    if (versions.length === 0 && isLast) return { seen, pages, split, disordered }
    if (versions.length === 0) await new Promise(setImmediate)
    else pages += 1
    let previous = cursor
    split += new Set(versions.filter((version) => seen[version] !== undefined)).size
    for (const version of versions) {
      if (version < previous || version <= cursor || version > to) disordered += 1
      previous = version
      seen[version] = (seen[version] ?? 0) + 1
    }
    cursor = to
  }
}

/** Lets 32 writers write for so many seconds while readers follow them, and compares what was confirmed with what was seen (I2). */
export const followWriters = async ({ log, seconds, chance }: FollowOptions): Promise<Followed> => {
  const confirmed: number[] = []
  let transactions = 0
  let doubled = 0
  let isWritten = false
  const end = performance.now() + seconds * 1000
  const write = async () => {
    while (performance.now() < end) {
      const rows = 1 + chance.below(mostRows)
      const version = await log.write(rows)
      if (confirmed[version] !== undefined) doubled += 1
      confirmed[version] = rows
      transactions += 1
    }
  }
  const following = Array.from({ length: readers }, () => follow(log, () => isWritten))
  const writing = Array.from({ length: writers }, write)
  // Whoever fails, all come to their end before the store is closed.
  const settled = await Promise.allSettled(writing)
  isWritten = true
  await Promise.allSettled(following)
  for (const outcome of settled) if (outcome.status === 'rejected') throw outcome.reason
  const followed = await Promise.all(following)
  const sum = (count: (reader: (typeof followed)[number]) => number) => followed.reduce((total, reader) => total + count(reader), 0)
  let gaps = 0
  for (let version = 1; version < confirmed.length; version++) if (confirmed[version] === undefined) gaps += 1
  const missedBy = (seen: readonly number[]) => {
    let missed = 0
    for (const [version, rows] of confirmed.entries()) if (rows !== undefined && seen[version] !== rows) missed += 1
    return missed
  }
  return {
    transactions,
    pages: sum(({ pages }) => pages),
    missed: sum(({ seen }) => missedBy(seen)),
    gaps,
    doubled,
    split: sum(({ split }) => split),
    disordered: sum(({ disordered }) => disordered),
  }
}
