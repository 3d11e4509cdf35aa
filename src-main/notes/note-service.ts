import { v7 as newId } from 'uuid'
import type { z } from 'zod'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { notFound } from '../../src-shared/lib/errors.ts'
import { type Note, noteKind } from '../../src-shared/notes/note-kind.ts'
import { deleteNote, writeNote, type writeNoteSchema } from '../../src-shared/notes/note-mutators.ts'
import type { Workspace } from '../workspace.ts'

/** Notes of calls that are rehearsals are held as long as the program runs, so that their field works, and are neither kept nor sent. */
export const createNoteService = ({ store, context }: Workspace, isRehearsal: (callId: string) => boolean = () => false) => {
  const rehearsed = new Map<string, Note>()
  const rehearse = (input: z.output<typeof writeNoteSchema>) => {
    if ((rehearsed.get(input.id)?.revision ?? 0) >= input.revision) return
    const { memberId, now } = context()
    rehearsed.set(input.id, { ...input, files: input.files ?? [], memberId, occurredAt: input.occurredAt ?? now })
  }
  return {
    get: (id: string): Note | null => rehearsed.get(id) ?? store.get(noteKind, id) ?? null,
    /**
     * What is typed again and again is one act: its batch is the note.
     * @throws LeadlineError `not_found` alone, where nobody has heard of the contact. In a team it may have gone to somebody else meanwhile:
     *   a fact is kept all the same (I9)
     */
    write: (input: z.output<typeof writeNoteSchema>): { batch: string } => {
      if (input.callId !== null && isRehearsal(input.callId)) {
        rehearse(input)
        return { batch: input.id }
      }
      if (store.sync === null && input.contactId !== null && !store.get(contactKind, input.contactId))
        throw notFound('contact', input.contactId)
      store.mutate(writeNote, input, context(), input.id)
      return { batch: input.id }
    },
    delete: (id: string): { batch: string } => {
      const batch = newId()
      store.mutate(deleteNote, { id }, context(), batch)
      return { batch }
    },
  }
}

export type NoteService = ReturnType<typeof createNoteService>
