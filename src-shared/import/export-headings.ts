import { fold } from '../lib/fold.ts'
import type { Language } from '../lib/schemas.ts'
import type { ImportField } from './import-fields.ts'

/** What a field of a contact is called in the tables that are exported. The import knows them in every language, so that each program reads the files of all. */
export const exportHeadings: Readonly<Record<Language, Readonly<Record<ImportField, string>>>> = {
  pl: {
    name: 'Nazwa',
    company: 'Firma',
    status: 'Osoba czy firma',
    type: 'Typ',
    phone: 'Telefon',
    phone_personal: 'Telefon prywatny',
    email: 'E-mail',
    email_personal: 'E-mail prywatny',
    website: 'Strona internetowa',
    country: 'Kraj',
    city: 'Miasto',
    address: 'Adres',
    zip: 'Kod pocztowy',
    employees_count: 'Wielkość firmy',
    skype: 'Skype',
    telegram: 'Telegram',
    viber: 'Viber',
    whatsapp: 'WhatsApp',
    tags: 'Tagi',
    source: 'Źródło',
    responsible: 'Osoba odpowiedzialna',
    lead_status: 'Status leada',
    lead_source: 'Skąd przyszedł lead',
    lead_created_at: 'Data powstania leada',
    unsuitable_reason: 'Powód odrzucenia leada',
    person: 'Osoba kontaktowa',
    person_position: 'Stanowisko osoby kontaktowej',
    person_phone: 'Telefon osoby kontaktowej',
    person_email: 'E-mail osoby kontaktowej',
    created_at: 'Data dodania',
    comment: 'Komentarz',
  },
  en: {
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
  },
}

/** Heading of a column; contact persons after the first have columns of their own: *Contact person 2*, *Contact person phone 2*. */
export const exportHeading = (language: Language, field: ImportField, number = 1): string =>
  number === 1 ? exportHeadings[language][field] : `${exportHeadings[language][field]} ${number}`

const ownHeadings: ReadonlySet<string> = new Set(Object.values(exportHeadings).flatMap((names) => Object.values(names).map(fold)))

const propertyMarks: Readonly<Record<Language, string>> = { pl: 'właściwość', en: 'custom' }

/** A custom property stands under its own name, unless that is the heading of a field in any language. */
export const propertyHeading = (language: Language, name: string): string =>
  ownHeadings.has(fold(name).replace(/ \d+$/, '')) ? `${name} (${propertyMarks[language]})` : name

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
