import { z } from 'zod'
import { LeadlineError, notFound } from '../lib/errors.ts'
import { idSchema } from '../lib/schemas.ts'
import type { Transaction } from '../rows/transaction.ts'
import { standsFor } from './aliases.ts'
import { type Property, propertyKind } from './catalogue-kinds.ts'

/**
 * What a contact holds of a property: text and link a string, number a number, date `2026-11-28`, boolean a truth value, list the id of an
 * option, multi-list ids of options.
 */
export const propertyValueSchema = z.union([z.string().max(5000), z.number(), z.boolean(), z.array(idSchema).max(200)])
export type PropertyValue = z.infer<typeof propertyValueSchema>

const schemas = {
  text: z.string().trim().min(1).max(5000),
  number: z.number(),
  date: z.iso.date(),
  boolean: z.boolean(),
  list: idSchema,
  multi_list: z.array(idSchema).min(1).max(200),
  link: z
    .string()
    .trim()
    .max(2000)
    .pipe(z.url({ protocol: /^https?$/ })),
} as const

const ruleOf = {
  text: 'too_big',
  number: 'not_a_number',
  date: 'not_a_date',
  boolean: 'invalid_value',
  list: 'unknown_option',
  multi_list: 'unknown_option',
  link: 'not_a_link',
} as const

/** @throws LeadlineError `bad_input` where a property of this type does not take the value */
export const checkedValue = (property: Property, value: unknown): PropertyValue => {
  const refuse = () =>
    new LeadlineError('bad_input', `${property.type} does not take this`, [
      { path: `properties.${property.id}`, rule: ruleOf[property.type] },
    ])
  const parsed = schemas[property.type].safeParse(value)
  if (!parsed.success) throw refuse()
  if (property.type === 'list' || property.type === 'multi_list') {
    const ids = [parsed.data].flat()
    if (!ids.every((id) => property.options.some((option) => option.id === id))) throw refuse()
  }
  return parsed.data as PropertyValue
}

/**
 * What a contact may hold, as it is kept: the one check of whatever writes values. A property that was deleted while this was on its way is asked
 * too: its value is kept, and unseen, as on every other card.
 * @throws LeadlineError `not_found` where there is no such property, `bad_input` where it does not take the value
 */
export const checkedValues = (
  tx: Pick<Transaction, 'peek'>,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, PropertyValue>> =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const property = tx.peek(propertyKind, id)?.document
      if (!property) throw notFound('property', id)
      return [id, checkedValue(property, value)]
    }),
  )

/** The options that a value names, as they are shown: merged ones once, removed ones not. */
export const optionsOf = (property: Property, value: unknown): Property['options'] => {
  const byId = new Map(property.options.map((option) => [option.id, option]))
  const shown = [value].flat().flatMap((id) => standsFor((one) => byId.get(one), String(id)) ?? [])
  return [...new Map(shown.map((option) => [option.id, option])).values()].filter(({ removed }) => !removed)
}
