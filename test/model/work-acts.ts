import { type CatalogueName, catalogueKinds } from '../../src-shared/catalogue/catalogue-kinds.ts'
import {
  type CatalogueItem,
  deleteCatalogueItems,
  mergeCatalogueItems,
  putCatalogueItem,
} from '../../src-shared/catalogue/catalogue-mutators.ts'
import { statusKeys, statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'
import { contactQuerySchema } from '../../src-shared/contacts/contact-contract.ts'
import { mergeContacts, patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import { deleteFilter, saveFilter } from '../../src-shared/filters/filter-mutators.ts'
import type { RowHistory } from '../../src-shared/history/history-mutators.ts'
import { recordImport } from '../../src-shared/import/import-mutators.ts'
import { setLeadStatus } from '../../src-shared/leads/lead-mutators.ts'
import { revertHistory } from '../../src-shared/rows/registry.ts'
import { completeTask, createTask, deleteTask, patchTask } from '../../src-shared/tasks/task-mutators.ts'
import type { Chance } from '../bench/chance.ts'
import type { ModelClient } from './model-client.ts'

interface Scene {
  readonly chance: Chance
  readonly newId: () => string
  /** Ids of all contacts that were ever made. */
  readonly contacts: readonly string[]
  /** Whose holder is not what taking has made it. */
  readonly moved: Set<string>
  readonly wrote: (done: boolean) => boolean
  readonly memberOf: (person: number) => string
}

/** What this computer knows of an act of its own, as undo asks for it. */
const actsOf = (client: ModelClient, batch: string) =>
  client
    .store()
    .database.prepare<[string], { kind: string; id: string; act: RowHistory['act']; before: string; after: string }>(
      'select kind, id, what as act, before, after from change join row using (rid) where act = (select seq from act where batch = ?) order by rid desc',
    )
    .all(batch)
    .map((one) => ({ ...one, before: JSON.parse(one.before), after: JSON.parse(one.after) }))

/** What people do besides: they merge, tag, fill properties, plan, sort, and take back what they have merged. */
export const createWorkActs = ({ chance, newId, contacts, moved, wrote, memberOf }: Scene): readonly ((client: ModelClient) => void)[] => {
  const items: Record<CatalogueName, string[]> = { tag: [], source: [], property: [], status: statusKeys.map(statusRowId) }
  const tasks: string[] = []
  const filters: string[] = []
  const mergers: { readonly client: ModelClient; readonly batch: string }[] = []
  const any = (list: readonly string[]): string | undefined => list[chance.below(list.length)]

  return [
    (client) => {
      const [into, from] = [any(contacts), any(contacts)]
      if (!into || !from || into === from) return
      for (const id of [into, from]) moved.add(id)
      const batch = newId()
      if (wrote(client.write(mergeContacts, { into, from: [from], fields: chance.next() < 0.5 ? { city: from } : {} }, batch)))
        mergers.push({ client, batch })
    },
    (client) => {
      const merger = mergers[chance.below(mergers.length)]
      if (merger?.client !== client) return
      const acts = actsOf(client, merger.batch)
      for (const { id } of acts) moved.add(id)
      if (acts.length > 0) wrote(client.write(revertHistory, { acts, changedSince: [] }))
    },
    (client) => {
      const [id, kind] = [newId(), chance.pick(['tag', 'source', 'property', 'status'] as const)]
      // Few names: several people make the same one.
      const name = `${kind} ${chance.below(5)}`
      const made: Record<CatalogueName, CatalogueItem> = {
        tag: { id, name, kind: 'tag', colour: null },
        source: { id, name, kind: 'source', param: 'custom', value: '' },
        property: { id, name, kind: 'property', type: 'text', options: [], order: 1 },
        status: { id, name, kind: 'status', key: null, category: 'open', order: 5 },
      }
      if (wrote(client.write(putCatalogueItem, made[kind]))) items[kind].push(id)
    },
    (client) => {
      const kind = chance.pick(['tag', 'source', 'status'] as const)
      const [one, other] = [any(items[kind]), any(items[kind])]
      if (one && other) wrote(client.write(mergeCatalogueItems, { kind, ids: [one], into: other }))
    },
    (client) => {
      const kind = chance.pick(['tag', 'property'] as const)
      const id = any(items[kind])
      if (id && chance.next() < 0.3) wrote(client.write(deleteCatalogueItems, { kind, ids: [id] }))
    },
    (client) => {
      const [id, tag, source, property] = [any(contacts), any(items.tag), any(items.source), any(items.property)]
      if (!id) return
      const ids = (one: string | undefined) => ({ add: one ? [one] : [], remove: chance.next() < 0.2 && one ? [one] : [] })
      const isThere = property !== undefined && client.store().get(catalogueKinds.property, property) !== undefined
      const properties = isThere ? { [property]: `Wartość ${chance.below(100)}` } : {}
      wrote(client.write(patchContact, { id, patch: { fields: {}, tags: ids(tag), sources: ids(source), properties } }))
    },
    (client) => {
      const [id, status] = [any(contacts), any(items.status)]
      if (id && status) wrote(client.write(setLeadStatus, { id, status }))
    },
    (client) => {
      const about = [any(contacts), any(contacts)].flatMap((id) => (id && chance.next() < 0.7 ? [id] : []))
      const id = newId()
      const task = { type: 'task', title: `Zadanie ${id}`, startsAt: null, responsible: memberOf(chance.below(4)) } as const
      if (wrote(client.write(createTask, { id, ...task, contactIds: about }))) tasks.push(id)
    },
    (client) => {
      const id = any(tasks)
      if (!id) return
      const act = chance.below(4)
      if (act === 0) wrote(client.write(completeTask, { id, done: chance.next() < 0.7, comment: 'Zrobione' }))
      else if (act === 1) wrote(client.write(deleteTask, { id }))
      else wrote(client.write(patchTask, { id, fields: { responsible: memberOf(chance.below(4)) } }))
    },
    (client) => {
      const known = any(filters)
      if (known && chance.next() < 0.3) {
        wrote(client.write(deleteFilter, { id: known }))
        return
      }
      const id = known && chance.next() < 0.5 ? known : newId()
      if (wrote(client.write(saveFilter, { id, name: 'Łódź', query: contactQuerySchema.parse({ stage: 'client' }) }))) filters.push(id)
    },
    (client) => {
      const record = { id: newId(), fileName: 'klienci.csv', stage: 'lead', batch: newId() } as const
      wrote(client.write(recordImport, { ...record, rows: 1, created: 1, updated: 0, skipped: 0, bad: 0 }))
    },
  ]
}
