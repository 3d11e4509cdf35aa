import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { contactKind } from '../contacts/contact-kind.ts'
import { emptyRows, testContact } from '../rows/test-documents.ts'
import type { Overlay } from '../rows/transaction.ts'
import { taskKind } from './task-kind.ts'
import { completeTask, createTask, deleteTask, patchTask } from './task-mutators.ts'

const anna = { memberId: newId(), now: Date.UTC(2026, 10, 23, 12) }
const ewa = { memberId: newId(), now: anna.now + 60_000 }
const [id, contactId] = [newId(), newId()]

let tx: Overlay
beforeEach(() => {
  tx = emptyRows()
  tx.put(contactKind, testContact(contactId))
})

const create = (contactIds = [contactId]) =>
  createTask.run(tx, { id, type: 'task', title: 'Oddzwonić', startsAt: null, responsible: ewa.memberId, contactIds }, anna)
const task = () => tx.get(taskKind, id)
const notThere = expect.objectContaining({ code: 'not_found' })

describe('a task', () => {
  it('S3.4 is of whoever made it, for whoever is to do it, and open', () => {
    create()
    expect(task()).toMatchObject({ createdBy: anna.memberId, createdAt: anna.now, responsible: ewa.memberId, completedAt: null })
    expect(taskKind.participants?.(task() as never)).toEqual([anna.memberId, ewa.memberId])
  })

  it('sent twice, or once more after it was changed or deleted, is made once', () => {
    create()
    patchTask.run(tx, { id, fields: { title: 'Napisać' } }, ewa)
    create()
    expect(task()).toMatchObject({ title: 'Napisać' })
    deleteTask.run(tx, { id }, anna)
    create()
    expect(task()).toBeUndefined()
  })

  it('S3.4 is done by somebody, with a word of theirs, and can be open again', () => {
    create()
    completeTask.run(tx, { id, done: true, comment: 'Umówione' }, ewa)
    expect(task()).toMatchObject({ completedAt: ewa.now, completedBy: ewa.memberId, completedComment: 'Umówione' })
    completeTask.run(tx, { id, done: true, comment: 'Drugi raz' }, anna)
    expect(task()).toMatchObject({ completedBy: ewa.memberId, completedComment: 'Umówione' })
    completeTask.run(tx, { id, done: false, comment: '' }, anna)
    expect(task()).toMatchObject({ completedAt: null, completedBy: null, completedComment: '' })
  })

  it('changes field by field, and not where it is gone', () => {
    create()
    patchTask.run(tx, { id, fields: { startsAt: 5 } }, ewa)
    expect(task()).toMatchObject({ startsAt: 5, title: 'Oddzwonić', responsible: ewa.memberId })
    deleteTask.run(tx, { id }, anna)
    expect(() => patchTask.run(tx, { id, fields: { startsAt: 6 } }, ewa)).toThrow(notThere)
    expect(() => completeTask.run(tx, { id, done: true, comment: '' }, ewa)).toThrow(notThere)
    expect(() => deleteTask.run(tx, { id }, ewa)).toThrow(notThere)
  })

  it('B4 about a contact that was merged meanwhile is about the one it became', () => {
    const [other, into] = [newId(), newId()]
    tx.put(contactKind, testContact(into))
    for (const [from, to] of [
      [contactId, other],
      [other, into],
    ] as const) {
      tx.put(contactKind, testContact(from, { mergedInto: to }))
      tx.delete(contactKind, from)
    }
    create()
    expect(task()?.contactIds).toEqual([into])
  })
})
