import { noteKind } from '../../src-shared/notes/note-kind.ts'
import type { SentMutation } from '../../src-shared/sync/protocol.ts'
import type { LookupKey } from '../db/store.ts'

/** Mutators that look for the notes of a call. */
const ofCalls = new Set(['call.record', 'call.assign', 'call.create-contact'])

/**
 * Keys that a mutation will probably look for, so that those of a whole transaction are loaded at once. A guess: what it asks for besides is
 * loaded when it asks, which costs a question to the database for each.
 */
export const expectedKeys = ({ name, args }: Pick<SentMutation, 'name' | 'args'>): readonly LookupKey[] => {
  if (!ofCalls.has(name)) return []
  const [, id] = /"id":"([0-9a-f-]{36})"/.exec(args) ?? []
  return id === undefined ? [] : [{ kind: noteKind.name, lookup: 'call', value: id }]
}
