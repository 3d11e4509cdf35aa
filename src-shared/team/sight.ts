import { callKind } from '../calls/call-kind.ts'
import { allPhones, type Contact, contactKind } from '../contacts/contact-kind.ts'
import type { DirectoryEntry } from '../contacts/directory-kind.ts'
import type { Kind, RowDocument } from '../rows/kind.ts'
import { kindsByName, revertHistory } from '../rows/registry.ts'
import type { RowSource, StoredRow } from '../rows/transaction.ts'
import { may, type Viewer } from './viewer.ts'

/** Whoever sees everything needs no look at single rows, but for those of private kinds. */
export const seesEverything = (viewer: Viewer): boolean =>
  may(viewer, 'customers_view_all') && may(viewer, 'leads_view') && may(viewer, 'calls_other_users_access')

/** Whether rows of this kind are their participants' own (`Kind.privateTo`). */
export const isPrivate = (kind: string): boolean => kindsByName[kind]?.privateTo !== undefined

/** Whether a mutation may have written rows of a private kind: it has what it writes in its name, but for undo, which takes back anything. */
export const mayBePrivate = (mutation: string): boolean => mutation === revertHistory.name || isPrivate(mutation.split('.')[0] ?? '')

/**
 * A name for what a member sees: a client whose view was made under another one needs a new snapshot. Whoever sees everything sees the same, but
 * for what is private.
 */
export const viewOf = (viewer: Viewer): string =>
  seesEverything(viewer)
    ? `everything but what is private${viewer.administrator ? ', as administrators' : ''}`
    : JSON.stringify([
        viewer.id,
        may(viewer, 'customers_view_all'),
        may(viewer, 'leads_view'),
        may(viewer, 'calls_other_users_access'),
        viewer.directory,
      ])

/** A row, deleted or not, with the name of its kind; kinds that this program does not know are seen with their root. */
export interface SeenRow {
  readonly kind: string
  readonly document: RowDocument
}

/** Finds the row whose rights decide over another one, among rows that are read so; a row that is its own root is its own. */
export const rootAmong =
  (read: RowSource['read']) =>
  ({ kind, document }: SeenRow): SeenRow | undefined => {
    const id = kindsByName[kind]?.root(document)
    if (id === undefined || id === document.id) return { kind, document }
    for (const name of Object.keys(kindsByName)) {
      const row = read(name, id)
      if (row) return { kind: name, document: row.document }
    }
    return undefined
  }

export const seesContact = (viewer: Viewer, contact: Contact): boolean => {
  if (contact.responsible === viewer.id) return true
  if (contact.stage === 'client') return may(viewer, 'customers_view_all')
  return contact.responsible === null || may(viewer, 'leads_view')
}

export const participantsOf = ({ kind, document }: SeenRow): readonly string[] => kindsByName[kind]?.participants?.(document) ?? []

/** Calls of others are seen with the right to, and where one works with the person oneself: whoever gets a contact gets its history (I3). */
const seesCall = (viewer: Viewer, root: SeenRow): boolean => {
  if (may(viewer, 'calls_other_users_access')) return true
  if (root.kind !== contactKind.name) return false
  const { responsible } = root.document as unknown as Contact
  return responsible === null || responsible === viewer.id
}

const seesRoot = (viewer: Viewer, root: SeenRow): boolean => {
  if (root.kind === contactKind.name) return seesContact(viewer, root.document as unknown as Contact)
  if (root.kind === callKind.name) return may(viewer, 'calls_other_users_access') || participantsOf(root).includes(viewer.id)
  // What hangs on nothing is seen by who takes part in it; members, groups and the workspace are everybody's.
  return kindsByName[root.kind]?.participants === undefined || participantsOf(root).includes(viewer.id)
}

/**
 * Whether a member sees a row. `root` is the row that its `root` names: itself for a contact, undefined where there is none (yet): then
 * only who takes part sees it, and who sees everything. What is private is seen by nobody else, whatever they see.
 */
export const maySee = (viewer: Viewer, row: SeenRow, root: SeenRow | undefined): boolean => {
  if (participantsOf(row).includes(viewer.id)) return true
  if (isPrivate(row.kind)) return viewer.administrator && kindsByName[row.kind]?.privateTo === 'participants_and_administrators'
  if (seesEverything(viewer)) return true
  if (root === undefined || !seesRoot(viewer, root)) return false
  return row.kind !== callKind.name || seesCall(viewer, root)
}

/**
 * What decides who sees a contact: if one of these changes, everything that hangs on it comes or goes for somebody. A fact may be here before
 * its contact, which comes from another machine.
 */
export const changesView = (kind: Kind, before: StoredRow | undefined, after: StoredRow): boolean => {
  if (kind.name !== contactKind.name) return false
  if (!before) return true
  const [old, fresh] = [before.document, after.document] as unknown as [Contact, Contact]
  return old.responsible !== fresh.responsible || old.stage !== fresh.stage
}

/** What everybody may know of a contact that they may not see (`Viewer.directory`); null where there is nothing to know. */
export const directoryEntryOf = (viewer: Viewer, { kind, document }: SeenRow, deleted: boolean): DirectoryEntry | null => {
  if (!viewer.directory || deleted || kind !== contactKind.name) return null
  const contact = document as unknown as Contact
  const { id, name, company, stage, responsible } = contact
  return { id, name, company, stage, responsible, phones: allPhones(contact).map(({ typed, e164, digits }) => ({ typed, e164, digits })) }
}
