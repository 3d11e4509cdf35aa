import type { Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { checkedValue, type PropertyValue } from '../../src-shared/catalogue/property-values.ts'
import { splitCell } from '../../src-shared/import/export-headings.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { booleanOf, dayTextOf, numberOf } from './cell-values.ts'

/** What a cell says of a property: its value, the rule that it breaks, or names of options that are still to be made. */
export type PropertyCell =
  | { readonly value: PropertyValue }
  | { readonly rule: string }
  | { readonly fresh: readonly string[]; readonly value: PropertyValue | null }

const withScheme = (link: string): string => (/^[a-z][a-z\d+.-]*:/i.test(link) ? link : `https://${link}`)

const plainValueOf = (type: Property['type'], cell: string): PropertyValue | null => {
  if (type === 'number') return numberOf(cell)
  if (type === 'date') return dayTextOf(cell)
  if (type === 'boolean') return booleanOf(cell)
  return type === 'link' ? withScheme(cell) : cell
}

const rules = { number: 'not_a_number', date: 'not_a_date', boolean: 'invalid_value' } as const

const chosen = (property: Property, options: ReadonlyMap<string, string>, cell: string): PropertyCell => {
  const values = splitCell(cell)
  // Of a list that takes one value a comma is a part of the name, unless quotes say otherwise.
  const names = property.type === 'list' && values.length > 1 ? [cell.replace(/\s+/g, ' ')] : values
  const fresh = names.filter((name) => !options.has(fold(name)))
  const ids = [...new Set(names.flatMap((name) => options.get(fold(name)) ?? []))]
  const [first = null] = ids
  const value = property.type === 'list' ? first : ids.length === 0 ? null : ids
  return fresh.length > 0 ? { fresh, value } : value === null ? { rule: 'unknown_option' } : { value }
}

/** Reads a cell as a value of the property, by its type: options by name, numbers with a point or a comma, tak and nie. */
export const propertyCellOf = (property: Property, options: ReadonlyMap<string, string>, cell: string): PropertyCell => {
  const { type } = property
  if (type === 'list' || type === 'multi_list') return chosen(property, options, cell)
  const value = plainValueOf(type, cell)
  if (value === null) return { rule: rules[type as keyof typeof rules] }
  try {
    return { value: checkedValue(property, value) }
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error
    return { rule: error.problems[0]?.rule ?? 'invalid' }
  }
}
