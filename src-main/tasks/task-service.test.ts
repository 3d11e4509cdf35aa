import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import { createContactService } from '../contacts/contact-service.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { createHistoryService } from '../history/history-service.ts'
import { taskQueries } from './task-queries.ts'
import { createTaskService, type TaskService } from './task-service.ts'

let test: TestWorkspace
let tasks: TaskService
let contactId: string

beforeEach(() => {
  test = createTestWorkspace()
  tasks = createTaskService(test.workspace)
  contactId = createContactService(test.workspace).create(contactInputSchema.parse({ stage: 'client', name: 'Jan' })).id
})
afterEach(() => test.close())

const plan = (title: string, startsAt?: number | null) => {
  const id = newId()
  tasks.create({ id, type: 'task', title, contactIds: [contactId], ...(startsAt === undefined ? {} : { startsAt }) })
  return id
}
const ofContact = () => taskQueries['tasks.ofContact'](test.workspace.store.database, contactId)
const titles = () => ofContact().map(({ title }) => title)

it('S3.4 a task is of whoever makes it unless it says of whom, and stands by when it is due', () => {
  const { now } = test.workspace.context()
  plan('kiedyś')
  plan('pojutrze', now + 2_000_000)
  plan('jutro', now + 1_000_000)
  expect(titles()).toEqual(['jutro', 'pojutrze', 'kiedyś'])
  expect(ofContact()[0]).toMatchObject({
    responsible: test.workspace.me().id,
    responsibleName: test.workspace.me().name,
    createdBy: test.workspace.me().id,
    completedAt: null,
  })
})

it('S3.4 what is done goes below, is opened again, changed and deleted, each of which can be taken back', async () => {
  const first = plan('zadzwonić')
  plan('napisać')
  test.pass(1000)
  const { batch } = tasks.complete({ id: first, done: true, comment: 'Nie odbiera' })
  expect(titles()).toEqual(['napisać', 'zadzwonić'])
  expect(ofContact()[1]).toMatchObject({ completedBy: test.workspace.me().id, completedComment: 'Nie odbiera' })
  const history = createHistoryService(test.workspace)
  await history.undo(batch)
  expect(ofContact().every(({ completedAt }) => completedAt === null)).toBe(true)
  tasks.update({ id: first, fields: { title: 'oddzwonić' } })
  expect(titles()).toContain('oddzwonić')
  const deleted = tasks.delete(first)
  expect(titles()).toEqual(['napisać'])
  await history.undo(deleted.batch)
  expect(titles()).toContain('oddzwonić')
})

it('a request that is sent twice makes one task, and one that is gone is not found', () => {
  const task = { id: newId(), type: 'task' as const, title: 'raz', contactIds: [contactId] }
  tasks.create(task)
  tasks.create({ ...task, title: 'dwa' })
  expect(titles()).toEqual(['raz'])
  expect(() => tasks.complete({ id: newId(), done: true, comment: '' })).toThrow(expect.objectContaining({ code: 'not_found' }))
})

it('S3.4 of those that are done the newest stands first, and of many 200 are told', () => {
  const [first, second] = [plan('raz'), plan('dwa')]
  for (const id of [first, second]) {
    test.pass(1000)
    tasks.complete({ id, done: true, comment: '' })
  }
  expect(titles()).toEqual(['dwa', 'raz'])
  for (let number = 0; number < 200; number++) plan(`zadanie ${number}`)
  expect(titles()).toHaveLength(200)
  expect(titles()).not.toContain('dwa')
})
