import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type CatalogueName,
  catalogueKinds,
  type Property,
  propertyKind,
  sourceKind,
  tagKind,
} from '../../src-shared/catalogue/catalogue-kinds.ts'
import { type CatalogueItem, mergeCatalogueItems, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { type Contact, contactKind, newContactSchema } from '../../src-shared/contacts/contact-kind.ts'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import { savedFilterKind } from '../../src-shared/filters/filter-kind.ts'
import { saveFilter } from '../../src-shared/filters/filter-mutators.ts'
import { importKind } from '../../src-shared/import/import-kind.ts'
import { recordImport } from '../../src-shared/import/import-mutators.ts'
import type { Kind } from '../../src-shared/rows/kind.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { taskKind } from '../../src-shared/tasks/task-kind.ts'
import { completeTask, createTask } from '../../src-shared/tasks/task-mutators.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { type Viewer, viewerOf } from '../../src-shared/team/viewer.ts'
import { createTestWorkspace, type TestWorkspace } from '../db/test-workspace.ts'
import { moveAlone } from './move-alone.ts'

let alone: TestWorkspace
let team: TestWorkspace
beforeEach(() => {
  alone = createTestWorkspace()
  team = createTestWorkspace({ team: true })
})
afterEach(() => {
  alone.close()
  team.close()
})

const write = ({ workspace }: TestWorkspace, mutator: { readonly name: string }, args: unknown) =>
  workspace.store.mutate(mutator as typeof putCatalogueItem, args as CatalogueItem, workspace.context(), newId())
const put = (at: TestWorkspace, item: Omit<CatalogueItem, 'id'>): string => {
  const id = newId()
  write(at, putCatalogueItem, { ...item, id })
  return id
}
const tag = (at: TestWorkspace, name: string) => put(at, { kind: 'tag', name, colour: null } as never)
const source = (at: TestWorkspace, name: string) => put(at, { kind: 'source', name, param: 'custom', value: '' } as never)
const option = (name: string) => ({ id: newId(), name, mergedInto: null, removed: false })
const property = (at: TestWorkspace, name: string, type: Property['type'] = 'text', options: Property['options'] = []) =>
  put(at, { kind: 'property', name, type, options, order: 1 } as never)
const status = (at: TestWorkspace, name: string) => put(at, { kind: 'status', name, key: null, category: 'open', order: 5 } as never)
const contact = (change: Partial<Contact>): string => {
  const id = newId()
  const { me } = alone.workspace
  write(alone, createContact, newContactSchema.parse(testContact(id, { responsible: me().id, ...change })))
  return id
}
const viewer = (group: keyof typeof groupIds, propertiesBy: 'everyone' | 'administrators' = 'everyone'): Viewer =>
  viewerOf({ id: team.workspace.me().id, groupId: groupIds[group] }, undefined, { ownerId: newId(), directory: true, propertiesBy })
const move = (by: Viewer = viewer('administrator')) =>
  moveAlone({
    alone: alone.workspace.store,
    memberNow: (id) => (id === alone.workspace.me().id ? team.workspace.me().id : id),
    team: team.workspace,
    viewer: by,
    tell: () => {},
    signal: new AbortController().signal,
  })
const moved = (id: string) => team.workspace.store.get(contactKind, id) as Contact
const namesOf = (kind: CatalogueName) =>
  team.workspace.store
    .find(catalogueKinds[kind] as never, 'everyone', 'yes')
    .map((id) => String(team.workspace.store.get(catalogueKinds[kind] as unknown as Kind, id)?.name))
    .toSorted()

describe('S17.3 what was made alone, in the team', () => {
  it('is called what the team calls it, where it has the name; other tags and sources come along', async () => {
    const [vip, fair, web] = [tag(alone, 'VIP'), tag(alone, 'Targi'), source(alone, 'Strona')]
    const [theirs, theirWeb] = [tag(team, 'vip'), source(team, 'STRONA')]
    const id = contact({ tags: [vip, fair], sources: [web] })
    await move(viewer('manager'))
    expect(moved(id)).toMatchObject({ tags: [theirs, fair], sources: [theirWeb], responsible: team.workspace.me().id })
    expect(namesOf('tag')).toEqual(['Targi', 'vip'])
    expect(team.workspace.store.get(sourceKind, web)).toBeUndefined()
  })

  it('follows what was merged alone, and leaves what was deleted there', async () => {
    const [old, current, gone] = [tag(alone, 'Hurtownie'), tag(alone, 'Hurt'), tag(alone, 'Zły')]
    write(alone, mergeCatalogueItems, { kind: 'tag', ids: [old], into: current })
    const id = contact({ tags: [old, current, gone] })
    alone.workspace.store.database.prepare('update row set deleted = 1 where id = ?').run(gone)
    await move()
    expect(moved(id).tags).toEqual([current])
    expect(namesOf('tag')).toEqual(['Hurt'])
  })

  it('keeps values of properties: by name, type and option; what has no place there stands in the comment', async () => {
    const [kitchens, doors] = [option('Kuchnie'), option('Drzwi')]
    const [trade, nip, rebate] = [
      property(alone, 'Branża', 'list', [kitchens, doors]),
      property(alone, 'NIP'),
      property(alone, 'Rabat', 'boolean'),
    ]
    const theirKitchens = option('kuchnie')
    const theirTrade = property(team, 'branża', 'list', [theirKitchens])
    const [first, second] = [
      contact({ properties: { [trade]: kitchens.id, [nip]: '725', [rebate]: true }, comment: 'Woli rano' }),
      contact({ properties: { [trade]: doors.id } }),
    ]
    await move(viewer('manager', 'administrators'))
    expect(moved(first)).toMatchObject({
      properties: { [theirTrade]: theirKitchens.id },
      comment: 'Woli rano\nNIP: 725\nRabat: tak',
    })
    expect(moved(second)).toMatchObject({ properties: {}, comment: 'Branża: Drzwi' })
    expect(namesOf('property')).toEqual(['branża'])
  })

  it('brings properties and options that the team has not, where that is allowed; another type is another property', async () => {
    const [kitchens, doors] = [option('Kuchnie'), option('Drzwi')]
    const [trade, nip] = [property(alone, 'Branża', 'multi_list', [kitchens, doors]), property(alone, 'NIP')]
    const theirTrade = property(team, 'Branża', 'multi_list', [kitchens])
    property(team, 'nip', 'number')
    const id = contact({ properties: { [trade]: [kitchens.id, doors.id], [nip]: '725' } })
    await move()
    expect(moved(id)).toMatchObject({ properties: { [theirTrade]: [kitchens.id, doors.id], [nip]: '725' }, comment: '' })
    expect(team.workspace.store.get(propertyKind, theirTrade)?.options.map(({ name }) => name)).toEqual(['Kuchnie', 'Drzwi'])
    expect(team.workspace.store.get(propertyKind, nip)?.name).toBe('NIP 2')
  })

  it('leads are in the status of the team of the same name, or where work of that sort is', async () => {
    const [offer, sample] = [status(alone, 'Oferta'), status(alone, 'Próbka')]
    write(alone, mergeCatalogueItems, { kind: 'status', ids: [statusRowId('deferred')], into: sample })
    const theirs = status(team, 'oferta')
    const lead = (leadStatus: string) => contact({ stage: 'lead', leadStatus })
    const leads = [lead(offer), lead('unsuitable'), lead('deferred'), lead(sample)]
    await move(viewer('manager'))
    expect(leads.map((id) => moved(id).leadStatus)).toEqual([theirs, 'unsuitable', 'in_progress', 'in_progress'])
  })

  it('tasks and saved filters come along, as old and as done as they were; the history of imports stays behind', async () => {
    const [vip, theirs] = [tag(alone, 'VIP'), tag(team, 'VIP')]
    const contactId = contact({})
    const me = alone.workspace.me().id
    const [open, done, filterId] = [newId(), newId(), newId()]
    const task = { type: 'task', startsAt: null, responsible: me, contactIds: [contactId] } as const
    for (const id of [open, done]) write(alone, createTask, { ...task, id, title: id })
    const madeAt = alone.workspace.context().now
    alone.pass(5000)
    write(alone, completeTask, { id: done, done: true, comment: 'Umówione' })
    const query = contactQuerySchema.parse({ stage: 'client', filters: { tag: [vip], responsible: [me, 'nobody'] } })
    write(alone, saveFilter, { id: filterId, name: 'Moi ważni', query, noContactDays: 30 })
    const counts = { rows: 1, created: 1, updated: 0, skipped: 0, bad: 0 }
    write(alone, recordImport, { id: newId(), fileName: 'a.csv', stage: 'client', batch: newId(), ...counts })
    team.pass(1_000_000)
    await move()
    const mine = team.workspace.me().id
    const taskOf = (id: string) => team.workspace.store.get(taskKind, id)
    expect(taskOf(open)).toMatchObject({ responsible: mine, createdBy: mine, createdAt: madeAt, completedAt: null })
    expect(taskOf(done)).toMatchObject({ completedAt: madeAt + 5000, completedBy: mine, completedComment: 'Umówione' })
    expect(team.workspace.store.get(savedFilterKind, filterId)).toMatchObject({
      memberId: mine,
      noContactDays: 30,
      query: { filters: { tag: [theirs], responsible: [mine, 'nobody'] } },
    })
    expect(team.workspace.store.find(importKind, 'everyone', 'yes')).toEqual([])
  })

  it('done once more after it was broken off, nothing is there twice', async () => {
    const [vip, nip] = [tag(alone, 'VIP'), property(alone, 'NIP')]
    property(team, 'NIP', 'number')
    contact({ tags: [vip], properties: { [nip]: '725' } })
    await move()
    const rows = () => team.workspace.store.database.prepare<[], number>('select count(*) from row').pluck().get()
    const before = rows()
    const later = contact({ tags: [vip], properties: { [nip]: '726' } })
    await move()
    expect(rows()).toBe((before ?? 0) + 1)
    expect(moved(later)).toMatchObject({ tags: [vip], properties: { [nip]: '726' } })
    expect(team.workspace.store.get(tagKind, vip)?.name).toBe('VIP')
  })
})
