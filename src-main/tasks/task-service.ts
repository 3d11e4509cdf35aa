import { v7 as newId } from 'uuid'
import type { z } from 'zod'
import type { TaskLine, taskContract } from '../../src-shared/tasks/task-contract.ts'
import { type Task, taskKind } from '../../src-shared/tasks/task-kind.ts'
import { completeTask, createTask, deleteTask, patchTask, type taskFieldsSchema } from '../../src-shared/tasks/task-mutators.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import type { Workspace } from '../workspace.ts'

type NewTask = z.output<NonNullable<(typeof taskContract.create)['~orpc']['inputSchema']>>

/** Tasks of one contact that are told at once. */
const most = 200

/** What is open by when it is due, without a time last; then what is done, newest first. */
const byUrgency = (one: Task, other: Task): number => {
  if ((one.completedAt === null) !== (other.completedAt === null)) return one.completedAt === null ? -1 : 1
  if (one.completedAt !== null && other.completedAt !== null) return other.completedAt - one.completedAt
  return (one.startsAt ?? Number.MAX_SAFE_INTEGER) - (other.startsAt ?? Number.MAX_SAFE_INTEGER) || one.createdAt - other.createdAt
}

export const createTaskService = ({ store, context, me }: Workspace) => {
  const write = (run: (batch: string) => void): { batch: string } => {
    const batch = newId()
    run(batch)
    return { batch }
  }
  return {
    ofContact: (contactId: string): TaskLine[] =>
      store
        .find(taskKind, 'contact', contactId)
        .flatMap((id) => store.get(taskKind, id) ?? [])
        .toSorted(byUrgency)
        .slice(0, most)
        .map((task) => ({ ...task, responsibleName: store.get(memberKind, task.responsible)?.name ?? '' })),
    create: ({ responsible, startsAt, ...input }: NewTask) =>
      write((batch) =>
        store.mutate(createTask, { ...input, responsible: responsible ?? me().id, startsAt: startsAt ?? null }, context(), batch),
      ),
    update: (args: { id: string; fields: Partial<z.output<typeof taskFieldsSchema>> }) =>
      write((batch) => store.mutate(patchTask, args, context(), batch)),
    complete: (args: { id: string; done: boolean; comment: string }) =>
      write((batch) => store.mutate(completeTask, args, context(), batch)),
    delete: (id: string) => write((batch) => store.mutate(deleteTask, { id }, context(), batch)),
  }
}

export type TaskService = ReturnType<typeof createTaskService>
