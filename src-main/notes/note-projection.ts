import type { Note } from '../../src-shared/notes/note-kind.ts'
import type { Projection } from '../db/projection.ts'
import { feedEntryOfNote, prepareFeed } from '../feed/feed-projection.ts'

export const noteProjection: Projection<Note, Note> = {
  kind: 'note',
  number: 2,
  tables: [],
  fieldsOf: (note) => note,
  prepare: (database) => {
    const feed = prepareFeed(database)
    return {
      project: (rows) => {
        feed(rows.map(({ before, after }) => ({ before: before && feedEntryOfNote(before), after: after && feedEntryOfNote(after) })))
      },
    }
  },
}
