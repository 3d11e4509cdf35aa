import type { InvitationResult } from '../../src-shared/sync/server-contract.ts'
import { emptyRow, type PersonField, type PersonRow } from '../team/people-draft.ts'
import { readPeople } from '../team/read-people.ts'

/** Parts of one line, where several addresses stand in it: what is no address must not vanish between two that are. */
const apart = (line: string): readonly string[] => {
  const several = (line.match(/@/g) ?? []).length > 1 && !line.includes('"')
  if (!several) return [line]
  return line.includes('<') || /[,;]/.test(line) ? line.split(/[,;]/) : line.split(/\s+/)
}

/** Reads whom to invite from what was typed or pasted. Words without an address are kept in its place, to be told and corrected. */
export const readInvited = (text: string, groupId: string): readonly PersonRow[] =>
  readPeople(
    text
      .split(/[\r\n]+/)
      .flatMap(apart)
      .join('\n'),
  )
    .map((person) => (person.email === '' && person.extension === '' ? { ...person, name: '', email: person.name } : person))
    .filter(({ name, email }) => name !== '' || email !== '')
    .map((person) => ({ ...emptyRow(groupId), ...person }))

const fields = {
  bad_address: 'email',
  member: 'email',
  twice: 'email',
  extension_taken: 'extension',
  forbidden: 'email',
} as const satisfies Partial<Record<InvitationResult['outcome'], PersonField>>

/** Which field of somebody a result is about; null where the invitation was made. */
export const refusedField = ({ outcome }: Pick<InvitationResult, 'outcome'>): PersonField | null =>
  outcome in fields ? fields[outcome as keyof typeof fields] : null
