import i18next from 'i18next'
import { explain, explainProblem } from '../i18n/explain.ts'

const ownWords = {
  'email.taken': 'form.email_taken',
  'email.invalid_format': 'form.email_wrong',
  'extension.taken': 'form.extension_taken',
  'extension.invalid_format': 'form.extension_wrong',
  'groupId.more_than_own': 'form.group_more',
} as const

const isOwn = (key: string): key is keyof typeof ownWords => Object.hasOwn(ownWords, key)

/** One problem of a person's field in words. */
export const personProblem = (path: string, rule: string, limit?: number): string => {
  const key = `${path}.${rule}`
  return isOwn(key) ? i18next.t(`people:${ownWords[key]}`) : explainProblem({ rule, limit })
}

/** What was refused of somebody's fields, in words by field; null where it is about none of them. */
export const refusedOfPerson = (error: unknown, fields: readonly string[]): Readonly<Record<string, string>> | null => {
  const told = explain(error)
    .problems.map(({ path, rule, text }) => {
      const field = path.replace(/^(?:fields|person)\./, '')
      return [field, isOwn(`${field}.${rule}`) ? personProblem(field, rule) : text] as const
    })
    .filter(([field]) => fields.includes(field))
  return told.length > 0 ? Object.fromEntries(told) : null
}
