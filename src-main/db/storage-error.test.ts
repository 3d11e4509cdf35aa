import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import { type ContactService, createContactService } from '../contacts/contact-service.ts'
import { asStorageError } from './storage-error.ts'
import { createTestWorkspace, type TestWorkspace } from './test-workspace.ts'

describe('what the disk refuses', () => {
  const failing = (code: string) => Object.assign(new Error('x'), { code })

  it.each([
    'SQLITE_FULL',
    'SQLITE_IOERR',
    'SQLITE_IOERR_WRITE',
    'SQLITE_READONLY_DBMOVED',
    'SQLITE_CORRUPT',
    'ENOSPC',
    'EIO',
    'EROFS',
    'EFBIG',
  ])('R7 %s is told as such, and that nothing was kept', (code) => {
    const told = asStorageError(failing(code))
    expect(told).toMatchObject({ code: 'storage_failed', message: expect.stringContaining('nothing of this was kept') })
  })

  it.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', 'ENOENT', ''])('%s is no fault of the disk', (code) => {
    const error = failing(code)
    expect(asStorageError(error)).toBe(error)
  })

  it('what has been told already stays as it is', () => {
    const error = new LeadlineError('conflict', 'This id is taken')
    expect([asStorageError(error), asStorageError(null)]).toEqual([error, null])
  })
})

describe('a store on a full disk', () => {
  let test: TestWorkspace
  let contacts: ContactService
  beforeEach(() => {
    test = createTestWorkspace()
    contacts = createContactService(test.workspace)
  })
  afterEach(() => test.close())

  const { parse } = contactInputSchema
  const create = (name: string) => contacts.create(parse({ stage: 'client', name, comment: 'x'.repeat(20_000) })).id
  const rows = () => test.workspace.store.database.prepare('select (select count(*) from row), (select count(*) from contact)').raw().get()

  it('R7 says so, keeps nothing by halves and tells nobody of it, and goes on when there is room', () => {
    const { store, context } = test.workspace
    const id = create('Jan')
    const before = rows()
    const told: unknown[] = []
    store.onWritten((written) => told.push(written))
    const pages = store.database.pragma('page_count', { simple: true }) as number
    store.database.pragma(`max_page_count = ${pages}`)
    const note = { id: newId(), contactId: id, callId: null, text: 'y'.repeat(90_000), revision: 1 }
    for (const write of [() => create('Ewa'), () => store.mutate(writeNote, note, context(), note.id)]) {
      expect(write).toThrow(expect.objectContaining({ code: 'storage_failed', message: expect.stringMatching(/^The disk is full/) }))
    }
    expect([rows(), told]).toEqual([before, []])
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok')
    store.database.pragma('max_page_count = 1000000')
    store.mutate(writeNote, note, context(), note.id)
    expect([contacts.get(create('Ewa')).name, told.length]).toEqual(['Ewa', 2])
  })
})
