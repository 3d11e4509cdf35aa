import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { propertyKind, tagKind } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { type CatalogueItem, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact, deleteContacts } from '../../src-shared/contacts/contact-mutators.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { createTask } from '../../src-shared/tasks/task-mutators.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { tellWrite } from './write-words.ts'

let test: TestWorkspace
beforeEach(() => {
  test = createTestWorkspace()
})
afterEach(() => test.close())

const write = <Args>(mutator: Mutator<Args>, args: Args) => {
  const { store, context } = test.workspace
  store.mutate(mutator, args, context(), newId())
}
const contact = (name: string) => {
  const id = newId()
  write(createContact, newContactSchema.parse(testContact(id, { name })))
  return id
}
const told = (args: unknown) => tellWrite(test.workspace.store, JSON.stringify(args))

it('I6 tells of a change of a card whose card it is and what was to stand there, tags and properties by their names', () => {
  const [id, tagId, nip] = [contact('Jan Kowalski'), newId(), newId()]
  write(putCatalogueItem, { kind: tagKind.name, id: tagId, name: 'VIP', colour: null } as CatalogueItem)
  write(putCatalogueItem, { kind: propertyKind.name, id: nip, name: 'NIP', type: 'text', options: [], order: 1 } as CatalogueItem)
  const patch = { fields: { city: 'Łódź' }, tags: { add: [tagId, newId()], remove: [] }, properties: { [nip]: '725', [newId()]: 'x' } }
  expect(told({ id, patch })).toEqual({
    contactId: id,
    name: 'Jan Kowalski',
    content: [
      { field: 'patch.fields.city', text: 'Łódź' },
      { field: 'patch.tags.add.1', text: 'VIP' },
      { field: 'patch.properties.NIP', text: '725' },
      { field: 'patch.properties', text: 'x' },
    ],
  })
})

it('I6 tells of a task and of a merger which card they were about', () => {
  const [id, gone] = [contact('Jan Kowalski'), contact('Ewa Lis')]
  const task = { id: newId(), type: 'task', title: 'Oddzwonić', startsAt: null, responsible: newId(), contactIds: [id] } as const
  expect(told(task)).toMatchObject({ contactId: id, name: 'Jan Kowalski' })
  write(createTask, { ...task, contactIds: [id] })
  expect(told({ id: task.id, done: true })).toMatchObject({ contactId: id, name: 'Jan Kowalski' })
  expect(told({ into: id, from: [gone], fields: {} })).toEqual({ contactId: id, name: 'Jan Kowalski', content: [] })
  write(deleteContacts, { ids: [gone] })
  expect(told({ into: gone, from: [id], fields: {} })).toMatchObject({ contactId: null, name: 'Ewa Lis' })
})

it('I6 tells what is about no card by its own name', () => {
  const id = newId()
  write(putCatalogueItem, { kind: 'tag', id, name: 'VIP', colour: null })
  expect(told({ kind: 'tag', id: newId(), name: 'Targi', colour: 120 })).toEqual({
    contactId: null,
    name: 'Targi',
    content: [
      { field: 'name', text: 'Targi' },
      { field: 'colour', text: '120' },
    ],
  })
  expect(told({ kind: 'tag', ids: [id] })).toMatchObject({ contactId: null, name: 'VIP' })
  expect(told({ id: newId(), fileName: 'klienci.csv', rows: 3 })).toMatchObject({ contactId: null, name: 'klienci.csv' })
})
