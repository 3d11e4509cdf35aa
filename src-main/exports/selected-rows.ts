import type { z } from 'zod'
import type { Database } from '../../src-node/sqlite/database.ts'
import type { selectionSchema } from '../../src-shared/contacts/contact-contract.ts'
import { pageOf } from '../contacts/contact-page.ts'

export interface AskedSelection {
  readonly selection: z.output<typeof selectionSchema>
  /** Who asks: whose contacts *mine* are. */
  readonly memberId: string
}

/** Numbers of the rows of a selection: in the order of the list, or in that of the ids. What is not there is left out. */
export const selectedRows = (database: Database, { selection, memberId }: AskedSelection): number[] => {
  const ridOf = database.prepare<[string], number>("select rid from row where id = ? and kind = 'contact' and deleted = 0").pluck()
  const ridsOf = (ids: readonly string[]) => [...new Set(ids)].flatMap((id) => ridOf.get(id) ?? [])
  if ('ids' in selection) return ridsOf(selection.ids)
  const { query, except } = selection
  // One moment: between two statements a row may move within the list.
  const all = database.transaction(() => pageOf(database, { query, memberId, offset: 0, limit: Number.MAX_SAFE_INTEGER }))()
  const left = new Set(ridsOf(except))
  return left.size === 0 ? all : all.filter((rid) => !left.has(rid))
}
