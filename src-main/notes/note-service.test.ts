import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createNoteService, type NoteService } from './note-service.ts'

let test: TestWorkspace
let notes: NoteService

beforeEach(() => {
  test = createTestWorkspace()
  notes = createNoteService(test.workspace)
})
afterEach(() => test.close())

const noteAbout = (contactId: string) => ({ id: newId(), contactId, callId: null, text: 'Oddzwonić', revision: 1 })

it('a note about nobody who is there is refused, and nothing of it is kept', () => {
  const note = noteAbout(newId())
  expect(() => notes.write(note)).toThrow(expect.objectContaining({ code: 'not_found' }))
  expect(notes.get(note.id)).toBeNull()
})

it('a note about somebody is kept under its own batch, and can be deleted', () => {
  const { id } = createContactService(test.workspace).create(contactInputSchema.parse({ stage: 'client', name: 'Jan' }))
  const note = noteAbout(id)
  expect(notes.write(note)).toEqual({ batch: note.id })
  expect(notes.get(note.id)).toMatchObject({ text: 'Oddzwonić' })
  notes.delete(note.id)
  expect(notes.get(note.id)).toBeNull()
})

it('a note that is only files stands in the feed', () => {
  const { id } = createContactService(test.workspace).create(contactInputSchema.parse({ stage: 'client', name: 'Jan' }))
  const file = { id: newId(), hash: 'a'.repeat(64), name: 'umowa.pdf', size: 3, type: 'application/pdf' }
  notes.write({ ...noteAbout(id), text: '', files: [file] })
  const entries = test.workspace.store.database.prepare<[string], number>('select count(*) from feed where contact_id = ?').pluck()
  expect(entries.get(id)).toBe(1)
})
