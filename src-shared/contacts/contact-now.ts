import type { Transaction } from '../rows/transaction.ts'
import { contactKind } from './contact-kind.ts'

/** Mergers that are followed before a ring is taken for one. */
const longestChain = 50

/** Where a contact is by now: itself, or the one that it was merged into. */
export const contactNow = (tx: Transaction, id: string): string => {
  let at = id
  for (let step = 0; step < longestChain; step++) {
    const row = tx.peek(contactKind, at)
    if (!row?.deleted || !row.document.mergedInto) return at
    at = row.document.mergedInto
  }
  return at
}
