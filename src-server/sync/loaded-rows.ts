import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import type { RowSource, StoredRow } from '../../src-shared/rows/transaction.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'
import type { LookupKey, OrganisationTransaction } from '../db/store.ts'

/** Thrown by a read of what has not been loaded yet: it is loaded, and the mutation runs again. */
class MissingError extends Error {
  readonly ids: readonly string[]
  readonly keys: readonly LookupKey[]

  constructor(ids: readonly string[], keys: readonly LookupKey[]) {
    super('A row has not been loaded yet')
    this.ids = ids
    this.keys = keys
  }
}

/** Runs of one mutation until everything that it reads is there; a mutator that reads without an end is refused. */
const mostRuns = 2000

const textOf = ({ kind, lookup, value }: LookupKey) => `${kind}/${lookup}/${value}`

/**
 * The rows of an organisation as far as a transaction has loaded them. Mutators are synchronous and a database is not: what they read is
 * loaded before, in bulk; whatever else they ask for is loaded when they ask, and they run again from their beginning.
 */
export const createLoadedRows = (tx: Pick<OrganisationTransaction, 'rows' | 'idsOf'>) => {
  const rows = new Map<string, SentRow | null>()
  const parsed = new Map<string, StoredRow>()
  const found = new Map<string, readonly string[]>()

  const load = async (ids: Iterable<string>, keys: readonly LookupKey[] = []) => {
    const missing = [...new Set(ids)].filter((id) => !rows.has(id))
    const unknown = keys.filter((key) => !found.has(textOf(key)))
    const [loaded, answers] = await Promise.all([missing.length > 0 ? tx.rows(missing) : [], unknown.length > 0 ? tx.idsOf(unknown) : []])
    for (const id of missing) rows.set(id, null)
    for (const row of loaded) rows.set(row.id, row)
    for (const [at, key] of unknown.entries()) found.set(textOf(key), answers[at] ?? [])
    // Who looks for rows reads them next: all at once, not one question for each.
    const next = [...new Set(answers.flat())].filter((id) => !rows.has(id))
    if (next.length === 0) return
    for (const id of next) rows.set(id, null)
    for (const row of await tx.rows(next)) rows.set(row.id, row)
  }

  const storedOf = (row: SentRow): StoredRow => {
    const known = parsed.get(row.id)
    if (known) return known
    const stored = { document: JSON.parse(row.data) as RowDocument, deleted: row.deleted }
    parsed.set(row.id, stored)
    return stored
  }

  const rowOf = (id: string): SentRow | null => {
    const row = rows.get(id)
    if (row === undefined) throw new MissingError([id], [])
    return row
  }

  const source: RowSource = {
    read: (kind, id) => {
      const row = rowOf(id)
      return row === null || row.kind !== kind ? undefined : storedOf(row)
    },
    idsOf: (kind, lookup, value) => {
      const key = { kind, lookup, value }
      const ids = found.get(textOf(key))
      if (ids === undefined) throw new MissingError([], [key])
      return ids
    },
  }

  return {
    source,
    load,
    /** The row of an id, whatever its kind. */
    rowOf,
    /** Runs synchronous work, again and again until nothing is missing. It must leave nothing behind when it throws. */
    run: async <Result>(work: () => Result): Promise<Result> => {
      for (let count = 0; count < mostRuns; count++) {
        try {
          return work()
        } catch (error) {
          if (!(error instanceof MissingError)) throw error
          await load(error.ids, error.keys)
        }
      }
      throw new LeadlineError('too_large', 'This reads too much at once')
    },
  }
}

export type LoadedRows = ReturnType<typeof createLoadedRows>
