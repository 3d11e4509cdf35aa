import i18next from 'i18next'
import { v7 as newId } from 'uuid'
import { emailSchema, nameSchema } from '../../src-shared/lib/schemas.ts'
import { invitedPersonSchema } from '../../src-shared/sync/server-contract.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { extensionSchema } from '../../src-shared/team/member-kind.ts'
import { explainProblem } from '../i18n/explain.ts'
import type { TypedPerson } from './read-people.ts'

/** A row of the list in which people are typed. */
export interface PersonRow extends TypedPerson {
  readonly key: string
  readonly groupId: string
}

export const personFields = ['name', 'email', 'extension'] as const
export type PersonField = (typeof personFields)[number]

/** What is wrong in a row, in words by field. */
export type RowProblems = Readonly<Partial<Record<PersonField, string>>>

/** Whoever is invited begins with the fewest rights, unless somebody decides otherwise. */
export const emptyRow = (groupId: string = groupIds.trainee): PersonRow => ({ key: newId(), name: '', email: '', extension: '', groupId })

export const isEmptyRow = (row: PersonRow): boolean => personFields.every((field) => row[field].trim() === '')

/** Puts pasted people in from a row on: that one and empty ones behind it give way, the others stay. */
export const placePeople = (rows: readonly PersonRow[], at: string, people: readonly TypedPerson[]): PersonRow[] => {
  const index = rows.findIndex(({ key }) => key === at)
  const here = rows[index] ?? emptyRow()
  const added = people.map((person): PersonRow => ({ ...emptyRow(here.groupId), ...person }))
  const [first] = added
  // The row under the fingers keeps its key, and so its place on the screen.
  if (first && isEmptyRow(here)) added[0] = { ...first, key: here.key }
  const before = rows.slice(0, index).concat(isEmptyRow(here) ? [] : [here])
  return [...before, ...added, ...rows.slice(index + 1).filter((row) => !isEmptyRow(row))]
}

const known = (value: string) => value.trim().toLowerCase()

/** What is wrong with each row that is not empty, by its key. `mine` is the address and extension of whoever fills the form in. */
export const rowProblems = (
  rows: readonly PersonRow[],
  mine: Pick<TypedPerson, 'email' | 'extension'>,
): Readonly<Record<string, RowProblems>> => {
  const emails = new Set([known(mine.email)])
  const extensions = new Set([known(mine.extension)])
  const problemsOfRow = (row: PersonRow): RowProblems => {
    const [email, extension, name] = [known(row.email), known(row.extension), row.name.trim()]
    const found: { -readonly [field in PersonField]?: string } = {}
    if (name !== '' && !nameSchema.safeParse(name).success) found.name = explainProblem({ rule: 'too_big', limit: 250 })
    if (email === '') found.email = explainProblem({ rule: 'required' })
    else if (!emailSchema.safeParse(email).success) found.email = i18next.t('team:form.email_wrong')
    else if (emails.has(email)) found.email = i18next.t('team:form.person_twice')
    if (extension !== '' && !extensionSchema.safeParse(extension).success) found.extension = i18next.t('team:form.extension_wrong')
    else if (extension !== '' && extensions.has(extension)) found.extension = i18next.t('team:form.person_extension_twice')
    emails.add(email)
    extensions.add(extension)
    return found
  }
  const judged = rows.filter((row) => !isEmptyRow(row)).map((row) => [row.key, problemsOfRow(row)] as const)
  return Object.fromEntries(judged.filter(([, found]) => Object.keys(found).length > 0))
}

/** The rows as the core takes them; empty ones are left out. */
export const peopleOf = (rows: readonly PersonRow[]) =>
  rows
    .filter((row) => !isEmptyRow(row))
    .map(({ name, email, extension, groupId }) => invitedPersonSchema.parse({ name, email, extension: extension.trim() || null, groupId }))
