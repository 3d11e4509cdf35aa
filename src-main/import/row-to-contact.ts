import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import type { BadRow } from '../../src-shared/import/import-contract.ts'
import type { ImportField } from '../../src-shared/import/import-fields.ts'
import { digitsOf } from '../../src-shared/lib/digits.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { looksLikePhone } from '../../src-shared/lib/phone-numbers.ts'
import type { MutationContext } from '../../src-shared/rows/mutator.ts'
import { contactFieldsOf } from '../contacts/contact-fields.ts'
import { completeContact } from '../contacts/contact-service.ts'
import type { PreparedRow } from '../db/bulk-writer.ts'
import { prepareRows } from '../db/prepare-rows.ts'
import type { CsvRow } from './csv-rows.ts'

export interface RowContext {
  readonly stage: 'lead' | 'client'
  readonly mapping: readonly (ImportField | null)[]
  /** Completes numbers without a prefix, where the row names no country. */
  readonly country: string
  /** Who imports, and the moment at which all contacts of the import are made. */
  readonly by: MutationContext
}

/** A row as what is written to the store, or why it cannot be. */
export type RowResult = { readonly prepared: readonly PreparedRow[] } | { readonly bad: BadRow }

const statusWords: ReadonlyMap<string, string> = new Map([
  ['osoba', 'individual'],
  ['person', 'individual'],
  ['individual', 'individual'],
  ['firma', 'company'],
  ['company', 'company'],
])
const typeWords: ReadonlyMap<string, string> = new Map([
  ['potencjalny', 'potential'],
  ['potential', 'potential'],
  ['klient', 'client'],
  ['client', 'client'],
  ['customer', 'client'],
  ['reseller', 'reseller'],
  ['partner', 'partner'],
])

const countryWords: ReadonlyMap<string, string> = (() => {
  const words = new Map<string, string>()
  for (const language of ['en', 'pl']) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (let first = 65; first <= 90; first++) {
      for (let second = 65; second <= 90; second++) {
        const code = String.fromCharCode(first, second)
        const name = names.of(code)
        if (name) words.set(fold(name), code)
        if (name) words.set(code.toLowerCase(), code)
      }
    }
  }
  return words
})()

/** Fields whose cell is one of some words, and the rule that a cell with another breaks. */
const wordFields = [
  { field: 'status', words: statusWords, rule: 'unknown_status' },
  { field: 'type', words: typeWords, rule: 'unknown_type' },
  { field: 'country', words: countryWords, rule: 'unknown_country' },
] as const

/** Digits of the shortest number that stands for itself behind a stroke. */
const shortestBehindStroke = 7

/** Several values in one cell: separated by commas, semicolons or line ends. */
const severalIn = (cell: string): string[] =>
  cell
    .split(/[,;\n\r]+/)
    .map((value) => value.trim())
    .filter((value) => value !== '')

/** `601 234 567 / 502 003 004` are two numbers, `030/91824471` is one. Spreadsheets put a `'` before what begins with a plus. */
const phonesIn = (cell: string): string[] =>
  severalIn(cell).flatMap((value) => {
    const parts = value.split('/').map((part) => part.trim().replace(/^'/, ''))
    return parts.every((part) => digitsOf(part).length >= shortestBehindStroke) ? parts : [parts.join('/')]
  })

/** `="0048601"` is how spreadsheets are told to leave a cell as it is. */
const contentOf = (cell: string): string => (/^="[^"]*"$/.test(cell) ? cell.slice(2, -1) : cell).trim()

const phoneFields = [
  ['phone', 'work'],
  ['phone_personal', 'personal'],
] as const
const emailFields = [
  ['email', 'email_work'],
  ['email_personal', 'email_personal'],
] as const

const gather = ({ cells }: CsvRow, mapping: RowContext['mapping']) => {
  const values: Partial<Record<ImportField, string[]>> = {}
  for (const [index, field] of mapping.entries()) {
    if (field === null) continue
    const cell = contentOf(cells[index] ?? '')
    if (cell === '') continue
    const known = values[field]
    if (known) known.push(cell)
    else values[field] = [cell]
  }
  return values
}

/** Makes a contact of one row, or says in which field it fails and why. Nothing is guessed that the row does not say. */
export const rowToContact = (row: CsvRow, { stage, mapping, by, country }: RowContext, makeId?: () => string): RowResult => {
  const values = gather(row, mapping)
  // These hold one line in a document; a line break inside a cell is no reason to refuse the row.
  const one = (field: ImportField) => values[field]?.[0]?.replace(/\s+/g, ' ')
  const bad = (field: string, rule: string, value: string, limit?: number): RowResult => ({
    bad: { line: row.line, field, rule, value: value.slice(0, 200), limit },
  })

  const company = one('company')
  // First name and surname may stand in columns of their own.
  const name = values.name?.join(' ').replace(/\s+/g, ' ')
  if (name === undefined && company === undefined) return bad('name', 'required', '')
  const words: Partial<Record<ImportField, string>> = {}
  for (const { field, words: known, rule } of wordFields) {
    const cell = one(field)
    if (cell === undefined) continue
    const word = known.get(fold(cell))
    if (word === undefined) return bad(field, rule, cell)
    words[field] = word
  }
  const phones: { type: 'work' | 'personal'; typed: string }[] = []
  for (const [field, type] of phoneFields) {
    for (const typed of (values[field] ?? []).flatMap(phonesIn)) {
      if (!looksLikePhone(typed)) return bad(field, 'not_a_phone', typed)
      phones.push({ type, typed })
    }
  }
  const emails = emailFields.flatMap(([field, type]) => (values[field] ?? []).flatMap(severalIn).map((address) => ({ type, address })))

  const contact = completeContact(
    {
      stage,
      name: name ?? company ?? '',
      company: name === undefined ? '' : (company ?? ''),
      status: (words.status as 'company' | undefined) ?? (name === undefined ? 'company' : 'individual'),
      ...(words.type === undefined ? {} : { type: words.type as 'client' }),
      country: words.country ?? null,
      city: one('city') ?? '',
      address: values.address?.join(', ').replace(/\s+/g, ' ') ?? '',
      zip: one('zip') ?? '',
      website: one('website') ?? '',
      comment: values.comment?.join('\n') ?? '',
      phones,
      emails,
      messengers: [],
      persons: [],
    },
    { memberId: by.memberId, country: words.country ?? country },
    stage === 'lead' ? 'import' : null,
    makeId,
  )
  try {
    return { prepared: prepareRows(createContact, contact, by, contactFieldsOf) }
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error
    const [problem] = error.problems
    const [path = 'name', place = ''] = (problem?.path ?? '').split('.')
    const listed = { phones: phones[Number(place)]?.typed, emails: emails[Number(place)]?.address }[path]
    const field = path === 'phones' || path === 'emails' ? path.slice(0, -1) : path
    return bad(field, problem?.rule ?? error.code, listed ?? one(field as ImportField) ?? '', problem?.limit)
  }
}
