import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { remembering } from '../../src-shared/lib/remember.ts'

/**
 * What a contact is found by of which there are many values, as a flat list (that is cheapest between threads): facet, key, label; facet, key,
 * label … `city` has the folded name as its key and the name as it is written as its label; `tag` and `source` have ids; `property:<id>` ids of
 * options, `true` or `false`, numbers, dates; `filled:<id>` stands for a property that has any value at all. A text has no mark but that.
 */
export type Marks = readonly (string | number)[]

export const filledFacet = (propertyId: string): string => `filled:${propertyId}`
export const propertyFacet = (propertyId: string): string => `property:${propertyId}`

export const dateForm = /^\d{4}-\d{2}-\d{2}$/
const idForm = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

// What a property is nobody knows here: a document is all that its marks may depend on.
const keysOf = (value: unknown): (string | number)[] => {
  if (typeof value === 'number') return [value]
  if (typeof value === 'boolean') return [String(value)]
  if (Array.isArray(value)) return [...new Set(value.filter((one) => typeof one === 'string'))]
  return typeof value === 'string' && (dateForm.test(value) || idForm.test(value)) ? [value] : []
}

const foldCity = remembering(fold)

export const marksOf = ({ city, tags, sources, properties }: Contact): Marks => {
  const marks: (string | number)[] = []
  const key = foldCity(city)
  if (key !== '') marks.push('city', key, city.trim())
  for (const tag of new Set(tags)) marks.push('tag', tag, '')
  for (const source of new Set(sources)) marks.push('source', source, '')
  for (const [id, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue
    marks.push(filledFacet(id), 1, '')
    for (const one of keysOf(value)) marks.push(propertyFacet(id), one, '')
  }
  return marks
}

/** Whether it is worth knowing how many contacts have the mark. Numbers and dates are asked for by stretches, and there may be as many as contacts. */
export const isCounted = (facet: string, key: string | number): boolean =>
  !facet.startsWith('property:') || (typeof key === 'string' && !dateForm.test(key))
