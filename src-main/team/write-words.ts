import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import type { WorkspaceStore } from '../db/workspace-store.ts'

/** Fields told of one write; an import has thousands. */
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

const nameIn = (parsed: Record<string, unknown>): string | null => (typeof parsed.name === 'string' ? parsed.name : null)

/** What a write was about and what it said, for people to read: `args` are those of its mutator, as JSON. */
export const tellWrite = (store: Pick<WorkspaceStore, 'get' | 'rows'>, args: string) => {
  const parsed = JSON.parse(args) as Record<string, unknown>
  const contactId = contactIdOf(parsed)
  const contact = contactId === null ? undefined : store.get(contactKind, contactId)
  /** A card that is deleted, or may not be seen any more, keeps its name here. */
  const formerName = (id: string): string | undefined =>
    store.get(directoryKind, id)?.name ?? (store.rows.read(contactKind.name, id)?.document as Contact | undefined)?.name
  return {
    /** Of a card that is there. */
    contactId: contact ? contactId : null,
    name: contact?.name ?? nameIn(parsed) ?? (contactId === null ? null : (formerName(contactId) ?? null)),
    content: contentOf(parsed, '').slice(0, mostFields),
  }
}
