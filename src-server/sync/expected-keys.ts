import { callKind } from '../../src-shared/calls/call-kind.ts'
import { mergeContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { noteKind } from '../../src-shared/notes/note-kind.ts'
import type { SentMutation } from '../../src-shared/sync/protocol.ts'
import { taskKind } from '../../src-shared/tasks/task-kind.ts'
import type { LookupKey } from '../db/store.ts'

/** Mutators that look for the notes of a call. */
const ofCalls = new Set(['call.record', 'call.assign', 'call.create-contact'])

/** Kinds of what hangs on a contact and goes along when it is merged. */
const hanging = [noteKind.name, callKind.name, taskKind.name]

/** Contacts of one merger. */
const mostMerged = 20

const keysOfMerger = (args: string): readonly LookupKey[] => {
  // Where they are no such arguments, the mutation is refused soon.
  const [, list = ''] = /"from":\[([^\]]*)\]/.exec(args) ?? []
  const ids = list.match(/[0-9a-f-]{36}/g) ?? []
  return ids.slice(0, mostMerged).flatMap((value) => hanging.map((kind) => ({ kind, lookup: 'contact', value })))
}

/**
 * Keys that a mutation will probably look for, so that those of a whole transaction are loaded at once. A guess: what it asks for besides is
 * loaded when it asks, which costs a question to the database for each.
 */
export const expectedKeys = ({ name, args }: Pick<SentMutation, 'name' | 'args'>): readonly LookupKey[] => {
  if (name === mergeContacts.name) return keysOfMerger(args)
  if (!ofCalls.has(name)) return []
  const [, id] = /"id":"([0-9a-f-]{36})"/.exec(args) ?? []
  return id === undefined ? [] : [{ kind: noteKind.name, lookup: 'call', value: id }]
}
