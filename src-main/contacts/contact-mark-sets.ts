import type { Database } from '../../src-node/sqlite/database.ts'
import type { Property } from '../../src-shared/catalogue/catalogue-kinds.ts'
import type { ContactFilters } from '../../src-shared/contacts/contact-contract.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import type { Choices } from './contact-choices.ts'
import type { CountedMarks } from './contact-mark-counts.ts'
import { dateForm, filledFacet, propertyFacet } from './contact-marks.ts'
import { allOf, type Condition } from './contact-search-sql.ts'

/** Contacts that have any of some marks: those that are named, or all whose keys lie in a stretch. */
export interface MarkSet extends CountedMarks {
  /** The filter that says so. */
  readonly filter: string
  /** Set where there are too many to be named. */
  readonly stretch: Condition | null
  /** Whether it is known how many have each. */
  readonly counted: boolean
  /** Those that have none are meant. */
  readonly negated: boolean
}

type PropertyFilter = ContactFilters['properties'][number]

/** Marks that are looked for in a contact one by one; more are looked up. */
const mostNamed = 40

const namesWhere = (facet: string, keys: Condition): Condition => allOf([{ sql: 'contact_mark_name.facet = ?', parameters: [facet] }, keys])

const numbersOf = (database: Database, { sql, parameters }: Condition, limit: number): number[] =>
  database
    .prepare<unknown[], number>(`select mark from contact_mark_name where ${sql} limit ?`)
    .pluck()
    .all(...parameters, limit)

const named = (database: Database, facet: string, keys: readonly (string | number)[]): number[] =>
  keys.length === 0
    ? []
    : numbersOf(database, namesWhere(facet, { sql: `contact_mark_name.key in (${keys.map(() => '?').join(', ')})`, parameters: keys }), -1)

const setOf = (filter: string, facet: string, numbers: readonly number[], more: Partial<MarkSet> = {}): MarkSet => ({
  filter,
  facet,
  numbers,
  stretch: null,
  single: numbers.length <= 1,
  counted: true,
  negated: false,
  ...more,
})

const isOf = ({ type }: Property, bound: string | number): boolean =>
  type === 'number' ? typeof bound === 'number' : type === 'date' && typeof bound === 'string' && dateForm.test(bound)

const stretchSet = (database: Database, filter: string, property: Property, { from, until }: PropertyFilter): MarkSet => {
  const facet = propertyFacet(property.id)
  const bounds = [
    ...(from === undefined ? [] : [{ bound: from, sql: 'contact_mark_name.key >= ?' }]),
    ...(until === undefined ? [] : [{ bound: until, sql: 'contact_mark_name.key <= ?' }]),
  ]
  // Dates have no numbers between them, nor the other way round.
  if (!bounds.every(({ bound }) => isOf(property, bound))) return setOf(filter, facet, [])
  const stretch = namesWhere(facet, allOf(bounds.map(({ bound, sql }) => ({ sql, parameters: [bound] }))))
  const numbers = numbersOf(database, stretch, mostNamed + 1)
  const fits = numbers.length <= mostNamed
  return setOf(filter, facet, fits ? numbers : [], { stretch: fits ? null : stretch, single: true, counted: false })
}

const keysOf = (choices: Choices, property: Property, values: readonly string[]): (string | number)[] => {
  if (property.type === 'number') return values.map(Number).filter(Number.isFinite)
  if (property.type !== 'list' && property.type !== 'multi_list') return [...values]
  const options = choices.options(property)
  return [...new Set(values.flatMap((value) => options.heldAs(value)))]
}

const filledSet = (database: Database, choices: Choices, filter: string, property: Property, negated: boolean): MarkSet => {
  // Of what was chosen from a list that has lost it nothing is seen.
  if (property.type === 'list' || property.type === 'multi_list') {
    const keys = property.options.flatMap(({ id }) => (choices.options(property).shownAs(id) === undefined ? [] : [id]))
    const facet = propertyFacet(property.id)
    return setOf(filter, facet, named(database, facet, keys), { single: property.type === 'list', negated })
  }
  const facet = filledFacet(property.id)
  return setOf(filter, facet, named(database, facet, [1]), { negated })
}

const propertySets = (database: Database, choices: Choices, wanted: PropertyFilter): MarkSet[] => {
  const { id, values = [], from, until, filled } = wanted
  const filter = propertyFacet(id)
  const property = choices.properties().get(id)
  // Of a property that is gone nobody has a value.
  if (!property) {
    const asked = values.length > 0 || from !== undefined || until !== undefined || filled === true
    return asked ? [setOf(filter, filter, [])] : []
  }
  const sets: MarkSet[] = []
  if (values.length > 0) {
    const numbers = named(database, filter, keysOf(choices, property, values))
    const counted = property.type !== 'number' && property.type !== 'date'
    sets.push(setOf(filter, filter, numbers, { single: numbers.length <= 1 || property.type !== 'multi_list', counted }))
  }
  if (from !== undefined || until !== undefined) sets.push(stretchSet(database, filter, property, wanted))
  if (filled !== undefined) sets.push(filledSet(database, choices, filter, property, !filled))
  return sets
}

/** Everything that filters ask of marks; each set narrows. */
export const markSetsOf = (database: Database, choices: Choices, filters: ContactFilters): MarkSet[] => {
  const sets: MarkSet[] = []
  if (filters.city.length > 0) {
    const keys = [...new Set(filters.city.map(fold))]
    sets.push(setOf('city', 'city', named(database, 'city', keys), { single: true }))
  }
  if (filters.tag.length > 0) {
    const held = filters.tag.map((id) => choices.tags().heldAs(id))
    const asked = filters.tagMode === 'all' ? held : [held.flat()]
    for (const ids of asked) sets.push(setOf('tag', 'tag', named(database, 'tag', [...new Set(ids)])))
  }
  if (filters.source.length > 0) {
    const ids = new Set(filters.source.flatMap((id) => choices.sources().heldAs(id)))
    sets.push(setOf('source', 'source', named(database, 'source', [...ids])))
  }
  for (const wanted of filters.properties) sets.push(...propertySets(database, choices, wanted))
  return sets
}

/** A condition on `contact`, decided by what its own row holds. */
export const hasMark = ({ numbers, stretch, negated }: MarkSet): Condition => {
  const not = negated ? 'not ' : ''
  if (!stretch && numbers.length <= mostNamed) {
    const sql = numbers.length === 0 ? 'false' : numbers.map((number) => `instr(contact.marks, ',${number},') > 0`).join(' or ')
    return { sql: `${not}(${sql})`, parameters: [] }
  }
  const among = stretch ? `select mark from contact_mark_name where ${stretch.sql}` : numbers.join(', ')
  const held = `json_each('[0' || contact.marks || '0]') held`
  return { sql: `${not}exists (select 1 from ${held} where held.value in (${among}))`, parameters: stretch?.parameters ?? [] }
}

/** Where the contacts of a set lie: a table for `from` with their `rid`, each once. `group` is a condition on `contact_mark`. */
export const rowsWithMark = (
  { numbers, stretch, single }: MarkSet,
  group: Condition,
): { readonly from: string; readonly parameters: Condition['parameters'] } => {
  const each = single ? '' : 'distinct '
  const table = stretch ? 'contact_mark_name cross join contact_mark on contact_mark.mark = contact_mark_name.mark' : `contact_mark`
  const which = stretch ?? { sql: `contact_mark.mark in (${numbers.join(', ')})`, parameters: [] }
  const { sql, parameters } = allOf([which, group])
  return { from: `(select ${each}contact_mark.rid from ${table} where ${sql})`, parameters }
}
