import { z } from 'zod'
import { LeadlineError, notFound } from '../lib/errors.ts'
import { fold } from '../lib/fold.ts'
import { idSchema } from '../lib/schemas.ts'
import { defineMutator } from '../rows/mutator.ts'
import type { Transaction } from '../rows/transaction.ts'
import { standsFor } from './aliases.ts'
import {
  type CatalogueName,
  catalogueKinds,
  catalogueNames,
  type LeadStatus,
  type Property,
  propertySchema,
  sourceSchema,
  statusSchema,
  tagSchema,
} from './catalogue-kinds.ts'
import { builtInStatuses, isClosingStatus, isFixedStatus } from './lead-statuses.ts'

// Fields that this program does not know come along: a workspace that moves to a team keeps them.
const without = { createdAt: true, mergedInto: true } as const

/** An item as its author writes it; `kind` says which. */
export const catalogueItemSchema = z.discriminatedUnion('kind', [
  tagSchema.omit(without).extend({ kind: z.literal('tag') }),
  sourceSchema.omit(without).extend({ kind: z.literal('source') }),
  propertySchema.omit(without).extend({
    kind: z.literal('property'),
    /** Options that go from the document: nothing has ever used them. Others that are absent are not known yet where this was written, and stay. */
    dropped: z.array(idSchema).max(500).optional(),
  }),
  statusSchema.omit(without).extend({ kind: z.literal('status') }),
])
export type CatalogueItem = z.infer<typeof catalogueItemSchema>

export const deletableNames = ['tag', 'source', 'property'] as const satisfies readonly CatalogueName[]

type Item = { readonly id: string; readonly name: string; readonly mergedInto: string | null }

/** What every workspace has is there without a row, and again when its row is taken back. */
const itemOf = (tx: Transaction, kind: CatalogueName, id: string): Item | undefined => {
  const item = tx.get(catalogueKinds[kind] as never, id) as Item | undefined
  return item ?? (kind === 'status' ? builtInStatuses.find((status) => status.id === id) : undefined)
}

const existing = (tx: Transaction, kind: CatalogueName, id: string): Item => {
  const item = itemOf(tx, kind, id)
  if (!item) throw notFound(kind, id)
  return item
}

const refuseFixed = (item: Item) => {
  if ('key' in item && isFixedStatus(item as LeadStatus))
    throw new LeadlineError('conflict', 'This status is one that every workspace has', [{ path: 'id', rule: 'fixed_status' }])
}

const isOtherThing = (before: Item | undefined, after: CatalogueItem): boolean => {
  // The names by which leads hold what every workspace has are given to nothing else.
  if (!before) return after.kind === 'status' && after.key !== null
  if (after.kind === 'property') return (before as Property).type !== after.type
  if (after.kind !== 'status') return false
  const { key, category } = before as LeadStatus
  return key !== after.key || (key !== null && category !== after.category)
}

/** The item's own fields, and a property's with the options that its author did not know. */
const fieldsOf = (before: Item | undefined, item: CatalogueItem) => {
  const { kind: _, ...fields } = item
  if (item.kind !== 'property') return fields
  const { dropped = [], kind: __, ...property } = item
  const settled = new Set([...dropped, ...property.options.map(({ id }) => id)])
  const unknown = ((before as Property | undefined)?.options ?? []).filter(({ id }) => !settled.has(id))
  return { ...property, options: [...property.options, ...unknown] }
}

const refuseTypeChange = (before: Item | undefined, after: CatalogueItem) => {
  if (isOtherThing(before, after))
    throw new LeadlineError('bad_input', 'What an item is does not change', [{ path: 'type', rule: 'fixed_type' }])
}

/** Leads would look closed that nobody has finished, and could be opened again by nobody. */
const refuseClosing = (status: Pick<LeadStatus, 'category'>, path: string) => {
  if (isClosingStatus(status))
    throw new LeadlineError('bad_input', 'The work on a lead ends by finishing it', [{ path, rule: 'closing_status' }])
}

/** What two people may make at once, each without the other: it is one then, and whatever either has put it on shows it. */
const isJoined = (kind: CatalogueName): boolean => kind === 'tag' || kind === 'source'

/**
 * Makes an item, or changes it. A name that another one has is refused: those two are to be merged. But a new tag or source of a name that
 * somebody else has given meanwhile becomes an alias of theirs: whoever made it off line has put it on contacts already.
 */
export const putCatalogueItem = defineMutator({
  name: 'catalogue.put',
  args: catalogueItemSchema,
  run: (tx, item, context) => {
    const { kind } = item
    const known = tx.peek(catalogueKinds[kind] as never, item.id) as
      | { document: Item & { createdAt: number }; deleted: boolean }
      | undefined
    const before = itemOf(tx, kind, item.id)
    refuseTypeChange(before, item)
    if (item.kind === 'status' && item.key === null) refuseClosing(item, 'category')
    const [namesake] = tx.find(catalogueKinds[kind] as never, 'name', fold(item.name)).filter((id) => id !== item.id)
    const joins = !known && isJoined(kind)
    if (namesake !== undefined && !joins)
      throw new LeadlineError('conflict', 'There is one of this name', [{ path: 'name', rule: 'name_taken' }])
    tx.put(
      catalogueKinds[kind] as never,
      {
        ...known?.document,
        ...fieldsOf(before, item),
        mergedInto: before?.mergedInto ?? namesake ?? null,
        createdAt: known?.document.createdAt ?? context.now,
      } as never,
    )
  },
})

/** Lets one item stand for others of its kind. */
export const mergeCatalogueItems = defineMutator({
  name: 'catalogue.merge',
  args: z.object({ kind: z.enum(catalogueNames), ids: z.array(idSchema).min(1).max(200), into: idSchema }),
  run: (tx, { kind, ids, into }) => {
    const target = standsFor((id) => itemOf(tx, kind, id), into)
    if (!target) throw notFound(kind, into)
    for (const id of ids) {
      const item = existing(tx, kind, id)
      if (item.id === target.id) continue
      refuseFixed(item)
      if (kind === 'status') refuseClosing(target as LeadStatus, 'into')
      if (kind === 'property') throw new LeadlineError('bad_input', 'Properties are not merged', [{ path: 'kind', rule: 'invalid_value' }])
      tx.put(catalogueKinds[kind] as never, { ...item, mergedInto: target.id } as never)
    }
  },
})

/** Deletes items; what hangs on them shows them no more. A status is merged instead, for each lead has one. */
export const deleteCatalogueItems = defineMutator({
  name: 'catalogue.delete',
  args: z.object({ kind: z.enum(deletableNames), ids: z.array(idSchema).min(1).max(200) }),
  run: (tx, { kind, ids }) => {
    for (const id of ids) tx.delete(catalogueKinds[kind] as never, existing(tx, kind, id).id)
  },
})
