import type { Database } from '../../src-node/sqlite/database.ts'
import type { TaskLine } from '../../src-shared/tasks/task-contract.ts'

/** Tasks of one contact that are told at once. */
const most = 200

/** What is open by when it is due, without a time last; then what is done, newest first. */
const ofContact = (database: Database, contactId: string): TaskLine[] =>
  database
    .prepare<[string], { readonly data: string; readonly responsibleName: string | null }>(
      `select task.data as data, member.data ->> 'name' as responsibleName
       from lookup_name join lookup_value using (lookup) join row task using (rid)
         left join row member on member.id = task.data ->> 'responsible' and member.kind = 'member'
       where lookup_name.kind = 'task' and lookup_name.name = 'contact' and lookup_value.value = ? and task.deleted = 0
       order by task.data ->> 'completedAt' is not null, task.data ->> 'completedAt' desc,
         task.data ->> 'startsAt' is null, task.data ->> 'startsAt', task.data ->> 'createdAt'
       limit ${most}`,
    )
    .all(contactId)
    .map(({ data, responsibleName }) => ({ ...JSON.parse(data), responsibleName: responsibleName ?? '' }))

export const taskQueries = { 'tasks.ofContact': ofContact }
