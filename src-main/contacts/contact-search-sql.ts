import type { Reading, SearchPlan } from '../../src-shared/contacts/contact-search.ts'
import { type KeyRange, sortKeyRanges } from '../../src-shared/lib/fold.ts'

/** A condition for `where`, with its parameters in order. */
export interface Condition {
  readonly sql: string
  readonly parameters: readonly (string | number)[]
}

export const allOf = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.length === 0 ? 'true' : conditions.map((condition) => condition.sql).join(' and '),
  parameters: conditions.flatMap((condition) => condition.parameters),
})

/** A condition on stage, owner or columns of contacts, asked of another table that has them too. */
export const on = ({ sql, parameters }: Condition, table: string): Condition => ({
  sql: sql.replaceAll('contact.', `${table}.`),
  parameters,
})

const quoted = (trigram: string) => `"${trigram.replaceAll('"', '""')}"`

/** Whether a plan can be answered by the trigram index. */
export const hasTrigrams = (plan: SearchPlan): boolean => plan.readings.every((reading) => reading.trigrams.length > 0)

/** The question for `contact_search`. What it finds holds the trigrams somewhere; the text itself has to be looked at. */
export const matchOf = (plan: SearchPlan): string =>
  plan.readings.map(({ trigrams }) => `(${trigrams.map(quoted).join(' AND ')})`).join(' OR ')

const holds = (column: string, { needles }: Reading): Condition =>
  allOf(needles.map((needle) => ({ sql: `instr(${column}, ?) > 0`, parameters: [needle] })))

/** Rows whose search text holds what is looked for; `rid` is an expression for the contact's row. */
export const textCondition = (plan: SearchPlan, rid: string): Condition => {
  const readings = plan.readings.map((reading) => holds('contact_text.text', reading))
  return {
    sql: `exists (select 1 from contact_text where contact_text.rid = ${rid} and (${readings.map(({ sql }) => sql).join(' or ')}))`,
    parameters: readings.flatMap(({ parameters }) => parameters),
  }
}

/** Where the names lie that one or two letters find. */
export const rangesOf = (plan: SearchPlan): readonly KeyRange[] => sortKeyRanges(plan.readings[0]?.needles[0] ?? '')

/** Rows of `contact` that a plan without trigrams finds: names that begin with the first word, and hold the others. */
export const prefixCondition = (plan: SearchPlan): Condition => {
  const ranges = rangesOf(plan)
  const begins = {
    sql: `(${ranges.map(() => '(contact.name_sort >= ? and contact.name_sort < ?)').join(' or ')})`,
    parameters: ranges.flatMap(({ from, until }) => [from, until]),
  }
  return (plan.readings[0]?.needles.length ?? 0) > 1 ? allOf([begins, textCondition(plan, 'contact.rid')]) : begins
}
