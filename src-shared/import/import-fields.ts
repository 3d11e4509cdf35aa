import { fold } from '../lib/fold.ts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1252', 'iso-8859-2'] as const
export type Encoding = (typeof encodings)[number]

/** Fields of a contact that a column can fill. `phone` and `email` take several values, separated by commas or semicolons. */
export const importFields = [
  'name',
  'company',
  'status',
  'type',
  'phone',
  'phone_personal',
  'email',
  'email_personal',
  'website',
  'country',
  'city',
  'address',
  'zip',
  'employees_count',
  'skype',
  'telegram',
  'viber',
  'whatsapp',
  'tags',
  'source',
  'responsible',
  'lead_status',
  'person',
  'person_position',
  'person_phone',
  'person_email',
  'created_at',
  'comment',
] as const

export type ImportField = (typeof importFields)[number]

// Folded names of columns as Polish and English programs write them.
const headings: Readonly<Record<ImportField, readonly string[]>> = {
  name: [
    'name',
    'full name',
    'display name',
    'contact',
    'contact name',
    'customer',
    'client',
    'nazwa',
    'imie i nazwisko',
    'klient',
    'kontakt',
    'nazwa klienta',
  ],
  company: ['company', 'organization', 'organisation', 'company name', 'firma', 'nazwa firmy', 'przedsiebiorstwo'],
  status: ['kind', 'rodzaj', 'osoba/firma'],
  type: ['type', 'typ', 'customer type', 'typ klienta'],
  phone: [
    'phone',
    'phones',
    'telephone',
    'phone number',
    'work phone',
    'mobile',
    'tel',
    'tel.',
    'telefon',
    'telefony',
    'numer telefonu',
    'telefon sluzbowy',
    'komorka',
    'nr telefonu',
  ],
  phone_personal: ['personal phone', 'home phone', 'private phone', 'telefon prywatny', 'telefon domowy'],
  email: ['email', 'e-mail', 'emails', 'mail', 'email address', 'e-mail address', 'adres e-mail', 'adres email', 'poczta'],
  email_personal: ['personal email', 'personal e-mail', 'private email', 'e-mail prywatny', 'email prywatny'],
  website: ['website', 'web site', 'web', 'url', 'www', 'strona', 'strona www', 'strona internetowa'],
  country: ['country', 'kraj', 'panstwo'],
  city: ['city', 'town', 'miasto', 'miejscowosc'],
  address: ['address', 'street', 'street address', 'adres', 'ulica'],
  zip: ['zip', 'zip code', 'postal code', 'postcode', 'kod', 'kod pocztowy'],
  employees_count: [],
  skype: [],
  telegram: [],
  viber: [],
  whatsapp: [],
  tags: [],
  source: [],
  responsible: [],
  lead_status: [],
  person: [],
  person_position: [],
  person_phone: [],
  person_email: [],
  created_at: [],
  comment: ['comment', 'comments', 'note', 'notes', 'description', 'komentarz', 'uwagi', 'opis', 'notatka'],
}

/** Names of columns that hold a part of a name; they count where no column holds it whole. */
const nameParts = [
  'first name',
  'given name',
  'forename',
  'middle name',
  'last name',
  'surname',
  'family name',
  'imie',
  'drugie imie',
  'nazwisko',
]

/** Guesses which field each column fills; a field that takes one value is given to one column alone. */
export const guessMapping = (columns: readonly string[]): (ImportField | null)[] => {
  const taken = new Set<ImportField>()
  const names = columns.map((column) => fold(column.replace(/[_\u00a0]/g, ' ')))
  const mapping = names.map((name) => {
    const field = importFields.find((candidate) => headings[candidate].includes(name)) ?? null
    if (field === null || (taken.has(field) && !repeatable.has(field))) return null
    taken.add(field)
    return field
  })
  return taken.has('name') ? mapping : mapping.map((field, index) => (nameParts.includes(names[index] ?? '') ? 'name' : field))
}

/** Fields that several columns may fill. */
export const repeatable: ReadonlySet<ImportField> = new Set(['phone', 'phone_personal', 'email', 'email_personal'])
