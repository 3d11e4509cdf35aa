import i18next from 'i18next'
import type { z } from 'zod'
import { type FieldProblem, problemsOf } from '../../src-shared/lib/errors.ts'
import { explainProblem } from '../i18n/explain.ts'
import type texts from '../i18n/pl/settings.json'

/** A field that was left empty, whatever form is asked of it. */
export const missing = (path: string): FieldProblem => ({ path, rule: 'too_small', limit: 1 })

/** The first problem of each field that a schema refuses, by its path; empty where all is well. */
export const problemsIn = (schema: z.ZodType, input: object): Readonly<Record<string, FieldProblem>> => {
  const { error } = schema.safeParse(input)
  const values = new Map<string, unknown>(Object.entries(input))
  const found: Record<string, FieldProblem> = {}
  for (const problem of problemsOf(error?.issues ?? [])) {
    found[problem.path] ??= values.get(problem.path) === '' ? missing(problem.path) : problem
  }
  return found
}

const isOwn = (path: string): path is keyof typeof texts.problem => i18next.exists(`settings:problem.${path}`)

/** Says what is wrong: in the field's own words where a form is to be kept, else in those that all fields share. */
export const problemWords = ({ path, rule, limit }: FieldProblem): string => {
  return rule === 'invalid_format' && isOwn(path) ? i18next.t(`settings:problem.${path}`) : explainProblem({ rule, limit })
}

export const wordsByField = (problems: Readonly<Record<string, FieldProblem>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(problems).map(([path, problem]) => [path, problemWords(problem)]))
