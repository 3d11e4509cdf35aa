import { type Contact, contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { patchContact } from '../../src-shared/contacts/contact-mutators.ts'
import type { BadRow } from '../../src-shared/import/import-contract.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { checkChange } from '../../src-shared/team/rights.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'

/** Why somebody who is here already cannot be changed, as it is said of a row. */
export type Refusal = Pick<BadRow, 'field' | 'rule' | 'limit'>

export const refusalOf = ({ code, problems: [problem] }: LeadlineError): Refusal => {
  const { path: field = '', rule = code, limit } = problem ?? {}
  if (code === 'not_found') return { field: '', rule: 'contact_gone', limit }
  // Somebody else has this lead.
  return code === 'forbidden' && field === 'responsible' ? { field, rule: 'held', limit } : { field, rule, limit }
}

/** Asks beforehand what the store will ask, by the same rules: may a contact of this document be changed by whoever imports? */
export const createRefusals = (viewer: Viewer | null) => {
  /** Few reasons stand for many contacts. */
  const known = new Map<string, Refusal>()
  return (data: string): Refusal | null => {
    if (!viewer || viewer.administrator) return null
    const row = { document: JSON.parse(data) as Contact, deleted: false }
    try {
      checkChange(viewer, patchContact.name, { kind: contactKind, id: row.document.id, before: row, after: row }, () => undefined)
      return null
    } catch (error) {
      if (!(error instanceof LeadlineError)) throw error
      const refusal = refusalOf(error)
      const key = `${refusal.field} ${refusal.rule}`
      known.set(key, known.get(key) ?? refusal)
      return known.get(key) ?? refusal
    }
  }
}
