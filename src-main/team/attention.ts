import { v7 as newId } from 'uuid'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import { mutatorsByName } from '../../src-shared/rows/registry.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { Attention } from '../../src-shared/team/team-contract.ts'
import type { Refused } from '../sync/outbox.ts'
import type { SyncStore } from '../sync/sync-store.ts'
import type { Workspace } from '../workspace.ts'
import { tellWrite } from './write-words.ts'

/** Writes that the server refused: read, done once more, put away. */
export const createAttention = ({ store, context }: Workspace, sync: SyncStore) => {
  const told = ({ id, name, args, at, reason }: Refused): Attention => {
    const told = tellWrite(store, args)
    const holderId = reason.problems.find(({ path }) => path === 'responsible')?.rule
    return {
      id,
      mutation: name,
      contactId: told.contactId,
      name: told.name,
      at,
      reason,
      holder: holderId ? (store.get(memberKind, holderId)?.name ?? null) : null,
      content: told.content,
    }
  }

  const existing = (id: number): Refused => {
    const found = sync.outbox.refused().find((one) => one.id === id)
    if (!found) throw notFound('refused write', String(id))
    return found
  }

  return {
    list: (): Attention[] => sync.outbox.refused().map(told),
    /** @throws LeadlineError why it cannot be done once more; it stays among those that need attention then */
    retry: (id: number): { batch: string } => {
      const { name, args } = existing(id)
      const mutator = mutatorsByName[name] as unknown as Mutator<unknown> | undefined
      if (!mutator) throw new LeadlineError('conflict', 'This program does not know that write')
      const batch = newId()
      store.mutate(mutator, JSON.parse(args), context(), batch)
      sync.outbox.putAway(id)
      return { batch }
    },
    discard: (ids: readonly number[]): void => {
      for (const id of ids) sync.outbox.putAway(id)
    },
  }
}
