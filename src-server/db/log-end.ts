/** The newest version that a page holds whole; where the first transaction alone is larger than a page, its own. */
const endOf = (versions: readonly number[], limit: number, head: number): number => {
  const beyond = versions[limit]
  if (beyond === undefined) return head
  return versions.findLast((version) => version < beyond) ?? beyond
}

/**
 * Where a page of the log ends so that it splits no transaction. `rows` and `changes` are the versions of the first `limit + 1` of each behind
 * the cursor, rising; `head` is the organisation's.
 */
export const logEnd = (rows: readonly number[], changes: readonly number[], limit: number, head: number): number =>
  Math.min(endOf(rows, limit, head), endOf(changes, limit, head))
