import { standsFor } from '../../src-shared/catalogue/aliases.ts'
import {
  type CatalogueName,
  catalogueKinds,
  type LeadStatus,
  type Property,
  type PropertyOption,
  propertyKind,
} from '../../src-shared/catalogue/catalogue-kinds.ts'
import { type CatalogueItem, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { builtInStatuses, heldStatus, statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'
import { checkedValue } from '../../src-shared/catalogue/property-values.ts'
import type { ContactQuery } from '../../src-shared/contacts/contact-contract.ts'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import { revertHistory } from '../../src-shared/rows/registry.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import type { WorkspaceStore } from '../db/workspace-store.ts'
import type { Workspace } from '../workspace.ts'

interface Item extends RowDocument {
  readonly name: string
  readonly mergedInto: string | null
  readonly createdAt: number
}

interface Dependencies {
  readonly alone: Pick<WorkspaceStore, 'database'>
  readonly team: Workspace
  /** Who brings it, with the rights that they have in the team. */
  readonly viewer: Viewer
  readonly batch: string
  /** See `moveAlone`. */
  readonly isReturn: boolean
}

/** Where a lead stands whose status the team has not, and may not be given. */
const statusInstead: Readonly<Record<LeadStatus['category'], string>> = {
  new: 'not_processed',
  open: 'in_progress',
  won: 'finished',
  lost: 'unsuitable',
}

/** Characters of a comment and of a name (`schemas.ts`). */
const longestComment = 100_000
const longestName = 250

const yesAndNo = { pl: { true: 'tak', false: 'nie' }, en: { true: 'yes', false: 'no' } } as const

/** What was chosen from alone, as the team has it. */
interface MovedCatalogue {
  readonly contact: (contact: Contact) => Contact
  readonly query: (query: ContactQuery) => ContactQuery
}

/**
 * Finds for each tag, source, property and status that was made alone the one of the team: the same, or one of the same name (a property also of
 * the same type). Others are made, as far as this member may. Values of a property that they may not make come along as lines of the comment:
 * nothing that stood on a card is lost. A lead in a status that they may not make is where work of that sort is usually.
 */
export const moveCatalogue = ({ alone, team, viewer, batch, isReturn }: Dependencies): MovedCatalogue => {
  const { store, context, me } = team
  const select = alone.database.prepare<[string], string>('select data from row where kind = ? and deleted = 0 order by rid').pluck()
  const readAlone = (kind: CatalogueName) =>
    new Map(select.all(kind).map((data) => [JSON.parse(data).id as string, JSON.parse(data) as Item]))
  const known = { tag: readAlone('tag'), source: readAlone('source'), property: readAlone('property'), status: readAlone('status') }
  for (const status of builtInStatuses) if (!known.status.has(status.id)) known.status.set(status.id, status)
  /** By the id that was held alone: the id that stands for it in the team, undefined where nothing does. */
  const ids = new Map<string, string>()

  const teamItem = (kind: CatalogueName, id: string) => store.get(catalogueKinds[kind] as unknown as Kind<Item>, id)
  const named = (kind: CatalogueName, name: string): Item | undefined => {
    const [id] = store.find(catalogueKinds[kind] as unknown as Kind, 'name', fold(name))
    return id === undefined ? undefined : teamItem(kind, id)
  }
  const mayMake: Readonly<Record<CatalogueName, boolean>> = {
    tag: true,
    source: true,
    property: viewer.addsProperties,
    status: viewer.administrator,
  }
  const make = (kind: CatalogueName, item: Item) => {
    // Two of one name are of different types: they go on side by side.
    let { name } = item
    for (let number = 2; named(kind, name); number++) name = `${item.name.slice(0, longestName - 5)} ${number}`
    const { now } = context()
    const by = { ...context(), now: Math.min(item.createdAt, now) }
    store.mutate(putCatalogueItem, { ...item, kind, name } as unknown as CatalogueItem, by, batch)
  }
  const restore = (kind: CatalogueName, id: string) => {
    const acts = [{ kind, id, act: 'deleted' as const, before: {}, after: {} }]
    store.mutate(revertHistory, { acts, changedSince: [] }, context(), batch)
  }
  const isSame = (kind: CatalogueName, item: Item, other: Item) =>
    kind !== 'property' || (item as unknown as Property).type === (other as unknown as Property).type

  const place = (kind: CatalogueName, item: Item): string | undefined => {
    const row = store.rows.whole(item.id)
    if (builtInStatuses.some(({ id }) => id === item.id)) {
      const isChanged = !builtInStatuses.includes(item as unknown as LeadStatus)
      if (isReturn && isChanged && mayMake.status) {
        if (!row) make(kind, item)
        else if (row.deleted) restore(kind, item.id)
      }
      return item.id
    }
    if (row && !row.deleted) return item.id
    if (row && !isReturn) return undefined
    const namesake = named(kind, item.name)
    if (namesake && isSame(kind, item, namesake)) return namesake.id
    if (row ? !viewer.administrator : !mayMake[kind]) return undefined
    if (row) restore(kind, item.id)
    else make(kind, item)
    return item.id
  }

  for (const kind of ['tag', 'source', 'property', 'status'] as const) {
    const standing = (id: string) => standsFor((one) => known[kind].get(one), id)
    for (const item of known[kind].values())
      if (item.mergedInto === null) {
        const placed = place(kind, item)
        if (placed !== undefined) ids.set(item.id, placed)
      }
    for (const id of known[kind].keys()) {
      const stands = standing(id)
      const placed = stands && ids.get(stands.id)
      if (placed !== undefined) ids.set(id, placed)
    }
  }

  /** The option of the team's property for one that was chosen alone; made where this member may. */
  const optionOf = (own: Property, held: string): { readonly id: string } | { readonly name: string } | undefined => {
    const byId = new Map(own.options.map((option) => [option.id, option]))
    const option = standsFor((id) => byId.get(id), held)
    const targetId = ids.get(own.id)
    const target = targetId === undefined ? undefined : store.get(propertyKind, targetId)
    if (!option) return undefined
    if (!target) return option.removed ? undefined : { name: option.name }
    const same = (one: PropertyOption) =>
      one.id === option.id || (!one.removed && one.mergedInto === null && fold(one.name) === fold(option.name))
    const found = target.options.find(({ id }) => id === option.id) ?? target.options.find(same)
    if (found) return { id: found.id }
    if (option.removed) return undefined
    if (!viewer.administrator) return { name: option.name }
    const options = [...target.options, { ...option, mergedInto: null }]
    store.mutate(putCatalogueItem, { ...target, kind: 'property', options } as CatalogueItem, context(), batch)
    return { id: option.id }
  }

  const isTaken = (own: Property, value: unknown): boolean => {
    try {
      checkedValue(own, value)
      return true
    } catch {
      return false
    }
  }

  /** The value in the team, and what has no place there, as words. */
  const heldOf = (own: Property, value: unknown): { readonly value?: unknown; readonly words: readonly string[] } => {
    if (own.type === 'list' || own.type === 'multi_list') {
      const options = [value].flat().flatMap((held) => optionOf(own, String(held)) ?? [])
      const held = [...new Set(options.flatMap((option) => ('id' in option ? [option.id] : [])))]
      const words = options.flatMap((option) => ('id' in option ? [] : [option.name]))
      return { ...(held.length > 0 ? { value: own.type === 'list' ? held[0] : held } : {}), words }
    }
    if (ids.has(own.id) && isTaken(own, value)) return { value, words: [] }
    const words = yesAndNo[me().language]
    return { words: [typeof value === 'boolean' ? words[`${value}`] : String(value)] }
  }

  const mapped = (list: readonly string[]) => [...new Set(list.flatMap((id) => ids.get(id) ?? []))]

  const statusOf = (held: string): string => {
    const own = standsFor((id) => known.status.get(id), statusRowId(held)) as unknown as LeadStatus | undefined
    if (!own) return statusInstead.open
    const target = ids.get(own.id)
    if (target === undefined) return statusInstead[own.category]
    return heldStatus(builtInStatuses.find(({ id }) => id === target) ?? { id: target, key: null })
  }

  const propertyOf = (id: string) => known.property.get(id) as unknown as Property | undefined

  return {
    contact: (contact) => {
      const properties: Record<string, unknown> = {}
      const lines: string[] = []
      for (const [id, held] of Object.entries(contact.properties)) {
        const own = propertyOf(id)
        if (!own) continue
        const { value, words } = heldOf(own, held)
        const target = ids.get(id)
        if (value !== undefined && target !== undefined) properties[target] = value
        if (words.length > 0) lines.push(`${own.name}: ${words.join(', ')}`)
      }
      return {
        ...contact,
        tags: mapped(contact.tags),
        sources: mapped(contact.sources),
        properties,
        comment: [contact.comment, ...lines]
          .filter((text) => text !== '')
          .join('\n')
          .slice(0, longestComment),
        leadStatus: contact.leadStatus === null ? null : statusOf(contact.leadStatus),
      }
    },
    query: (query) => ({
      ...query,
      filters: {
        ...query.filters,
        tag: mapped(query.filters.tag),
        source: mapped(query.filters.source),
        leadStatus: [...new Set(query.filters.leadStatus.map(statusOf))],
        properties: query.filters.properties.flatMap((filter) => {
          const [own, id] = [propertyOf(filter.id), ids.get(filter.id)]
          if (!own || id === undefined) return []
          const isChosen = own.type === 'list' || own.type === 'multi_list'
          if (!filter.values || !isChosen) return [{ ...filter, id }]
          const values = filter.values.flatMap((held) => {
            const option = optionOf(own, held)
            return option && 'id' in option ? [option.id] : []
          })
          return [{ ...filter, id, values }]
        }),
      },
    }),
  }
}
