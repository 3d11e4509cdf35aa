import { catalogueKinds } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
import type { Kind } from '../../src-shared/rows/kind.ts'
import { taskKind } from '../../src-shared/tasks/task-kind.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { WorkspaceStore } from '../db/workspace-store.ts'

type Store = Pick<WorkspaceStore, 'get' | 'rows'>

/** Fields told of one write; an import has thousands. */
const mostFields = 200

const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const namingKinds = [...Object.values(catalogueKinds), memberKind] as unknown as readonly Kind[]

/** An id says nothing to a person: what it names is told in its place, as far as it is here. */
const createNames =
  (store: Store) =>
  (id: string): string | undefined => {
    for (const kind of namingKinds) {
      const row = store.rows.read(kind.name, id)
      if (row) return String(row.document.name)
    }
    return undefined
  }

/** Every value of the arguments with the way to it. */
const contentOf = (value: unknown, path: string, nameOf: (id: string) => string | undefined): { field: string; text: string }[] => {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) return value.flatMap((one, at) => contentOf(one, `${path}.${at + 1}`, nameOf))
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([name]) => !/^(id|ids|revision|digits|e164|kind|into|from)$|Ids?$/.test(name))
      .flatMap(([name, one]) => {
        const step = anId.test(name) ? (nameOf(name) ?? '') : name
        return contentOf(one, [path, step].filter((part) => part !== '').join('.'), nameOf)
      })
  }
  const text = typeof value === 'string' && anId.test(value) ? nameOf(value) : String(value)
  return text === undefined ? [] : [{ field: path, text }]
}

const firstOf = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined)

/** The card that a write was about: named by it, that of its task, or the one that stays of those that were to be merged. */
const contactIdOf = (store: Store, args: Record<string, unknown>): string | null => {
  const task = typeof args.id === 'string' ? store.get(taskKind, args.id) : undefined
  const onlyOne = Array.isArray(args.ids) && args.ids.length === 1 ? args.ids[0] : null
  const named = args.contactId ?? firstOf(args.contactIds) ?? firstOf(task?.contactIds) ?? args.id ?? args.into ?? onlyOne
  return typeof named === 'string' ? named : null
}

const nameIn = (parsed: Record<string, unknown>): string | null => {
  const name = parsed.name ?? parsed.title ?? parsed.fileName
  return typeof name === 'string' ? name : null
}

/** What a write was about and what it said, for people to read: `args` are those of its mutator, as JSON. */
export const tellWrite = (store: Store, args: string) => {
  const parsed = JSON.parse(args) as Record<string, unknown>
  const contactId = contactIdOf(store, parsed)
  const contact = contactId === null ? undefined : store.get(contactKind, contactId)
  const nameOf = createNames(store)
  /** A card that is deleted, or may not be seen any more, keeps its name here. */
  const formerName = (id: string): string | undefined =>
    store.get(directoryKind, id)?.name ?? (store.rows.read(contactKind.name, id)?.document as Contact | undefined)?.name ?? nameOf(id)
  return {
    /** Of a card that is there. */
    contactId: contact ? contactId : null,
    name: contact?.name ?? nameIn(parsed) ?? (contactId === null ? null : (formerName(contactId) ?? null)),
    content: contentOf(parsed, '', nameOf).slice(0, mostFields),
  }
}
