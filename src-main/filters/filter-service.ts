import { v7 as newId } from 'uuid'
import type { z } from 'zod'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { type SavedFilter, savedFilterKind } from '../../src-shared/filters/filter-kind.ts'
import { deleteFilter, saveFilter } from '../../src-shared/filters/filter-mutators.ts'
import type { Workspace } from '../workspace.ts'

type Wished = z.output<(typeof saveFilter)['args']>

/** Filters that I keep under a name. */
export const createFilterService = ({ store, context, me }: Workspace) => ({
  list: (): SavedFilter[] =>
    store
      .find(savedFilterKind, 'member', me().id)
      .flatMap((id) => store.get(savedFilterKind, id) ?? [])
      // One that a newer program has written may ask for what this one does not know: it is shown where it can be read.
      .filter(({ query }) => contactQuerySchema.safeParse(query).success)
      .toSorted((one, other) => one.name.localeCompare(other.name, me().language)),
  save: (wished: Wished) => {
    const batch = newId()
    store.mutate(saveFilter, wished, context(), batch)
    return { batch }
  },
  delete: (id: string) => {
    const batch = newId()
    store.mutate(deleteFilter, { id }, context(), batch)
    return { batch }
  },
})

export type FilterService = ReturnType<typeof createFilterService>
