import { shownItems, standsFor } from '../../src-shared/catalogue/aliases.ts'
import type { LeadStatus, Property, Source, Tag } from '../../src-shared/catalogue/catalogue-kinds.ts'
import { builtInStatuses, isRenamed, statusRowId } from '../../src-shared/catalogue/lead-statuses.ts'
import { optionsOf } from '../../src-shared/catalogue/property-values.ts'
import { type Contact, type ContactPhone, messengerTypes } from '../../src-shared/contacts/contact-kind.ts'
import { positionCell } from '../../src-shared/import/cell-words.ts'
import { exportHeading, joinCell, propertyHeading } from '../../src-shared/import/export-headings.ts'
import type { ImportField } from '../../src-shared/import/import-fields.ts'
import { sourceCell } from '../../src-shared/import/source-cell.ts'
import { writtenWords } from '../../src-shared/import/written-words.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import type { Language } from '../../src-shared/lib/schemas.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'

/** Numbers stay numbers, for whoever calculates with them; all else is text. */
export type Cell = string | number

/** The words that a workspace has for what its contacts hold ids of. Items that were merged are among them, deleted ones are not. */
export interface Words {
  readonly tags: readonly Tag[]
  readonly sources: readonly Source[]
  readonly properties: readonly Property[]
  readonly statuses: readonly LeadStatus[]
  readonly members: readonly Member[]
  /** Completes numbers without a prefix, where the contact names no country. */
  readonly country: string
  /** Of the headings, and of words that the program has for values. */
  readonly language: Language
}

/** How many columns the fields need that are repeated where one is not enough. */
export interface Repeated {
  readonly persons: number
  readonly comments: number
}

interface Column {
  readonly heading: string
  readonly cellOf: (contact: Contact) => Cell
}

const byId = <Item extends { readonly id: string }>(items: readonly Item[]) => {
  const known = new Map(items.map((item) => [item.id, item]))
  return (id: string): Item | undefined => known.get(id)
}

/** What is given for a user: the name, or the address where several bear that name. */
const memberCells = (members: readonly Member[]): ReadonlyMap<string, string> => {
  const names = Map.groupBy(members, ({ name }) => fold(name))
  return new Map(members.map(({ id, name, email }) => [id, (names.get(fold(name))?.length ?? 0) > 1 && email ? email : name]))
}

/** A number as it was typed where it is read as the same again, else in international form. */
const phoneCell = ({ typed, e164, digits }: ContactPhone, country: string): string => {
  const read = parsePhoneNumber(typed, country)
  return read && read.e164 === e164 && read.digits === digits ? typed : (e164 ?? digits)
}

const propertyCell = (property: Property, value: unknown, language: Language): Cell => {
  if (value === undefined || value === null) return ''
  if (property.type === 'list' || property.type === 'multi_list') return joinCell(optionsOf(property, value).map(({ name }) => name))
  if (property.type === 'boolean') return writtenWords[language].boolean[value === true ? 'true' : 'false']
  return typeof value === 'number' ? value : String(value)
}

/** What a value is called; one that only newer programs know stands as it is. */
const wordOf = (words: Readonly<Record<string, string>>, value: string | null): string => (value === null ? '' : (words[value] ?? value))

/** Names of statuses. One of the usual ones keeps its key where its word is what another one is called. */
const statusCellOf = (statuses: readonly LeadStatus[], language: Language) => {
  const given = new Set(statuses.filter(isRenamed).map(({ name }) => fold(name)))
  const words: Readonly<Record<string, string>> = writtenWords[language].leadStatus
  return (status: LeadStatus): string => {
    const word = isRenamed(status) ? undefined : words[status.name]
    return word === undefined || given.has(fold(word)) ? status.name : word
  }
}

/** Text in pieces that are no longer than that, cut at ends of lines where there are any: the import puts line ends between them. */
export const piecesOf = (text: string, longest: number): string[] => {
  const pieces: string[] = []
  let rest = text
  while (rest.length > longest) {
    const lineEnd = rest.lastIndexOf('\n', longest)
    const end = lineEnd > 0 ? lineEnd : longest
    pieces.push(rest.slice(0, end))
    rest = rest.slice(lineEnd > 0 ? end + 1 : end)
  }
  return [...pieces, rest]
}

const times = <Item>(count: number, make: (index: number) => Item): Item[] => Array.from({ length: count }, (_, index) => make(index))

