import { callKind } from '../calls/call-kind.ts'
import { isCatalogue, propertyKind, statusKind } from '../catalogue/catalogue-kinds.ts'
import { type Contact, contactKind } from '../contacts/contact-kind.ts'
import { importContacts, mergeContacts } from '../contacts/contact-mutators.ts'
import { directoryKind } from '../contacts/directory-kind.ts'
import { savedFilterKind } from '../filters/filter-kind.ts'
import { type ImportRecord, importKind } from '../import/import-kind.ts'
import { type FieldProblem, LeadlineError, notFound } from '../lib/errors.ts'
import { sameJson } from '../lib/json.ts'
import { noteKind } from '../notes/note-kind.ts'
import type { Kind, RowDocument } from '../rows/kind.ts'
import { revertHistory } from '../rows/registry.ts'
import type { RowChange, StoredRow } from '../rows/transaction.ts'
import { workspaceKind } from '../settings/workspace-kind.ts'
import { type Task, taskKind } from '../tasks/task-kind.ts'
import { type Group, groupKind } from './group-kind.ts'
import { type Member, memberFieldsSchema, memberKind } from './member-kind.ts'
import type { Permission } from './permissions.ts'
import { maySee, participantsOf, type SeenRow, seesContact } from './sight.ts'
import { may, type Viewer } from './viewer.ts'

const forbidden = (what: string, problems: readonly FieldProblem[] = []) =>
  new LeadlineError('forbidden', `Your group may not do this: ${what}`, problems)

/** @throws LeadlineError `forbidden`, with the permission that is missing */
export const demand = (viewer: Viewer, permission: Permission): void => {
  if (!may(viewer, permission)) throw forbidden(permission, [{ path: 'permission', rule: permission }])
}

/** Taking everything out holds what everybody has written: whoever may import and export both stages, and see all of them. */
export const demandEverything = (viewer: Viewer): void => {
  for (const permission of ['customers_import_export', 'leads_import_export', 'customers_view_all', 'leads_view'] as const)
    demand(viewer, permission)
}

const isHeldByOther = (viewer: Viewer, contact: Pick<Contact, 'responsible'>): boolean =>
  contact.responsible !== null && contact.responsible !== viewer.id

/** What somebody may do with one contact; the screens offer nothing else, and the server allows nothing else. */
export interface ContactRights {
  readonly edit: boolean
  readonly delete: boolean
}

/** Of a lead of the pool: everybody may work it, and delete it who has made it. */
export const contactRights = (
  viewer: Viewer,
  contact: Pick<Contact, 'stage' | 'responsible'> & { readonly createdBy?: string },
): ContactRights => {
  if (contact.stage === 'client') return { edit: may(viewer, 'customers_edit'), delete: may(viewer, 'customers_delete') }
  const own = contact.responsible === viewer.id || (contact.responsible === null && contact.createdBy === viewer.id)
  return { edit: !isHeldByOther(viewer, contact) || may(viewer, 'leads_edit'), delete: own || may(viewer, 'leads_delete') }
}

/** A client that becomes a lead again is a client less, and could then be deleted as one's own: but whoever made it one may take that back. */
export const mayBecomeLead = (viewer: Viewer, contact: Pick<Contact, 'wonBy'>): boolean =>
  may(viewer, 'customers_delete') || contact.wonBy === viewer.id

export const importPermission = (stage: Contact['stage']): Permission =>
  stage === 'client' ? 'customers_import_export' : 'leads_import_export'

/** @throws LeadlineError `forbidden` where somebody may not bring contacts of this stage from a file */
export const demandImport = (viewer: Viewer, stage: Contact['stage']): void => {
  demand(viewer, importPermission(stage))
  if (stage === 'client') demand(viewer, 'customers_create')
}

/** Whose fields somebody may change, whom they may block, whose access they may reset. Nobody rules over who has more rights than they have. */
export const mayManage = (viewer: Viewer, target: Viewer): boolean =>
  viewer.administrator ||
  (may(viewer, 'team_edit') && !target.administrator && [...target.permissions].every((one) => viewer.permissions.has(one)))

/** Into which groups somebody may put people: nobody gives more than they have. */
export const mayGive = (viewer: Viewer, group: Pick<Group, 'type' | 'permissions'>): boolean =>
  viewer.administrator || (group.type !== 'administrator' && group.permissions.every((one) => viewer.permissions.has(one)))

/**
 * Whether somebody may block a colleague, move them to another group, or take their access over to give it back to them.
 * The owner of the CRM keeps everything, and nobody else takes it over.
 * @throws LeadlineError `forbidden`, or `conflict` where they would lock themselves out
 */
