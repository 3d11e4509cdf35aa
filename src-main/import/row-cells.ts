import type { PropertyValue } from '../../src-shared/catalogue/property-values.ts'
import { messengerTypes } from '../../src-shared/contacts/contact-kind.ts'
import { positionOf } from '../../src-shared/import/cell-words.ts'
import { splitCell, unguardedCell } from '../../src-shared/import/export-headings.ts'
import type { ImportField } from '../../src-shared/import/import-fields.ts'
import { sourceOfCell } from '../../src-shared/import/source-cell.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { looksLikePhone } from '../../src-shared/lib/phone-numbers.ts'
import type { TableRow } from './csv-rows.ts'
import { type Mangled, mendPhone, phonesIn } from './phone-cells.ts'
import { propertyCellOf } from './property-cells.ts'
import type { RowContext } from './row-context.ts'

/** Names that a row uses and nothing is called yet. */
export interface FreshNames {
  readonly tags: readonly string[]
  /** As cells name them (`sourceOfCell`). */
  readonly sources: readonly string[]
  /** Of options, by the id of their property. */
  readonly options: Readonly<Record<string, readonly string[]>>
}

interface Cell {
  readonly column: number
  readonly text: string
}

/** A cell that breaks a rule. */
export class Refused {
  readonly field: string
  readonly rule: string
  readonly value: string
  readonly limit: number | undefined
  constructor(field: string, rule: string, value: string, limit?: number) {
    this.field = field
    this.rule = rule
    this.value = value
    this.limit = limit
  }
}

/** Google separates values so. */
const googleSeparator = / ::: /g
/** Characters of a name of a tag, a source or an option. */
const longestName = 250
const untidy = /\s{2}|[^\S ]/
export const oneLine = (text: string): string => (untidy.test(text) ? text.replace(/\s+/g, ' ') : text)

/** In a text file `="0048601"` is how spreadsheets are told to leave a cell as it is, and an apostrophe guards one against being a formula. */
const contentOf = (cell: string, isText: boolean): string => {
  if (!isText) return cell
  return unguardedCell(cell) ?? (/^="[^"]*"$/.test(cell) ? cell.slice(2, -1) : cell)
}

export type Gathered = Partial<Record<ImportField, Cell[]>> & { properties: { readonly id: string; readonly text: string }[] }

export const gather = ({ cells }: TableRow, { mapping, isText }: RowContext): Gathered => {
  const values: Gathered = { properties: [] }
  for (let column = 0; column < mapping.length; column++) {
    const target = mapping[column]
    if (!target) continue
    const content = contentOf(cells[column] ?? '', isText)
    // A long text is kept as it is, with the spaces at its ends.
    const text = target === 'comment' && content.trim() !== '' ? content : content.trim()
    if (text === '') continue
    if (target.startsWith('property:')) {
      values.properties.push({ id: target.slice('property:'.length), text })
      continue
    }
    const field = target as ImportField
    const known = values[field]
    if (known) known.push({ column, text })
    else values[field] = [{ column, text }]
  }
  return values
}

export const phoneFields = [
  ['phone', 'work'],
  ['phone_personal', 'personal'],
] as const
export const emailFields = [
  ['email', 'email_work'],
  ['email_personal', 'email_personal'],
] as const
const personFields = ['person', 'person_position', 'person_phone', 'person_email'] as const

export const severalIn = (text: string): string[] => splitCell(text.replace(googleSeparator, ', '))

export interface Reading {
  readonly values: Gathered
  readonly context: RowContext
  readonly country: string
  readonly mangled: (Mangled & { readonly column: number })[]
}

export const phonesOf = ({ mangled, country }: Reading, field: ImportField, { text, column }: Cell): string[] =>
  phonesIn(text.replace(googleSeparator, ', ')).flatMap((value) => {
    const mended = mendPhone(value, country)
    if (mended.mangled) mangled.push({ ...mended.mangled, column })
    // The digits are lost: the row is kept without this number, and it is said.
    if (mended.typed === '') return []
    if (!looksLikePhone(mended.typed)) throw new Refused(field, 'not_a_phone', value)
    return [mended.typed]
  })

