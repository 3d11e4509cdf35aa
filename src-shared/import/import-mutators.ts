import { z } from 'zod'
import { notFound } from '../lib/errors.ts'
import { idSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import { importKind, importSchema } from './import-kind.ts'

/** Writes an import into the history of imports. Repeating it changes nothing. */
export const recordImport = defineMutator({
  name: 'import.record',
  args: z.object(importSchema.shape).omit({ memberId: true, finishedAt: true, undoneAt: true, kept: true }),
  run: (tx, args, { memberId, now }) => {
    if (tx.peek(importKind, args.id)) return
    tx.put(importKind, { ...args, memberId, finishedAt: now, undoneAt: null, kept: 0 })
  },
})

/** Says in the history that an import was taken back. */
export const markImportUndone = defineMutator({
  name: 'import.mark-undone',
  args: z.object({ id: idSchema, kept: z.int().min(0) }),
  run: (tx, { id, kept }, { now }) => {
    const one = tx.get(importKind, id)
    if (!one) throw notFound('import', id)
    tx.put(importKind, { ...one, undoneAt: one.undoneAt ?? now, kept })
  },
})
