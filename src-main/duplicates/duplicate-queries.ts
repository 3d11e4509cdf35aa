import type { Database } from '../../src-node/sqlite/database.ts'
import type { DuplicateGroup, DuplicateReason } from '../../src-shared/duplicates/duplicate-contract.ts'
import { groupOf, likelyGroups, sharing } from './duplicate-groups.ts'
import { hints } from './duplicate-hints.ts'

/** Groups beyond these are neither listed nor counted: nobody looks through them one by one. */
const mostGroups = 10_000

const list = (
  database: Database,
  { reason, offset, limit }: { readonly reason: DuplicateReason; readonly offset: number; readonly limit: number },
): DuplicateGroup[] => {
  const until = Math.min(offset + limit, mostGroups)
  const groups: DuplicateGroup[] = []
  let at = 0
  for (const group of likelyGroups(database, reason)) {
    if (at >= until) break
    if (at >= offset) groups.push(groupOf(database, reason, group))
    at += 1
  }
  return groups
}

const countOf = (database: Database, reason: DuplicateReason): number => {
  let total = 0
  for (const _ of likelyGroups(database, reason)) {
    total += 1
    if (total === mostGroups) break
  }
  return total
}

const count = (database: Database, _asked: object): Record<DuplicateReason, number> => ({
  phone: countOf(database, 'phone'),
  email: countOf(database, 'email'),
  name: countOf(database, 'name'),
})

export const duplicateQueries = {
  'duplicates.hints': hints,
  'duplicates.list': list,
  'duplicates.count': count,
  'duplicates.sharing': sharing,
}
