import type { Task } from '../../src-shared/tasks/task-kind.ts'
import type { Projection } from '../db/projection.ts'
import { feedEntriesOfTask, prepareTaskFeed } from '../feed/feed-projection.ts'

export const taskProjection: Projection<Task, Task> = {
  kind: 'task',
  number: 1,
  tables: [],
  fieldsOf: (task) => task,
  prepare: (database) => {
    const feed = prepareTaskFeed(database)
    return {
      project: (rows) => {
        for (const { before, after } of rows) feed(before ? feedEntriesOfTask(before) : [], after ? feedEntriesOfTask(after) : [])
      },
    }
  },
}
