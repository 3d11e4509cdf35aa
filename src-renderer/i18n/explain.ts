import { ORPCError } from '@orpc/client'
import i18next from 'i18next'
import { type ErrorCode, errorCodes, type FieldProblem, problemsOf } from '../../src-shared/lib/errors.ts'
import type problems from './pl/problems.json'

/** A failure in words: what happened, what is safe and what to do; and what it was, for whoever mends it. */
export interface Explanation {
  readonly code: Told
  readonly title: string
  readonly details: string
  readonly technical: string
  /** Words for single fields, by the path in the input. */
  readonly problems: readonly { readonly path: string; readonly rule: string; readonly text: string }[]
}

type Told = ErrorCode | 'core_gone' | 'page_renewed'

type Rule = Exclude<keyof typeof problems, `${string}_${'one' | 'few' | 'many' | 'other'}`>

const isTold = (rule: string, words: { readonly count: number }): rule is Rule => i18next.exists(`problems:${rule}`, words)

const isCode = (code: unknown): code is ErrorCode => (errorCodes as readonly unknown[]).includes(code)

/** What browsers say of a part of the page that the server has no more. */
const isLostPart = /dynamically imported module|importing a module script failed/i

/** One problem of a field in words. */
export const explainProblem = ({ rule, limit }: Pick<FieldProblem, 'rule' | 'limit'>): string => {
  // An empty field is the commonest of the too small ones.
  if (rule === 'too_small' && (limit === undefined || limit <= 1)) return i18next.t('problems:required')
  const words = { count: limit ?? 0 }
  return isTold(rule, words) ? i18next.t(`problems:${rule}`, words) : i18next.t('problems:invalid')
}

const problemsIn = (error: unknown): { code: Told; problems: readonly FieldProblem[] } => {
  if (error instanceof ORPCError) {
    const data = error.data as { code?: unknown; problems?: readonly FieldProblem[]; issues?: Parameters<typeof problemsOf>[0] } | undefined
    if (isCode(data?.code)) return { code: data.code, problems: data.problems ?? [] }
    if (error.code === 'BAD_REQUEST') return { code: 'bad_input', problems: problemsOf(data?.issues ?? []) }
    if (error.code === 'NOT_FOUND') return { code: 'not_found', problems: [] }
    if (error.code === 'UNAUTHORIZED' || error.code === 'FORBIDDEN') return { code: 'unauthorized', problems: [] }
    if (error.code === 'TIMEOUT') return { code: 'timeout', problems: [] }
    return { code: 'internal', problems: [] }
  }
  if (error instanceof Error && error.name === 'TimeoutError') return { code: 'timeout', problems: [] }
  if (error instanceof Error && /core has gone|cannot be reached|page is closing/i.test(error.message))
    return { code: 'core_gone', problems: [] }
  if (error instanceof Error && isLostPart.test(error.message)) return { code: 'page_renewed', problems: [] }
  return { code: 'internal', problems: [] }
}

/** Rights are not about how a field is written. Who has a lead is told by an id, which says nothing to a person. */
const isAboutRights = (code: Told, { path }: Pick<FieldProblem, 'path'>): boolean =>
  (code === 'forbidden' || code === 'taken') && (path === 'permission' || path === 'responsible')

const textOf = (code: Told, problem: FieldProblem): string => {
  if (!isAboutRights(code, problem)) return explainProblem(problem)
  if (problem.path === 'responsible') return i18next.t('problems:held')
  // A permission that only newer programs know.
  return isTold(problem.rule, { count: 0 }) ? explainProblem(problem) : i18next.t(`errors:${code}.details`)
}

const technicalOf = (error: unknown): string => {
  if (error instanceof ORPCError) return `${error.code} ${error.status}: ${error.message}`
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

/** Turns whatever a call of the API threw into words. */
export const explain = (error: unknown): Explanation => {
  const { code, problems } = problemsIn(error)
  return {
    code,
    title: i18next.t(`errors:${code}.title`),
    details: i18next.t(`errors:${code}.details`),
    technical: technicalOf(error),
    problems: problems.map((problem) => ({ path: problem.path, rule: problem.rule, text: textOf(code, problem) })),
  }
}

/** Words for the fields of a form, by the path in the input; null where the failure is not about how they are filled. */
export const explainFields = (error: unknown): Record<string, string> | null => {
  const { code, problems: all } = explain(error)
  const problems = all.filter((problem) => !isAboutRights(code, problem))
  return problems.length > 0 ? Object.fromEntries(problems.map(({ path, text }) => [path, text])) : null
}
