import { z } from 'zod'
import { contactQuerySchema } from '../contacts/contact-contract.ts'
import { forbiddenAuthor, notFound } from '../lib/errors.ts'
import { idSchema, nameSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import { noContactDaysSchema, savedFilterKind } from './filter-kind.ts'

/** Keeps a filter under its name, or keeps it otherwise. */
export const saveFilter = defineMutator({
  name: 'filter.save',
  args: z.object({ id: idSchema, name: nameSchema, query: contactQuerySchema, noContactDays: noContactDaysSchema.optional() }),
  run: (tx, args, { memberId }) => {
    const known = tx.get(savedFilterKind, args.id)
    // One that was deleted is its author's still: they may take that back.
    const owner = tx.peek(savedFilterKind, args.id)?.document.memberId ?? memberId
    if (owner !== memberId) throw forbiddenAuthor()
    tx.put(savedFilterKind, { ...known, ...args, memberId })
  },
})

export const deleteFilter = defineMutator({
  name: 'filter.delete',
  args: z.object({ id: idSchema }),
  run: (tx, { id }, { memberId }) => {
    const known = tx.get(savedFilterKind, id)
    if (!known) throw notFound('filter', id)
    if (known.memberId !== memberId) throw forbiddenAuthor()
    tx.delete(savedFilterKind, id)
  },
})
