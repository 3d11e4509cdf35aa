import { v7 as newId } from 'uuid'
import type { z } from 'zod'
import type { taskContract } from '../../src-shared/tasks/task-contract.ts'
import { completeTask, createTask, deleteTask, patchTask, type taskFieldsSchema } from '../../src-shared/tasks/task-mutators.ts'
import type { Workspace } from '../workspace.ts'

type NewTask = z.output<NonNullable<(typeof taskContract.create)['~orpc']['inputSchema']>>

export const createTaskService = ({ store, context, me }: Workspace) => {
  const write = (run: (batch: string) => void): { batch: string } => {
    const batch = newId()
    run(batch)
    return { batch }
  }
  return {
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
