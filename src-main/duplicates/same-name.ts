import type { Database } from '../../src-node/sqlite/database.ts'
import { contactStages } from '../../src-shared/contacts/contact-kind.ts'
import { sortKeyRanges } from '../../src-shared/lib/fold.ts'

/**
 * Finds those whose name is this very one, given folded, with whatever diacritics: numbers of their rows, `limit` at most of each spelling.
 * In the directory it finds the end of a name, and companies, too.
 */
export const createNameFinder = (database: Database, kind: 'contact' | 'directory') => {
  const places =
    kind === 'contact'
      ? contactStages.map((stage) => ({ where: 'contact_name where stage = ? and', values: [stage] }))
      : [{ where: 'directory_name where', values: [] }]
  const finders = places.map(({ where, values }) => ({
    values,
    any: database.prepare<unknown[], number>(`select 1 from ${where} name_sort >= ? and name_sort < ? limit 1`),
    // The marks of the last letter come right behind it.
    same: database.prepare<unknown[], number>(`select rid from ${where} name_sort in (?, ?, ?) limit ?`).pluck(),
  }))
  return (folded: string, limit: number): number[] => {
    if (folded === '') return []
    return finders.flatMap(({ values, any, same }) =>
      sortKeyRanges(folded, ({ from, until }) => any.get(...values, from, until) !== undefined).flatMap(({ from }) =>
        same.all(...values, from, `${from}~`, `${from}~~`, limit),
      ),
    )
  }
}
