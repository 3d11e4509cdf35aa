import { setImmediate as nextTurn } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { contactPatchSchema, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import type { DuplicateReason } from '../../src-shared/duplicates/duplicate-contract.ts'
import { notFound } from '../../src-shared/lib/errors.ts'
import type { Readers } from '../db/readers.ts'
import type { HistoryService } from '../history/history-service.ts'
import type { Workspace } from '../workspace.ts'
import { sharedToken } from './shared-token.ts'

interface Dependencies {
  readonly workspace: Workspace
  readonly readers: Pick<Readers, 'ask'>
  readonly history: Pick<HistoryService, 'undo'>
}

/** Contacts of one transaction: small enough that others read and write in between. */
const chunk = 200

/**
 * Keeps that all who share something are different people, however many they are: one act. Where one of them may not be changed, none is.
 * @throws LeadlineError `not_found` where nobody shares it any more
 */
export const createDismissal =
  ({ workspace: { store, context }, readers, history }: Dependencies) =>
  async (shared: { readonly reason: DuplicateReason; readonly key: string }): Promise<{ batch: string }> => {
    const ids = await readers.ask('duplicates.sharing', shared)
    if (ids.length === 0) throw notFound('group of duplicates', shared.key)
    const batch = newId()
    const patch = contactPatchSchema.parse({ distinctFrom: { add: [sharedToken(shared.reason, shared.key)] } })
    for (let from = 0; from < ids.length; from += chunk) {
      const some = ids.slice(from, from + chunk).map((id) => ({ id, patch }))
      try {
        store.mutateMany(patchContact, some, context(), batch, (_index, error) => {
          throw error
        })
      } catch (error) {
        if (from > 0) await history.undo(batch)
        throw error
      }
      await nextTurn()
    }
    return { batch }
  }

export type Dismissal = ReturnType<typeof createDismissal>