/**
 * The columns of a table of contacts, as the import knows them. What is repeated stands last: an import takes so many columns and no more.
 * `longestCell`: characters that a cell of the format holds.
 */
export const columnsOf = (words: Words, repeated: Repeated, longestCell: number): Column[] => {
  const tagOf = byId(words.tags)
  const sourceOf = byId(words.sources)
  const statusOf = byId([...builtInStatuses, ...words.statuses])
  const members = memberCells(words.members)
  const { language } = words
  const written = writtenWords[language]
  const statusCell = statusCellOf(words.statuses, language)
  const countryOf = (contact: Contact) => contact.country ?? words.country

  const field = (name: ImportField, cellOf: Column['cellOf'], number = 1): Column => ({
    heading: exportHeading(language, name, number),
    cellOf,
  })
  const phones = (name: ImportField, type: ContactPhone['type']) =>
    field(name, (contact) =>
      joinCell(contact.phones.filter((phone) => phone.type === type).map((phone) => phoneCell(phone, countryOf(contact)))),
    )
  const emails = (name: ImportField, type: Contact['emails'][number]['type']) =>
    field(name, ({ emails }) => joinCell(emails.filter((email) => email.type === type).map(({ address }) => address)))
  const person = (index: number): Column[] => {
    const number = index + 1
    const one = (name: ImportField, cellOf: (person: Contact['persons'][number], contact: Contact) => string) =>
      field(
        name,
        (contact) => {
          const found = contact.persons[index]
          return found ? cellOf(found, contact) : ''
        },
        number,
      )
    return [
      one('person', ({ name }) => name),
      one('person_position', (person) => positionCell(person, language)),
      one('person_phone', ({ phone }, contact) => (phone ? phoneCell(phone, countryOf(contact)) : '')),
      one('person_email', ({ email }) => email ?? ''),
    ]
  }
  const comment = (index: number) => field('comment', ({ comment }) => piecesOf(comment, longestCell)[index] ?? '', index + 1)

  return [
    field('name', ({ name }) => name),
    field('company', ({ company }) => company),
    field('status', ({ status }) => wordOf(written.status, status)),
    field('type', ({ type }) => wordOf(written.type, type)),
    phones('phone', 'work'),
    phones('phone_personal', 'personal'),
    emails('email', 'email_work'),
    emails('email_personal', 'email_personal'),
    field('website', ({ website }) => website),
    field('country', ({ country }) => country ?? ''),
    field('city', ({ city }) => city),
    field('address', ({ address }) => address),
    field('zip', ({ zip }) => zip),
    field('employees_count', ({ employeesCount }) => wordOf(written.employeesCount, employeesCount)),
    ...messengerTypes.map((type) =>
      field(type, ({ messengers }) => joinCell(messengers.filter((one) => one.type === type).map(({ value }) => value))),
    ),
    field('tags', ({ tags }) => joinCell(shownItems(tagOf, tags).map(({ name }) => name))),
    field('source', ({ sources }) => joinCell(shownItems(sourceOf, sources).map(sourceCell))),
    field('responsible', ({ responsible }) => (responsible === null ? '' : (members.get(responsible) ?? ''))),
    // A client has none any more, whatever it was as a lead.
    field('lead_status', ({ stage, leadStatus }) => {
      const status = stage === 'lead' && leadStatus !== null ? standsFor(statusOf, statusRowId(leadStatus)) : undefined
      return status ? statusCell(status) : ''
    }),
    field('lead_source', ({ leadSource }) => wordOf(written.leadSource, leadSource)),
    field('lead_created_at', ({ leadCreatedAt }) => (leadCreatedAt === null ? '' : new Date(leadCreatedAt).toISOString())),
    field('unsuitable_reason', ({ stage, unsuitableReason }) => (stage === 'lead' ? (unsuitableReason ?? '') : '')),
    field('created_at', ({ createdAt }) => new Date(createdAt).toISOString()),
    ...person(0),
    comment(0),
    ...words.properties.map((property) => ({
      heading: propertyHeading(language, property.name),
      cellOf: ({ properties }: Contact) => propertyCell(property, properties[property.id], language),
    })),
    ...times(Math.max(0, repeated.comments - 1), (index) => comment(index + 1)),
    ...times(Math.max(0, repeated.persons - 1), (index) => person(index + 1)).flat(),
  ]
}
