import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import type { ImportTarget } from '../../src-shared/import/import-contract.ts'
import { type ImportField, repeatable } from '../../src-shared/import/import-fields.ts'

/** The fields of the CRM in the order in which they are offered, each group under its name. */
export const targetGroups = {
  who: [
    'name',
    'company',
    'status',
    'type',
    'responsible',
    'lead_status',
    'lead_source',
    'lead_created_at',
    'unsuitable_reason',
    'created_at',
  ],
  contact: ['phone', 'phone_personal', 'email', 'email_personal', 'website', 'skype', 'telegram', 'viber', 'whatsapp'],
  place: ['address', 'zip', 'city', 'country'],
  person: ['person', 'person_position', 'person_phone', 'person_email'],
  more: ['tags', 'source', 'employees_count', 'comment'],
} as const satisfies Readonly<Record<string, readonly ImportField[]>>

/** Names in parts come together in one field, first name and surname. */
const isRepeatable = (target: ImportTarget): boolean => target === 'name' || (repeatable as ReadonlySet<string>).has(target)

export type ColumnWarning = 'twice' | 'leads_only'

/** What is wrong with the field of a column, seen beside those of the others; null where nothing is. */
export const warningOf = (mapping: readonly (ImportTarget | null)[], column: number, stage: Contact['stage']): ColumnWarning | null => {
  const target = mapping[column]
  if (target === null || target === undefined) return null
  if ((target === 'lead_status' || target === 'unsuitable_reason') && stage === 'client') return 'leads_only'
  return !isRepeatable(target) && mapping.indexOf(target) !== column ? 'twice' : null
}

/** Without a name or a company there is nothing to call a card. */
export const namesCards = (mapping: readonly (ImportTarget | null)[]): boolean => mapping.includes('name') || mapping.includes('company')

/** By what rows can be told to be somebody who is here already, with the columns that were chosen. */
export const tellsDuplicates = (mapping: readonly (ImportTarget | null)[], by: 'phone' | 'email'): boolean =>
  mapping.some((target) => target === by || target === `${by}_personal`)
