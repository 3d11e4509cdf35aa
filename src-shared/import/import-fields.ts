import { fold } from '../lib/fold.ts'
import { languageSchema } from '../lib/schemas.ts'
import { exportHeadings, propertyHeading } from './export-headings.ts'
import { foreignHeadings, nameParts } from './foreign-headings.ts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1252', 'iso-8859-2'] as const
export type Encoding = (typeof encodings)[number]

/** Fields of a contact that a column can fill. Phones, e-mails and tags take several values, separated by commas or semicolons. */
export const importFields = [
  'name',
  'company',
  'status',
  'type',
  'phone',
  'phone_personal',
  'email',
  'email_personal',
  'website',
  'country',
  'city',
  'address',
  'zip',
  'employees_count',
  'skype',
  'telegram',
  'viber',
  'whatsapp',
  'tags',
  'source',
  'responsible',
  'lead_status',
  'lead_source',
  'lead_created_at',
  'unsuitable_reason',
  'person',
  'person_position',
  'person_phone',
  'person_email',
  'created_at',
  'comment',
] as const

export type ImportField = (typeof importFields)[number]

/** What is guessed for a column: a field, or a custom property by its id. */
export type GuessedTarget = ImportField | `property:${string}`

/** Fields that several columns may fill. */
export const repeatable: ReadonlySet<string> = new Set<ImportField>([
  'phone',
  'phone_personal',
  'email',
  'email_personal',
  'tags',
  'comment',
  'person',
  'person_position',
  'person_phone',
  'person_email',
])

/** `E-mail 2 Address` and `Phone 1 - Value` are one of several columns of their kind. */
const withoutNumber = (name: string): string => name.replace(/ \d+(?= |$)/g, '').replace(/ - (value|wartosc)$/, '')

const byHeading = (lists: Readonly<Record<ImportField, readonly string[]>>): ReadonlyMap<string, ImportField> =>
  new Map(importFields.flatMap((field) => lists[field].map((name) => [name, field] as const)))

/** Headings of exported files, a set for each language. */
const ownSets = Object.values(exportHeadings).map((headings) => new Map(importFields.map((field) => [fold(headings[field]), field])))
const foreign = byHeading(foreignHeadings)

const plainName = (column: string): string =>
  fold(column.replace(/[_\u00a0]/g, ' '))
    .replace(/\s*[:*]+$/, '')
    .trim()

const knownIn = (names: ReadonlyMap<string, ImportField>, name: string): ImportField | undefined =>
  names.get(name) ?? names.get(withoutNumber(name))

/**
 * Guesses what each column fills; what takes one value is given to one column alone. Headings of exported files come first, in the language that
 * most columns speak: a property may bear a name that is a heading in another one. Then come names of custom properties, then what other
 * programs write.
 */
export const guessMapping = (
  columns: readonly string[],
  properties: readonly { readonly id: string; readonly name: string }[] = [],
): (GuessedTarget | null)[] => {
  const taken = new Set<string>()
  const names = columns.map(plainName)
  const mapping: (GuessedTarget | null)[] = names.map(() => null)
  const propertyOf = new Map(
    properties.flatMap(({ id, name }) =>
      [name, ...languageSchema.options.map((language) => propertyHeading(language, name))].map(
        (one) => [plainName(one), `property:${id}` as const] as const,
      ),
    ),
  )
  const give = (targetOf: (name: string) => GuessedTarget | undefined) => {
    for (const [index, name] of names.entries()) {
      const target = mapping[index] === null ? targetOf(name) : undefined
      if (target === undefined || (taken.has(target) && !repeatable.has(target))) continue
      taken.add(target)
      mapping[index] = target
    }
  }
  const spoken = (set: (typeof ownSets)[number]) => names.filter((name) => knownIn(set, name) !== undefined).length
  const [own = foreign, ...others] = ownSets.toSorted((one, other) => spoken(other) - spoken(one))
  give((name) => knownIn(own, name))
  give((name) => propertyOf.get(name))
  for (const set of [...others, foreign]) give((name) => knownIn(set, name))
  if (taken.has('name')) return mapping
  return mapping.map((target, index) => target ?? (nameParts.includes(names[index] ?? '') ? 'name' : null))
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const number = /^[+\d][\d\s()\-./]{5,}\d$/

/** Whether the first row names the columns: it does not where an address or a telephone number stands in it. */
export const isHeading = (cells: readonly string[]): boolean =>
  !cells.some((cell) => address.test(cell.trim()) || (number.test(cell.trim()) && cell.replace(/\D/g, '').length >= 7))

/** Guesses by what stands in columns that have no names: addresses, telephone numbers, and the first words as the name. */
export const guessByContent = (columns: readonly (readonly string[])[]): (GuessedTarget | null)[] => {
  const mapping = columns.map((samples): GuessedTarget | null => {
    const values = samples.map((value) => value.trim()).filter((value) => value !== '')
    if (values.length === 0) return null
    if (values.every((value) => address.test(value))) return 'email'
    return values.every((value) => number.test(value)) ? 'phone' : null
  })
  const words = columns.findIndex((samples, index) => mapping[index] === null && samples.some((value) => /\p{L}/u.test(value)))
  if (words >= 0) mapping[words] = 'name'
  return mapping
}
