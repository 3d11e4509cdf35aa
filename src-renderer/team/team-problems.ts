import i18next from 'i18next'
import type { z } from 'zod'
import type { ErrorCode } from '../../src-shared/lib/errors.ts'
import { serverAddressSchema } from '../../src-shared/team/team-contract.ts'
import { explain, explainProblem } from '../i18n/explain.ts'
import type texts from '../i18n/pl/team.json'
import { problemsIn } from '../settings/field-problems.ts'

type OwnWords = Extract<keyof typeof texts.form, `${string}_wrong`>

/** Fields whose form is said in their own words. */
const ownWords: Readonly<Record<string, OwnWords>> = {
  server: 'server_wrong',
  email: 'email_wrong',
  name: 'name_wrong',
  extension: 'extension_wrong',
}

/** Which field a refusal of the server is about. */
const fieldOf: Partial<Record<ErrorCode, string>> = {
  wrong_code: 'code',
  code_unknown: 'code',
  code_expired: 'code',
  name_taken: 'name',
  wrong_password: 'password',
  mail_refused: 'email',
  invitation_cut_off: 'link',
  invitation_unknown: 'link',
  invitation_expired: 'link',
  invitation_revoked: 'link',
  invitation_used: 'link',
}

const wordsOf = (path: string, rule: string, limit: number | undefined): string => {
  const own = ownWords[path]
  const isEmpty = rule === 'too_small' && (limit === undefined || limit <= 1)
  return own && !isEmpty ? i18next.t(`team:form.${own}`) : explainProblem({ rule, limit })
}

/** What is wrong with a form before it is sent, in words by field; empty where all is well. */
export const formProblems = (schema: z.ZodType, input: object): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(problemsIn(schema, input)).map(([path, { rule, limit }]) => [path, wordsOf(path, rule, limit)]))

/** The server's names for fields of a form. */
const formNames: Readonly<Record<string, string>> = {
  'person.name': 'personName',
  'person.email': 'email',
  'person.password': 'password',
  'person.extension': 'extension',
}

/** What somebody else has already, in words of its own. */
const takenWords = { email: 'email_taken', extension: 'extension_taken' } as const

const refusedWords = (field: string, rule: string, text: string): string =>
  rule === 'taken' && (field === 'email' || field === 'extension') ? i18next.t(`team:form.${takenWords[field]}`) : text

/** The address as it was tried: with what was left out where it was typed. */
const triedAddress = (typed: string): string => serverAddressSchema.safeParse(typed).data ?? typed

/**
 * What the core or the server refused, in words by field; null where it is about no field that the form has. `server` is the address that
 * was typed: where nothing is saved yet, nothing waits for a connection, and the address itself is in question.
 */
export const refusedFields = (error: unknown, fields: readonly string[], server = ''): Readonly<Record<string, string>> | null => {
  const { code, title, details, problems } = explain(error)
  if ((code === 'unreachable' || code === 'no_team_server') && fields.includes('server')) {
    return { server: i18next.t(`team:form.${code}`, { server: triedAddress(server) }) }
  }
  const field = code === 'core_gone' || code === 'page_renewed' ? undefined : fieldOf[code]
  if (field !== undefined && fields.includes(field)) return { [field]: `${title}. ${details}` }
  const told = problems
    .map(({ path, rule, text }) => [formNames[path] ?? path, rule, text] as const)
    .filter(([field]) => fields.includes(field))
    .map(([field, rule, text]) => [field, refusedWords(field, rule, text)] as const)
  return told.length > 0 ? Object.fromEntries(told) : null
}
