import { callProjection } from '../calls/call-projection.ts'
import { contactProjection } from '../contacts/contact-projection.ts'
import { feedTable } from '../contacts/contact-tables.ts'
import { directoryProjection } from '../contacts/directory-projection.ts'
import { noteProjection } from '../notes/note-projection.ts'
import { taskProjection } from '../tasks/task-projection.ts'
import type { Projection } from './projection.ts'

// The feed stands before contacts, which read from it, and is filled by notes, calls and tasks: a new number here needs new ones there.
const feedProjection: Projection = {
  kind: 'feed',
  number: 1,
  tables: [feedTable],
  fieldsOf: (document) => document,
  prepare: () => ({ project: () => {} }),
}

/** Every projection there is, in the order in which they are kept in step. */
export const projections = [
  feedProjection,
  contactProjection,
  directoryProjection,
  callProjection,
  noteProjection,
  taskProjection,
] as readonly Projection[]
