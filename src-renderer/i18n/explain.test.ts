import { ORPCError } from '@orpc/client'
import { beforeAll, expect, test } from 'vitest'
import { permissionNames } from '../../src-shared/team/permissions.ts'
import { explain, explainFields, explainProblem } from './explain.ts'
import { startTexts } from './i18n.ts'

beforeAll(() => startTexts('pl'))

const refusal = (code: string, ...problems: { path: string; rule: string }[]) =>
  new ORPCError('LEADLINE', { status: 403, data: { code, problems } })

test('S14.2 every permission that is missing is said in words, with whom to ask', () => {
  for (const rule of permissionNames) {
    expect(explainProblem({ rule })).toMatch(/^Grupa tego konta nie może .+; zmienić to może administrator$/)
    expect(explainFields(refusal('forbidden', { path: 'permission', rule }))).toBeNull()
  }
})

test('a refusal for lack of rights never reads as a mistake in what was typed', () => {
  const invalid = explainProblem({ rule: 'invalid' })
  const refusals = [
    refusal('forbidden', { path: 'permission', rule: 'a_right_of_tomorrow' }),
    refusal('forbidden', { path: 'responsible', rule: '0197f1de' }),
    refusal('taken', { path: 'responsible', rule: '0197f1de' }),
  ]
  for (const error of refusals) {
    const [problem] = explain(error).problems
    expect(problem?.text).toMatch(/administrator/)
    expect(problem?.text).not.toBe(invalid)
    expect(explainFields(error)).toBeNull()
  }
})

test('what is wrong with a field is still told at the field', () => {
  expect(explainFields(refusal('forbidden', { path: 'groupId', rule: 'more_than_own' }))).toEqual({
    groupId: 'Nie można dać więcej uprawnień, niż ma się samemu',
  })
})
