import { callKind } from '../calls/call-kind.ts'
import { assignCall, closeLostCall, createContactOfCall, recordCall } from '../calls/call-mutators.ts'
import { propertyKind, sourceKind, statusKind, tagKind } from '../catalogue/catalogue-kinds.ts'
import { deleteCatalogueItems, mergeCatalogueItems, putCatalogueItem } from '../catalogue/catalogue-mutators.ts'
import { contactKind } from '../contacts/contact-kind.ts'
import { createContact, deleteContacts, importContacts, mergeContacts, patchContact } from '../contacts/contact-mutators.ts'
import { directoryKind } from '../contacts/directory-kind.ts'
import { savedFilterKind } from '../filters/filter-kind.ts'
import { deleteFilter, saveFilter } from '../filters/filter-mutators.ts'
import { defineRevert } from '../history/history-mutators.ts'
import { importKind } from '../import/import-kind.ts'
import { markImportUndone, recordImport } from '../import/import-mutators.ts'
import { finishLead, giveBackLead, reopenLead, setLeadStatus, takeLead } from '../leads/lead-mutators.ts'
import { noteKind } from '../notes/note-kind.ts'
import { deleteNote, writeNote } from '../notes/note-mutators.ts'
import { foundWorkspace, patchWorkspace } from '../settings/settings-mutators.ts'
import { workspaceKind } from '../settings/workspace-kind.ts'
import { taskKind } from '../tasks/task-kind.ts'
import { completeTask, createTask, deleteTask, patchTask } from '../tasks/task-mutators.ts'
import { groupKind } from '../team/group-kind.ts'
import { memberKind } from '../team/member-kind.ts'
import { addMember, blockMember, deleteGroup, handOverWorkspace, patchMember, saveGroup, updateMember } from '../team/team-mutators.ts'
import type { Kind } from './kind.ts'
import type { Mutator } from './mutator.ts'

const kinds = [
  contactKind,
  directoryKind,
  noteKind,
  callKind,
  taskKind,
  tagKind,
  sourceKind,
  propertyKind,
  statusKind,
  savedFilterKind,
  importKind,
  memberKind,
  groupKind,
  workspaceKind,
] as unknown as readonly Kind[]

/** Every kind of row there is, by name. */
export const kindsByName: Readonly<Record<string, Kind>> = Object.fromEntries(kinds.map((kind) => [kind.name, kind]))

export const revertHistory = defineRevert(kindsByName)

const mutators = [
  createContact,
  importContacts,
  patchContact,
  deleteContacts,
  mergeContacts,
  takeLead,
  giveBackLead,
  finishLead,
  reopenLead,
  setLeadStatus,
  createTask,
  patchTask,
  completeTask,
  deleteTask,
  putCatalogueItem,
  mergeCatalogueItems,
  deleteCatalogueItems,
  saveFilter,
  deleteFilter,
  recordImport,
  markImportUndone,
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
