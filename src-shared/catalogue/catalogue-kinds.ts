import { z } from 'zod'
import { sourceParams } from '../contacts/contact-kind.ts'
import { fold } from '../lib/fold.ts'
import { idSchema, nameSchema, shortTextSchema, timeSchema } from '../lib/schemas.ts'
import { defineKind, type Kind, type RowDocument } from '../rows/kind.ts'

/**
 * What a workspace chooses its words from. Documents hold ids, so a new name touches one row. An item that was merged stays as an alias of
 * another one (`mergedInto`): nothing else has to be written, whoever may see what, and taking it back is one row as well. An item that was
 * deleted is a deleted row: what hung on it shows it no more, and does again when the deletion is taken back.
 */
const itemShape = {
  id: idSchema,
  name: nameSchema,
  /** The item that stands for this one; null where it stands for itself. */
  mergedInto: idSchema.nullable(),
  createdAt: timeSchema,
}

const lookups = <Item extends RowDocument>(): Kind<Item>['lookups'] => ({
  everyone: () => ['yes'],
  name: (item) => (item.mergedInto === null ? [fold(String(item.name))] : []),
})

/** A tag; Teamsale's Label. */
export const tagSchema = z.looseObject({
  ...itemShape,
  /** Hue in degrees; null for none. */
  colour: z.int().min(0).max(359).nullable(),
})
export type Tag = z.infer<typeof tagSchema>
export const tagKind = defineKind({ name: 'tag', schema: tagSchema, root: (tag) => tag.id, lookups: lookups<Tag>() })

/** Where contacts come from; Teamsale's Utm. `name` is its `display_value`. */
export const sourceSchema = z.looseObject({ ...itemShape, param: z.enum(sourceParams), value: shortTextSchema })
export type Source = z.infer<typeof sourceSchema>
export const sourceKind = defineKind({ name: 'source', schema: sourceSchema, root: (source) => source.id, lookups: lookups<Source>() })

export const propertyTypes = ['text', 'number', 'date', 'boolean', 'list', 'multi_list', 'link'] as const
export type PropertyType = (typeof propertyTypes)[number]

/** One of the values of a property of the types `list` and `multi_list`. Documents hold its id. */
export const propertyOptionSchema = z.looseObject({
  id: idSchema,
  name: nameSchema,
  mergedInto: idSchema.nullable(),
  /** Nobody can choose it any more; who has it keeps it, unseen. */
  removed: z.boolean(),
})
export type PropertyOption = z.infer<typeof propertyOptionSchema>

/** A field that a workspace has added to its contacts; Teamsale's CustomProperty. Its type never changes. */
export const propertySchema = z.looseObject({
  ...itemShape,
  type: z.enum(propertyTypes),
  options: z.array(propertyOptionSchema).max(500),
  /** Lower stands higher on the card. */
  order: z.number(),
})
export type Property = z.infer<typeof propertySchema>
export const propertyKind = defineKind({
  name: 'property',
  schema: propertySchema,
  root: (property) => property.id,
  lookups: lookups<Property>(),
})

export const statusCategories = ['new', 'open', 'won', 'lost'] as const

/** How far the work on a lead is. There is one row for each that a workspace has added, or changed: see `lead-statuses.ts`. */
export const statusSchema = z.looseObject({
  ...itemShape,
  /** Under what name leads hold it, where it is one of those that every workspace has; else they hold its id. */
  key: z.string().max(64).nullable(),
  category: z.enum(statusCategories),
  order: z.number(),
})
export type LeadStatus = z.infer<typeof statusSchema>
export const statusKind = defineKind({ name: 'status', schema: statusSchema, root: (status) => status.id, lookups: lookups<LeadStatus>() })

export const catalogueKinds = { tag: tagKind, source: sourceKind, property: propertyKind, status: statusKind } as const
export type CatalogueName = keyof typeof catalogueKinds
export const catalogueNames = ['tag', 'source', 'property', 'status'] as const satisfies readonly CatalogueName[]
export const isCatalogue = (kind: string): kind is CatalogueName => Object.hasOwn(catalogueKinds, kind)
