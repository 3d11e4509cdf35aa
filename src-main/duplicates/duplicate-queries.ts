import type { Database } from '../../src-node/sqlite/database.ts'
import type { KnownPerson, Suggestion } from '../../src-shared/contacts/contact-contract.ts'
import type { DuplicateGroup, DuplicateReason } from '../../src-shared/duplicates/duplicate-contract.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'

export interface AskedHints {
  readonly name: string
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly except: string | null
  /** Completes numbers without a prefix. */
  readonly country: string
}

type Hint = Suggestion & {
  readonly responsible: { memberId: string; name: string } | null
  readonly reason: DuplicateReason
}

const toBeBuilt = () => new LeadlineError('internal', 'To be built')

const hints = (_database: Database, _asked: AskedHints): { rows: Hint[]; known: KnownPerson[] } => {
  throw toBeBuilt()
}

const list = (
  _database: Database,
  _asked: { readonly reason: DuplicateReason; readonly offset: number; readonly limit: number },
): DuplicateGroup[] => {
  throw toBeBuilt()
}

const count = (_database: Database, _asked: object): Record<DuplicateReason, number> => {
  throw toBeBuilt()
}

export const duplicateQueries = { 'duplicates.hints': hints, 'duplicates.list': list, 'duplicates.count': count }
