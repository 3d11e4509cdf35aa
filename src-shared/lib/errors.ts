/** Every failure that a person or a script can meet, one code each. The words for them are `errors.<code>` in the screens' texts. */
export const errorCodes = [
  'bad_input',
  'not_found',
  'conflict',
  'too_large',
  'unreadable_file',
  'empty_file',
  'unauthorized',
  'wrong_password',
  'too_many_attempts',
  'wrong_code',
  'code_unknown',
  'code_expired',
  'no_mail',
  'mail_refused',
  'invitation_cut_off',
  'invitation_unknown',
  'invitation_expired',
  'invitation_revoked',
  'invitation_used',
  'name_taken',
  'forbidden',
  'blocked',
  'taken',
  'forked',
  'gap',
  'wrong_clock',
  'wrong_hash',
  'update_client',
  'update_server',
  'unreachable',
  'no_team_server',
  'busy',
  'phone_absent',
  'storage_failed',
  'no_key_store',
  'shutting_down',
  'timeout',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** What went wrong with one field: `path` as in the input (`phones.0.typed`), `rule` a key under `problems` in the screens' texts. */
export interface FieldProblem {
  readonly path: string
  readonly rule: string
  readonly limit?: number | undefined
}

/**
 * The one error shape of the program. `message` is English and meant for logs and scripts; screens translate `code` and `problems`.
 * It never holds a secret.
 */
export class LeadlineError extends Error {
  readonly code: ErrorCode
  readonly problems: readonly FieldProblem[]

  constructor(code: ErrorCode, message: string, problems: readonly FieldProblem[] = []) {
    super(message)
    this.name = 'LeadlineError'
    this.code = code
    this.problems = problems
  }
}

export const notFound = (what: string, id: string) => new LeadlineError('not_found', `There is no ${what} with the id ${id}`)

export const forbiddenAuthor = () => new LeadlineError('forbidden', 'This is somebody else’s')

interface SchemaIssue {
  readonly code?: string | undefined
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
  readonly maximum?: unknown
  readonly minimum?: unknown
  readonly message: string
  readonly params?: { readonly rule?: unknown } | undefined
}

const ruleOf = (issue: SchemaIssue): string => {
  if (typeof issue.params?.rule === 'string') return issue.params.rule
  return issue.code ?? 'invalid'
}

/** Turns the issues of a zod schema into problems that the screens can name. */
export const problemsOf = (issues: readonly SchemaIssue[]): FieldProblem[] =>
  issues.map((issue) => {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
    const limit = typeof issue.maximum === 'number' ? issue.maximum : typeof issue.minimum === 'number' ? issue.minimum : undefined
    return { path, rule: ruleOf(issue), limit }
  })