/** One contact person of each set of columns: the first column of the name goes with the first of the telephone, and so on. */
export const personsOf = (reading: Reading) => {
  const { values, context } = reading
  const phones: { type: 'work'; typed: string }[] = []
  const emails: { type: 'email_work'; address: string }[] = []
  if (!personFields.some((field) => values[field])) return { persons: [], phones, emails }
  const numbers = new Map<string, number>()
  const sets: Partial<Record<(typeof personFields)[number], Cell>>[] = []
  for (const [column, target] of context.mapping.entries()) {
    const field = personFields.find((one) => one === target)
    if (!field) continue
    const number = numbers.get(field) ?? 0
    numbers.set(field, number + 1)
    const cell = values[field]?.find((one) => one.column === column)
    if (cell) sets[number] = { ...sets[number], [field]: cell }
  }
  const persons = sets.flatMap((set) => {
    if (!set) return []
    const [phone = null, ...morePhones] = set.person_phone ? phonesOf(reading, 'person_phone', set.person_phone) : []
    const [email = null, ...moreEmails] = set.person_email ? severalIn(set.person_email.text) : []
    // A person has one of each; nothing of the row is lost.
    phones.push(...morePhones.map((typed) => ({ type: 'work' as const, typed })))
    emails.push(...moreEmails.map((address) => ({ type: 'email_work' as const, address })))
    const role = positionOf(oneLine(set.person_position?.text ?? ''))
    const name = oneLine(set.person?.text ?? '') || email || phone || role.title || (role.position ?? '')
    return name === '' ? [] : [{ name, ...role, phone, email }]
  })
  return { persons, phones, emails }
}

const freshName = (field: string, name: string): string => {
  if (name.length > longestName) throw new Refused(field, 'too_big', name, longestName)
  return oneLine(name)
}

/** Ids of what the cells name; what nothing is called yet goes to `fresh`. */
const namedIn = (field: ImportField, cells: readonly string[], names: ReadonlyMap<string, string>, fresh: string[]): string[] =>
  cells.flatMap((name) => {
    const id = names.get(fold(name))
    if (id !== undefined) return id
    fresh.push(freshName(field, name))
    return []
  })

export const propertiesOf = ({
  values,
  context,
}: Reading): { properties: Record<string, PropertyValue>; options?: Record<string, readonly string[]> } => {
  if (values.properties.length === 0) return { properties: {} }
  const properties: Record<string, PropertyValue> = {}
  const options: Record<string, readonly string[]> = {}
  for (const { id, text } of values.properties) {
    const known = context.known.properties.get(id)
    if (!known) continue
    const cell = propertyCellOf(known.property, known.options, text)
    if ('rule' in cell) throw new Refused(`property:${id}`, cell.rule, text)
    if (cell.value !== null) properties[id] = cell.value
    if ('fresh' in cell) options[id] = cell.fresh.map((name) => freshName(`property:${id}`, name))
  }
  return { properties, options }
}

/** Groups that every account of Google Contacts has say nothing of a contact. */
const isSystemLabel = (label: string) => label.startsWith('* ')

export const nothingFresh: FreshNames = { tags: [], sources: [], options: {} }

/** Tags and sources of the row, and those of all rows. */
export const choicesOf = ({ values, context }: Reading) => {
  const { known, tags: tagsOfAll = [], source = null } = context
  const sourcesOfAll = source === null ? [] : [source]
  if (!values.tags && !values.source) return { tags: [...tagsOfAll], sources: sourcesOfAll }
  const fresh = { tags: [] as string[], sources: [] as string[] }
  const labels = (values.tags ?? []).flatMap(({ text }) => severalIn(text).filter((label) => !isSystemLabel(label)))
  const origins = (values.source ?? []).flatMap(({ text }) => severalIn(text))
  const tags = namedIn('tags', labels, known.tags, fresh.tags)
  const sources = origins.flatMap((cell) => {
    const { name, value } = sourceOfCell(cell)
    if (value.length > longestName) throw new Refused('source', 'too_big', cell, longestName)
    // What stands in brackets may belong to the name.
    const id = known.sources.get(fold(name)) ?? known.sources.get(fold(cell))
    if (id !== undefined) return id
    freshName('source', name)
    fresh.sources.push(oneLine(cell))
    return []
  })
  return { tags: [...new Set([...tags, ...tagsOfAll])], sources: [...new Set([...sources, ...sourcesOfAll])], fresh }
}

export const messengersOf = (values: Gathered) =>
  messengerTypes.flatMap((type) => (values[type] ?? []).flatMap(({ text }) => severalIn(text).map((value) => ({ type, value }))))