export const checkManaging = (
  viewer: Viewer,
  target: Viewer,
  {
    group,
    blocked,
    access,
  }: { readonly group?: Pick<Group, 'type' | 'permissions'>; readonly blocked?: boolean; readonly access?: boolean },
): void => {
  if (!mayManage(viewer, target)) throw forbidden('change this account', [{ path: 'permission', rule: 'team_edit' }])
  const losesOwner = target.owner && (blocked || (group && group.type !== 'administrator') || (access && !viewer.owner))
  if (losesOwner) throw forbidden('lock out the owner of the CRM', [{ path: 'memberId', rule: 'owner' }])
  if (group && !mayGive(viewer, group)) throw forbidden('give more than one has', [{ path: 'groupId', rule: 'more_than_own' }])
  if (blocked && viewer.id === target.id)
    throw new LeadlineError('conflict', 'Nobody blocks themself', [{ path: 'memberId', rule: 'yourself' }])
}

const checkMember = (author: Viewer, mutation: string, before: StoredRow | undefined, after: StoredRow) => {
  // It would set any values, also an extension that somebody else has by now.
  if (mutation === revertHistory.name) throw forbidden('take changes of accounts back')
  // Colleagues, groups and blocks are changed by commands of the server, which looks at who is who.
  if (before?.document.id !== author.id || after.deleted) throw forbidden('change accounts')
  const own = Object.keys(memberFieldsSchema.shape).filter((field) => field !== 'email')
  const old: RowDocument = memberKind.upcast?.(before.document as Member) ?? before.document
  const fields = new Set([...Object.keys(old), ...Object.keys(after.document)])
  for (const field of fields) {
    if (!own.includes(field) && !sameJson(old[field], after.document[field])) throw forbidden(`change ${field} of an account`)
  }
}

const checkWorkspace = (author: Viewer, before: StoredRow | undefined, after: StoredRow) => {
  const isOwnerMoved = (before?.document.ownerId ?? null) !== (after.document.ownerId ?? null)
  if (!author.administrator || !before || after.deleted || isOwnerMoved) throw forbidden('change the workspace')
}

type RootOf = (row: SeenRow) => SeenRow | undefined

/**
 * Whatever comes late for a contact that was merged goes to the other one: nobody points to one that they could not change themselves. To be
 * merged away is to be deleted: it takes the right to both.
 */
const checkMergedInto = (author: Viewer, before: Contact, after: Contact, rootOf: RootOf) => {
  const into = after.mergedInto ?? null
  if (into === null || into === (before.mergedInto ?? null)) return
  // Found as the contact of a note would be.
  const target = rootOf({ kind: noteKind.name, document: { id: '', contactId: into } })
  const contact = target?.kind === contactKind.name ? (target.document as unknown as Contact) : undefined
  if (!contact || !seesContact(author, contact)) throw notFound(contactKind.name, into)
  if (!contactRights(author, contact).edit) throw forbidden('merge into a contact that one may not edit')
}

const checkContact = (author: Viewer, before: StoredRow | undefined, after: StoredRow, rootOf: RootOf) => {
  const fresh = after.document as unknown as Contact
  if (!before) {
    if (fresh.stage === 'client') demand(author, 'customers_create')
    return
  }
  const contact = before.document as unknown as Contact
  if (!seesContact(author, contact)) throw notFound(contactKind.name, contact.id)
  const rights = contactRights(author, contact)
  checkMergedInto(author, contact, fresh, rootOf)
  if (contact.createdBy !== fresh.createdBy || contact.leadCreatedBy !== fresh.leadCreatedBy)
    throw forbidden('write in the name of somebody else')
  const isClient = contact.stage === 'client'
  const holder = [{ path: 'responsible', rule: contact.responsible ?? '' }]
  if (after.deleted !== before.deleted) {
    if (isClient) demand(author, 'customers_delete')
    else if (!rights.delete) {
      throw isHeldByOther(author, contact) ? forbidden('delete the lead of somebody else', holder) : forbidden('delete leads of the pool')
    }
    // Whoever takes a deletion back may not make it another contact with the same stroke.
    if (sameJson(contact, fresh)) return
  }
  if (isClient) demand(author, 'customers_edit')
  else if (!rights.edit) throw forbidden('work a lead that somebody else has', holder)
  if (!isClient && fresh.stage === 'client') demand(author, 'customers_create')
  if (isClient && fresh.stage === 'lead' && !mayBecomeLead(author, contact)) demand(author, 'customers_delete')
  const [wonBefore, wonNow] = [contact.wonBy ?? null, fresh.wonBy ?? null]
  const isOwnDoing = contact.stage !== fresh.stage && wonNow === (isClient ? null : author.id)
  if (wonBefore !== wonNow && !isOwnDoing) demand(author, 'customers_delete')
}

