import { LeadlineError } from '../../src-shared/lib/errors.ts'

export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Result codes of SQLite (sqlite.org/rescode.html) and of PostgreSQL (class 53: no resources, 58: errors of the system). */
const ofTheDisk = /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|PROTOCOL)(_.*)?|53100|58\w{3}|XX00[12])$/

/** Locks that somebody else has, transactions that cannot be put in an order, connections that are all taken. */
const ofCrowds = /^(SQLITE_(BUSY|LOCKED)(_.*)?|40001|40P01|55P03|53300|57014)$/

/** The way to PostgreSQL: codes of Node for sockets, class 08, servers that end or begin (57P01 to 57P05), a transaction that idled (25P03). */
const ofTheWay = /^(E(CONN\w+|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|NOTFOUND|AI_AGAIN)|ENOENT|08\w{3}|57P0[1-5]|25P03)$/

/** Errors of a connection that `pg` tells without a code. */
const lostConnection =
  /connection (terminated|ended|error)|client was closed|timeout (expired|exceeded)|read timeout|cannot use a pool|not queryable/i

/** What the store's disk, its crowd or the way to it refuse is told as such; every other error stays what it is. */
export const asStoreError = (error: unknown): unknown => {
  if (error instanceof LeadlineError || !(error instanceof Error)) return error
  const code = codeOf(error)
  if (ofTheDisk.test(code)) return new LeadlineError('storage_failed', `The disk failed (${code}); nothing of this was kept`)
  if (ofCrowds.test(code)) return new LeadlineError('busy', `The database has too much to do (${code})`)
  if (ofTheWay.test(code) || (code === '' && lostConnection.test(error.message))) {
    return new LeadlineError('unreachable', `The database cannot be reached${code === '' ? '' : ` (${code})`}`)
  }
  // The accounts wrap what their database says.
  const inner = error.cause === undefined ? error : asStoreError(error.cause)
  return inner instanceof LeadlineError ? inner : error
}
