import { z } from 'zod'
import { contactNow } from '../contacts/contact-now.ts'
import { notFound } from '../lib/errors.ts'
import { givenFields } from '../lib/json.ts'
import { idSchema, shortTextSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import type { Transaction } from '../rows/transaction.ts'
import { type Task, taskKind, taskSchema } from './task-kind.ts'

export const taskFieldsSchema = taskSchema.pick({ type: true, title: true, startsAt: true, responsible: true })

const existing = (tx: Transaction, id: string): Task => {
  const task = tx.get(taskKind, id)
  if (!task) throw notFound('task', id)
  return task
}

/** Makes a task. Repeating it changes nothing: it can be sent again after any failure. */
export const createTask = defineMutator({
  name: 'task.create',
  args: taskFieldsSchema.extend({ id: idSchema, contactIds: z.array(idSchema).max(100) }),
  run: (tx, { contactIds, ...args }, context) => {
    if (tx.peek(taskKind, args.id)) return
    tx.put(taskKind, {
      ...args,
      contactIds: [...new Set(contactIds.map((id) => contactNow(tx, id)))],
      completedAt: null,
      completedBy: null,
      completedComment: '',
      createdAt: context.now,
      createdBy: context.memberId,
    })
  },
})

export const patchTask = defineMutator({
  name: 'task.patch',
  args: z.object({ id: idSchema, fields: taskFieldsSchema.partial() }),
  run: (tx, { id, fields }) => tx.put(taskKind, { ...existing(tx, id), ...givenFields(fields) }),
})

/** Says that a task is done, or that it is not after all. */
export const completeTask = defineMutator({
  name: 'task.complete',
  args: z.object({ id: idSchema, done: z.boolean(), comment: shortTextSchema.default('') }),
  run: (tx, { id, done, comment }, context) => {
    const task = existing(tx, id)
    if ((task.completedAt !== null) === done) return
    tx.put(taskKind, {
      ...task,
      completedAt: done ? context.now : null,
      completedBy: done ? context.memberId : null,
      completedComment: done ? comment : '',
    })
  },
})

export const deleteTask = defineMutator({
  name: 'task.delete',
  args: z.object({ id: idSchema }),
  run: (tx, { id }) => tx.delete(taskKind, existing(tx, id).id),
})
