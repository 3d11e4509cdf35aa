import { fold } from '../lib/fold.ts'
import type { ImportField } from './import-fields.ts'

/** What a field of a contact is called in the files that are exported: English in every language, so that each program reads the files of all. */
export const exportHeadings: Readonly<Record<ImportField, string>> = {
  name: 'Name',
  company: 'Company',
  status: 'Person or company',
  type: 'Type',
  phone: 'Phone',
  phone_personal: 'Personal phone',
  email: 'E-mail',
  email_personal: 'Personal e-mail',
  website: 'Website',
  country: 'Country',
  city: 'City',
  address: 'Address',
  zip: 'Postal code',
  employees_count: 'Employees',
  skype: 'Skype',
  telegram: 'Telegram',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  tags: 'Tags',
  source: 'Source',
  responsible: 'Responsible',
  lead_status: 'Lead status',
  // `Lead source` is what other programs call a source.
  lead_source: 'Lead channel',
  lead_created_at: 'Lead created',
  unsuitable_reason: 'Unsuitable reason',
  person: 'Contact person',
  person_position: 'Contact person position',
  person_phone: 'Contact person phone',
  person_email: 'Contact person e-mail',
  created_at: 'Created',
  comment: 'Comment',
}

/** Heading of a column; contact persons after the first have columns of their own: *Contact person 2*, *Contact person phone 2*. */
export const exportHeading = (field: ImportField, number = 1): string =>
  number === 1 ? exportHeadings[field] : `${exportHeadings[field]} ${number}`

const ownHeadings: ReadonlySet<string> = new Set(Object.values(exportHeadings).map(fold))

/** A custom property stands under its own name, unless that is the heading of a field. */
export const propertyHeading = (name: string): string => (ownHeadings.has(fold(name).replace(/ \d+$/, '')) ? `${name} (custom)` : name)

/** Several values in one cell: separated by commas; one that holds a separator or a quote stands in quotes, each of its quotes twice. */
export const joinCell = (values: readonly string[]): string =>
  values.map((value) => (/[,;"\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(', ')

/** The values of a cell, as `joinCell` writes them or a person does: commas, semicolons and line ends separate. Empty ones are left out. */
export const splitCell = (cell: string): string[] => {
  if (!/[,;"\n\r]/.test(cell)) return cell.trim() === '' ? [] : [cell.trim()]
  const values: string[] = []
  for (const [, quoted, plain] of cell.matchAll(/\s*"((?:[^"]|"")*)"\s*(?=[,;\n\r]|$)|([^,;\n\r]+)/g)) {
    const value = (quoted?.replaceAll('""', '"') ?? plain ?? '').trim()
    if (value !== '') values.push(value)
  }
  return values
}

const formula = /^'*[=+\-@\t\r\n＝＋－＠]/

/** A cell of a CSV file that no spreadsheet takes for a formula: an apostrophe stands before it. */
export const guardedCell = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)

/** The cell without that apostrophe; null where there is none. */
export const unguardedCell = (cell: string): string | null => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : null)
