import { setImmediate as nextTurn } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'
import { heldAs, standsFor } from '../../src-shared/catalogue/aliases.ts'
import { propertyKind, sourceKind, tagKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { checkedValue } from '../../src-shared/catalogue/property-values.ts'
import type { bulkActionSchema, selectionSchema } from '../../src-shared/contacts/contact-contract.ts'
import { contactPatchSchema, deleteContacts, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { setLeadStatus } from '../../src-shared/leads/lead-mutators.ts'
import { type LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { Work } from '../../src-shared/work/work-contract.ts'
import type { Readers } from '../db/readers.ts'
import type { WorkService } from '../work/work-service.ts'
import type { Workspace } from '../workspace.ts'
import type { FoundIds } from './contact-ids.ts'

export interface ContactChangesDependencies {
  readonly workspace: Workspace
  readonly readers: Pick<Readers, 'ask'>
  readonly work: WorkService
}

type Action = z.output<typeof bulkActionSchema>
type Selection = z.output<typeof selectionSchema>

/** Contacts of one transaction: small enough that others read and write in between. */
const chunk = 200

/** Does something to contacts in one transaction. */
type Deed = (ids: readonly string[], batch: string, onRefused: (index: number, error: LeadlineError) => void) => void

/** Changes many contacts at once. */
export const createContactChanges = ({ workspace, readers, work }: ContactChangesDependencies) => {
  const { store, context } = workspace

  /** Ids that come and go: what is added is what stands for it by now, and what is taken away goes under all of its ids. */
  const chosen = (
    kind: typeof tagKind | typeof sourceKind,
    { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ) => {
    const itemOf = (id: string) => store.get(kind as typeof tagKind, id)
    const standing = (id: string): string => {
      const item = standsFor(itemOf, id)
      if (!item) throw notFound(kind.name, id)
      return item.id
    }
    const all = remove.length === 0 ? [] : store.find(kind as typeof tagKind, 'everyone', 'yes').flatMap((id) => itemOf(id) ?? [])
    const gone = remove.flatMap((id) => [id, ...heldAs(all, standsFor(itemOf, id)?.id ?? id)])
    return { add: [...new Set(add.map(standing))], remove: [...new Set(gone)] }
  }

  const deed =
    <Args>(mutator: Mutator<Args>, argsOf: (id: string) => Args): Deed =>
    (ids, batch, onRefused) =>
      store.mutateMany(mutator, ids.map(argsOf), context(), batch, onRefused)

  const patch = (change: z.input<typeof contactPatchSchema>): Deed => {
    const complete = contactPatchSchema.parse(change)
    return deed(patchContact, (id) => ({ id, patch: complete }))
  }

  /** @throws LeadlineError before anything is begun, where it can be done to nobody */
  const deedOf = (action: Action): Deed => {
    switch (action.type) {
      case 'assign': {
        if (action.responsible !== null && !store.get(memberKind, action.responsible)) throw notFound('member', action.responsible)
        return patch({ fields: { responsible: action.responsible } })
      }
      case 'tag':
        return patch({ tags: chosen(tagKind, action) })
      case 'source':
        return patch({ sources: chosen(sourceKind, action) })
      case 'contact_type':
        return patch({ fields: { type: action.value } })
      case 'lead_status':
        return deed(setLeadStatus, (id) => ({ id, status: action.status }))
      case 'property': {
        const property = store.get(propertyKind, action.id)
        if (!property && action.value !== null) throw notFound('property', action.id)
        const value = property && action.value !== null ? checkedValue(property, action.value) : null
        return patch({ properties: { [action.id]: value } })
      }
      case 'delete':
        return deed(deleteContacts, (id) => ({ ids: [id] }))
    }
  }

  /** All of them before anything is written: a change may take away what they are found by. */
  const idsOf = async (selection: Selection, signal: AbortSignal): Promise<readonly string[]> => {
    if ('ids' in selection) return [...new Set(selection.ids)]
    const except = new Set(selection.except)
    const ids: string[] = []
    const memberId = workspace.me().id
    for (let after: number | null = 0; after !== null; ) {
      const part: FoundIds = await readers.ask('contacts.ids', { query: selection.query, memberId, after }, signal)
      for (const id of part.ids) if (!except.has(id)) ids.push(id)
      after = part.next
    }
    return ids
  }

  return {
    /**
     * Begins it, and answers at once; all of it is one act. What is refused (somebody else's lead, a right that is missing) is left and counted.
     * @throws LeadlineError `not_found`, `bad_input` where it can be done to nobody: a tag that is gone, a value that the property does not take
     */
    change: ({ selection, action }: { readonly selection: Selection; readonly action: Action }): Work => {
      const write = deedOf(action)
      const batch = newId()
      return work.begin('change', async ({ signal, report }) => {
        const ids = await idsOf(selection, signal)
        report({ total: ids.length, batch })
        let refused = 0
        let first: LeadlineError | undefined
        for (let from = 0; from < ids.length && !signal.aborted; from += chunk) {
          const part = ids.slice(from, from + chunk)
          write(part, batch, (_index, error) => {
            refused += 1
            first ??= error
          })
          report({
            done: from + part.length - refused,
            refused,
            error: first ? { code: first.code, problems: [...first.problems] } : null,
          })
          await nextTurn()
        }
      })
    },
  }
}

export type ContactChanges = ReturnType<typeof createContactChanges>
