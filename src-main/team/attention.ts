import { v7 as newId } from 'uuid'
import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import { mutatorsByName } from '../../src-shared/rows/registry.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { Attention } from '../../src-shared/team/team-contract.ts'
import type { Refused } from '../sync/outbox.ts'
import type { SyncStore } from '../sync/sync-store.ts'
import type { Workspace } from '../workspace.ts'

/** Fields told of one refused write; an import has thousands. */
const mostFields = 200

/** Every value of the arguments with the way to it; ids say nothing to a person. */
const contentOf = (value: unknown, path: string): { field: string; text: string }[] => {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) return value.flatMap((one, at) => contentOf(one, `${path}.${at + 1}`))
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([name]) => !/^(id|ids|revision|digits|e164)$|Id$/.test(name))
      .flatMap(([name, one]) => contentOf(one, path === '' ? name : `${path}.${name}`))
  }
  return [{ field: path, text: String(value) }]
}

const contactIdOf = (args: Record<string, unknown>): string | null => {
  const named = args.contactId ?? args.id ?? (Array.isArray(args.ids) && args.ids.length === 1 ? args.ids[0] : null)
  return typeof named === 'string' ? named : null
}

/** Writes that the server refused: read, done once more, put away. */
export const createAttention = ({ store, context }: Workspace, sync: SyncStore) => {
  const told = ({ id, name, args, at, reason }: Refused): Attention => {
    const parsed = JSON.parse(args) as Record<string, unknown>
    const contactId = contactIdOf(parsed)
    const contact = contactId === null ? undefined : store.get(contactKind, contactId)
    const holderId = reason.problems.find(({ path }) => path === 'responsible')?.rule
    return {
      id,
      mutation: name,
      contactId: contact ? contactId : null,
      name: contact?.name ?? nameIn(parsed) ?? deletedName(contactId),
      at,
      reason,
      holder: holderId ? (store.get(memberKind, holderId)?.name ?? null) : null,
      content: contentOf(parsed, '').slice(0, mostFields),
    }
  }

  const nameIn = (parsed: Record<string, unknown>): string | null => (typeof parsed.name === 'string' ? parsed.name : null)
  /** A deleted card keeps its name here. */
  const deletedName = (contactId: string | null): string | null =>
    contactId === null ? null : ((store.rows.read(contactKind.name, contactId)?.document as Contact | undefined)?.name ?? null)

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
