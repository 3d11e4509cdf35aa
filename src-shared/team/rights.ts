import { callKind } from '../calls/call-kind.ts'
import { type Contact, contactKind } from '../contacts/contact-kind.ts'
import { type FieldProblem, LeadlineError, notFound } from '../lib/errors.ts'
import { sameJson } from '../lib/json.ts'
import type { Kind, RowDocument } from '../rows/kind.ts'
import { kindsByName } from '../rows/registry.ts'
import type { RowChange, StoredRow } from '../rows/transaction.ts'
import { workspaceKind } from '../settings/workspace-kind.ts'
import { type Member, memberFieldsSchema, memberKind } from './member-kind.ts'

/** What a group may do beyond what is its members' own. */
export interface Rights {
  /** Everything; nothing else needs to be asked. */
  readonly administrator: boolean
  /** Clients for whom somebody else is responsible. */
  readonly seesOthersClients: boolean
  /** Leads that somebody else has taken. */
  readonly seesOthersLeads: boolean
  readonly editsOthersLeads: boolean
  /** Calls with nobody known that somebody else made. */
  readonly seesOthersCalls: boolean
}

const groupRights: Readonly<Record<Member['group'], Rights>> = {
  administrator: { administrator: true, seesOthersClients: true, seesOthersLeads: true, editsOthersLeads: true, seesOthersCalls: true },
  manager: { administrator: false, seesOthersClients: true, seesOthersLeads: true, editsOthersLeads: false, seesOthersCalls: true },
  trainee: { administrator: false, seesOthersClients: false, seesOthersLeads: false, editsOthersLeads: false, seesOthersCalls: false },
}

export const rightsOf = (member: Pick<Member, 'group'>): Rights => groupRights[member.group]

/** Whoever sees everything needs no look at single rows. */
export const seesEverything = ({ seesOthersClients, seesOthersLeads, seesOthersCalls }: Rights): boolean =>
  seesOthersClients && seesOthersLeads && seesOthersCalls

/** A name for what a member sees: a client whose view was made under another one needs a new snapshot. Whoever sees everything sees the same. */
export const viewOf = (member: Member): string => {
  const rights = rightsOf(member)
  return seesEverything(rights) ? 'everything' : JSON.stringify([member.id, rights])
}

export type Viewer = Pick<Member, 'id' | 'group'>

/** A row, deleted or not, with the name of its kind; kinds that this program does not know are seen with their root. */
export interface SeenRow {
  readonly kind: string
  readonly document: RowDocument
}

const seesContact = (viewer: Viewer, contact: Contact): boolean => {
  const rights = rightsOf(viewer)
  if (contact.responsible === viewer.id) return true
  if (contact.stage === 'client') return rights.seesOthersClients
  return contact.responsible === null || rights.seesOthersLeads
}

const participantsOf = ({ kind, document }: SeenRow): readonly string[] => kindsByName[kind]?.participants?.(document) ?? []

const seesRoot = (viewer: Viewer, root: SeenRow): boolean => {
  if (root.kind === contactKind.name) return seesContact(viewer, root.document as unknown as Contact)
  if (root.kind === callKind.name) return rightsOf(viewer).seesOthersCalls || participantsOf(root).includes(viewer.id)
  return true
}

/**
 * Whether a member sees a row. `root` is the row that its `root` names: itself for a contact, undefined where there is none (yet): then
 * only who takes part sees it, and who sees everything.
 */
export const maySee = (viewer: Viewer, row: SeenRow, root: SeenRow | undefined): boolean => {
  if (seesEverything(rightsOf(viewer))) return true
  if (participantsOf(row).includes(viewer.id)) return true
  return root !== undefined && seesRoot(viewer, root)
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

const forbidden = (what: string, problems: readonly FieldProblem[] = []) =>
  new LeadlineError('forbidden', `Your group may not do this: ${what}`, problems)

const checkMember = (author: Viewer, before: StoredRow | undefined, after: StoredRow) => {
  if (before?.document.id !== author.id || after.deleted) throw forbidden('change accounts')
  const own = Object.keys(memberFieldsSchema.shape)
  const fields = new Set([...Object.keys(before.document), ...Object.keys(after.document)])
  for (const field of fields) {
    if (!own.includes(field) && !sameJson(before.document[field], after.document[field])) throw forbidden(`change ${field} of an account`)
  }
}

const checkContact = (author: Viewer, before: StoredRow | undefined) => {
  if (!before) return
  const contact = before.document as unknown as Contact
  if (!seesContact(author, contact)) throw notFound(contactKind.name, contact.id)
  const others = contact.stage === 'lead' && contact.responsible !== null && contact.responsible !== author.id
  if (others && !rightsOf(author).editsOthersLeads) {
    throw forbidden('work a lead that somebody else has', [{ path: 'responsible', rule: contact.responsible ?? '' }])
  }
}

/** What was written and spoken stays whose it was; a call is a record: others may say whom it was with, and nothing else. */
const checkFact = (author: Viewer, kind: Kind, before: StoredRow, after: StoredRow) => {
  const [old, fresh] = [before, after].map(({ document }) => participantsOf({ kind: kind.name, document }))
  if (!sameJson(old, fresh)) throw forbidden('write in the name of somebody else')
  if (kind.name !== callKind.name || old?.includes(author.id)) return
  const fields = new Set([...Object.keys(before.document), ...Object.keys(after.document)])
  const changed = [...fields].filter((field) => !sameJson(before.document[field], after.document[field]))
  if (after.deleted !== before.deleted || changed.some((field) => field !== 'contactId'))
    throw forbidden('change the calls of somebody else')
}

/**
 * Whether the author of a mutation may make this change; the server asks for each row that a mutation changed.
 * Facts that someone adds (calls, notes) are always theirs to add (I9), whoever has the contact by now.
 * @throws LeadlineError `forbidden`, or `not_found` where the author does not even see the row
 */
export const checkChange = (author: Viewer, { kind, before, after }: RowChange, rootOf: (row: SeenRow) => SeenRow | undefined): void => {
  if (rightsOf(author).administrator) return
  if (kind.name === workspaceKind.name) throw forbidden('change the workspace')
  if (kind.name === memberKind.name) {
    checkMember(author, before, after)
    return
  }
  if (kind.name === contactKind.name) {
    checkContact(author, before)
    return
  }
  const known = before && { kind: kind.name, document: before.document }
  if (known && !maySee(author, known, rootOf(known))) throw notFound(kind.name, known.document.id)
  const fresh = { kind: kind.name, document: after.document }
  const participants = participantsOf(fresh)
  if (!known && participants.length > 0 && !participants.includes(author.id)) throw forbidden('write in the name of somebody else')
  if (known && before) checkFact(author, kind, before, after)
}