/** Whoever may edit a card may add what it is filled with; what is there already is everybody's, so administrators alone change it. */
const checkCatalogue = (author: Viewer, kind: Kind, before: StoredRow | undefined) => {
  if (author.administrator) return
  if (before || kind.name === statusKind.name) throw forbidden('change what everybody chooses from')
  if (kind.name === propertyKind.name && !author.addsProperties) throw forbidden('add custom properties')
}

/** A task is changed by who made it, by who is to do it, and by who may work with the tasks of others. */
const checkTask = (author: Viewer, before: Task, after: Task) => {
  if (before.createdBy !== after.createdBy) throw forbidden('write in the name of somebody else')
  if (!taskRights(author, before).edit) throw forbidden('change the tasks of others')
}

/** What somebody may do with one task that they see. */
export const taskRights = (viewer: Viewer, task: Pick<Task, 'createdBy' | 'responsible'>): { readonly edit: boolean } => ({
  edit: [task.createdBy, task.responsible].includes(viewer.id) || may(viewer, 'calendar_other_users_access'),
})

/** A saved filter is its author's alone: administrators have no business there either. */
const checkFilter = (author: Viewer, before: StoredRow | undefined, after: StoredRow) => {
  for (const row of [before, after]) if (row && row.document.memberId !== author.id) throw forbidden('change the filters of others')
}

/** Into the history of imports whoever imports writes. That one was taken back is for its author to say, and for administrators: nobody else sees it. */
const checkImport = (author: Viewer, before: StoredRow | undefined, after: StoredRow) => {
  const record = after.document as unknown as ImportRecord
  if (record.memberId !== author.id) throw forbidden('write in the name of somebody else')
  if (!before) demand(author, importPermission(record.stage))
}

/** A merger moves whatever hangs on a contact, also what its author does not see, and changes nothing else of it. */
const isMoved = (mutation: string, before: StoredRow | undefined, after: StoredRow): boolean => {
  if (mutation !== mergeContacts.name || !before || before.deleted !== after.deleted) return false
  const fields = new Set([...Object.keys(before.document), ...Object.keys(after.document)])
  const changed = [...fields].filter((field) => !sameJson(before.document[field], after.document[field]))
  return changed.every((field) => field === 'contactId' || field === 'contactIds')
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

const checkHanging = (
  author: Viewer,
  mutation: string,
  { kind, before, after }: Pick<RowChange, 'kind' | 'before' | 'after'>,
  rootOf: RootOf,
) => {
  if (isMoved(mutation, before, after)) return
  const known = before && { kind: kind.name, document: before.document }
  if (known && !maySee(author, known, rootOf(known))) throw notFound(kind.name, known.document.id)
  const participants = participantsOf({ kind: kind.name, document: after.document })
  if (!known && participants.length > 0 && !participants.includes(author.id)) throw forbidden('write in the name of somebody else')
  if (before && kind.name === taskKind.name) checkTask(author, before.document as unknown as Task, after.document as unknown as Task)
  else if (kind.name === importKind.name) checkImport(author, before, after)
  else if (before) checkFact(author, kind, before, after)
}

/**
 * Whether the author of a mutation may make this change; the server asks for each row that a mutation changed, and so does the author's own
 * computer. Facts that someone adds (calls, notes) are always theirs to add (I9), whoever has the contact by now.
 * @throws LeadlineError `forbidden`, or `not_found` where the author does not even see the row
 */
export const checkChange = (author: Viewer, mutation: string, { kind, before, after }: RowChange, rootOf: RootOf): void => {
  if (kind.name === workspaceKind.name) checkWorkspace(author, before, after)
  else if (kind.name === memberKind.name) checkMember(author, mutation, before, after)
  else if (kind.name === groupKind.name || kind.name === directoryKind.name) throw forbidden(`change rows of the kind ${kind.name}`)
  else if (isCatalogue(kind.name)) checkCatalogue(author, kind, before)
  else if (kind.name === savedFilterKind.name) checkFilter(author, before, after)
  else if (author.administrator) return
  else if (kind.name === contactKind.name) {
    if (mutation === importContacts.name) demand(author, importPermission((after.document as unknown as Contact).stage))
    checkContact(author, before, after, rootOf)
  } else checkHanging(author, mutation, { kind, before, after }, rootOf)
}
