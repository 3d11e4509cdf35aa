import { planSearch, type SearchPlan } from '../../src-shared/contacts/contact-search.ts'

/** A condition for `where`, with its parameters in order. */
export interface Condition {
  readonly sql: string
  readonly parameters: readonly (string | number)[]
}

const quotedTrigram = (trigram: string) => `"${trigram.replaceAll('"', '""')}"`

/** The largest text that still begins with the prefix. */
export const endOfPrefix = (prefix: string): string => `${prefix}\u{10ffff}`

/** Rows of `contact_text` that hold every needle: candidates by trigrams, then the text itself. */
export const textCondition = (plan: SearchPlan): Condition => {
  const rechecked = plan.needles.map(() => 'instr(contact_text.text, ?) > 0').join(' and ')
  return {
    sql: `contact_text.rid in (select rowid from contact_search where contact_search match ?) and ${rechecked}`,
    parameters: [plan.trigrams.map(quotedTrigram).join(' AND '), ...plan.needles],
  }
}

/** Rows of `contact` that a search finds; `undefined` where nothing was typed. */
export const searchCondition = (text: string): Condition | undefined => {
  const plan = planSearch(text)
  if (!plan) return undefined
  if (plan.trigrams.length === 0) {
    return { sql: 'contact.name_fold >= ? and contact.name_fold < ?', parameters: [plan.prefix, endOfPrefix(plan.prefix)] }
  }
  const { sql, parameters } = textCondition(plan)
  return { sql: `contact.rid in (select contact_text.rid from contact_text where ${sql})`, parameters }
}
