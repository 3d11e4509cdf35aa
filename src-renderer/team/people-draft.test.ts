import { beforeAll, expect, test } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { startTexts } from '../i18n/i18n.ts'
import { emptyRow, type PersonRow, peopleOf, placePeople, rowProblems } from './people-draft.ts'

beforeAll(() => startTexts('en'))

const row = (change: Partial<PersonRow>): PersonRow => ({ ...emptyRow(), ...change })
const emails = (rows: readonly PersonRow[]) => rows.map(({ email }) => email)
const pasted = ['b@x.pl', 'c@x.pl'].map((email) => ({ name: '', email, extension: '' }))
const nobody = { email: '', extension: '' }

test('pasted people take the row under the fingers where it is empty, else those behind it', () => {
  const [a, empty, d] = [row({ email: 'a@x.pl' }), row({ groupId: groupIds.manager }), row({ email: 'd@x.pl' })]
  const filled = placePeople([a, empty, d], empty.key, pasted)
  expect(emails(filled)).toEqual(['a@x.pl', 'b@x.pl', 'c@x.pl', 'd@x.pl'])
  expect(filled[1]).toMatchObject({ key: empty.key, groupId: groupIds.manager })
  expect(emails(placePeople([a, d], a.key, pasted))).toEqual(['a@x.pl', 'b@x.pl', 'c@x.pl', 'd@x.pl'])
})

test('empty rows are nobody; the others go out as the core takes them', () => {
  const rows = [emptyRow(), row({ name: ' Ewa ', email: ' ewa@x.pl ', extension: ' 105 ' })]
  expect(peopleOf(rows)).toEqual([{ name: 'Ewa', email: 'ewa@x.pl', extension: '105', groupId: groupIds.trainee }])
  expect(rowProblems(rows, nobody)).toEqual({})
})

test('each row says what is wrong with it: no address, a wrong one, one that is there already, an extension of letters', () => {
  const rows = [
    row({ name: 'Ewa' }),
    row({ email: 'ewa' }),
    row({ email: 'a@x.pl', extension: '101' }),
    row({ email: 'A@x.pl' }),
    row({ email: 'b@x.pl', extension: '10a' }),
    row({ email: 'c@x.pl', extension: '101' }),
    row({ email: 'me@x.pl' }),
  ]
  const found = rowProblems(rows, { email: 'me@x.pl', extension: '100' })
  expect(rows.map(({ key }) => Object.keys(found[key] ?? {}))).toEqual([
    ['email'],
    ['email'],
    [],
    ['email'],
    ['extension'],
    ['extension'],
    ['email'],
  ])
})
