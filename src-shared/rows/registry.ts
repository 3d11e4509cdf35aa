import { callKind } from '../calls/call-kind.ts'
import { assignCall, closeLostCall, createContactOfCall, recordCall } from '../calls/call-mutators.ts'
import { contactKind } from '../contacts/contact-kind.ts'
import { createContact, deleteContacts, importContacts, patchContact } from '../contacts/contact-mutators.ts'
import { directoryKind } from '../contacts/directory-kind.ts'
import { defineRevert } from '../history/history-mutators.ts'
import { finishLead, giveBackLead, reopenLead, takeLead } from '../leads/lead-mutators.ts'
import { noteKind } from '../notes/note-kind.ts'
import { deleteNote, writeNote } from '../notes/note-mutators.ts'
import { foundWorkspace, patchWorkspace } from '../settings/settings-mutators.ts'
import { workspaceKind } from '../settings/workspace-kind.ts'
import { groupKind } from '../team/group-kind.ts'
import { memberKind } from '../team/member-kind.ts'
import { addMember, blockMember, deleteGroup, handOverWorkspace, patchMember, saveGroup, updateMember } from '../team/team-mutators.ts'
import type { Kind } from './kind.ts'
import type { Mutator } from './mutator.ts'

const kinds = [contactKind, directoryKind, noteKind, callKind, memberKind, groupKind, workspaceKind] as unknown as readonly Kind[]

/** Every kind of row there is, by name. */
export const kindsByName: Readonly<Record<string, Kind>> = Object.fromEntries(kinds.map((kind) => [kind.name, kind]))

export const revertHistory = defineRevert(kindsByName)

const mutators = [
  createContact,
  importContacts,
  patchContact,
  deleteContacts,
  takeLead,
  giveBackLead,
  finishLead,
  reopenLead,
  writeNote,
  deleteNote,
  recordCall,
  assignCall,
  createContactOfCall,
  closeLostCall,
  foundWorkspace,
  patchWorkspace,
  handOverWorkspace,
  addMember,
  patchMember,
  updateMember,
  blockMember,
  saveGroup,
  deleteGroup,
  revertHistory,
] as unknown as readonly Mutator[]

/** Every mutator there is, by the name under which it travels. */
export const mutatorsByName: Readonly<Record<string, Mutator>> = Object.fromEntries(mutators.map((mutator) => [mutator.name, mutator]))
