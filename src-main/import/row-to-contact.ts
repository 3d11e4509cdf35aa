import { contactInputSchema } from '../../src-shared/contacts/contact-contract.ts'
import type { BadRow } from '../../src-shared/import/import-contract.ts'
import type { ImportField } from '../../src-shared/import/import-fields.ts'
import { problemsOf } from '../../src-shared/lib/errors.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { parsePhoneNumber } from '../../src-shared/lib/phone-numbers.ts'
import { completeContact } from '../contacts/contact-service.ts'
import type { CsvRow } from './csv-rows.ts'

export interface RowContext {
  readonly stage: 'lead' | 'client'
  readonly mapping: readonly (ImportField | null)[]
  readonly memberId: string
  readonly country: string
}

export type RowResult = { readonly contact: ReturnType<typeof completeContact> } | { readonly bad: BadRow }

const statusWords: Readonly<Record<string, string>> = {
  osoba: 'individual',
  person: 'individual',
  individual: 'individual',
  firma: 'company',
  company: 'company',
}
const typeWords: Readonly<Record<string, string>> = {
  potencjalny: 'potential',
  potential: 'potential',
  klient: 'client',
  client: 'client',
  customer: 'client',
  reseller: 'reseller',
  partner: 'partner',
}

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

/** Several values in one cell: separated by commas, semicolons or line ends. */
const severalIn = (cell: string): string[] =>
  cell
    .split(/[,;\n\r]+/)
    .map((value) => value.trim())
    .filter((value) => value !== '')

const wordOf = (words: Readonly<Record<string, string>> | ReadonlyMap<string, string>, cell: string): string => {
  const folded = fold(cell)
  return (words instanceof Map ? words.get(folded) : (words as Readonly<Record<string, string>>)[folded]) ?? cell
}

const gather = ({ cells }: CsvRow, mapping: RowContext['mapping']) => {
  const values = new Map<ImportField, string[]>()
  for (const [index, field] of mapping.entries()) {
    const cell = cells[index]?.trim() ?? ''
    if (field && cell !== '') values.set(field, [...(values.get(field) ?? []), cell])
  }
  return values
}

/** Makes a contact of one row, or says in which field it fails and why. Nothing is guessed that the row does not say. */
export const rowToContact = (row: CsvRow, { stage, mapping, memberId, country }: RowContext): RowResult => {
  const values = gather(row, mapping)
  // These hold one line in a document; a line break inside a cell is no reason to refuse the row.
  const one = (field: ImportField) => (field === 'comment' ? values.get(field)?.join('\n') : values.get(field)?.[0]?.replace(/\s+/g, ' '))
  const many = (field: ImportField) => (values.get(field) ?? []).flatMap(severalIn)
  const bad = (field: string, rule: string, value: string, limit?: number): RowResult => ({
    bad: { line: row.line, field, rule, value: value.slice(0, 200), limit },
  })

  const company = one('company')
  const name = one('name') ?? company
  if (name === undefined) return bad('name', 'required', '')
  const home = one('country') === undefined ? undefined : wordOf(countryWords, one('country') ?? '')
  const numbering = home !== undefined && /^[A-Z]{2}$/.test(home) ? home : country
  for (const field of ['phone', 'phone_personal'] as const) {
    for (const phone of many(field)) if (!parsePhoneNumber(phone, numbering)) return bad(field, 'not_a_phone', phone)
  }
  const input = contactInputSchema.safeParse({
    stage,
    name,
    company: one('name') === undefined ? '' : (company ?? ''),
    status: one('status') === undefined ? (one('name') === undefined ? 'company' : undefined) : wordOf(statusWords, one('status') ?? ''),
    type: one('type') === undefined ? undefined : wordOf(typeWords, one('type') ?? ''),
    country: home,
    city: one('city'),
    address: one('address'),
    zip: one('zip'),
    website: one('website'),
    comment: one('comment'),
    phones: [
      ...many('phone').map((typed) => ({ type: 'work', typed })),
      ...many('phone_personal').map((typed) => ({ type: 'personal', typed })),
    ],
    emails: [
      ...many('email').map((address) => ({ type: 'email_work', address })),
      ...many('email_personal').map((address) => ({ type: 'email_personal', address })),
    ],
  })
  if (!input.success) {
    const [problem] = problemsOf(input.error.issues)
    const [path = 'name'] = (problem?.path ?? 'name').split('.')
    const field = path === 'phones' || path === 'emails' ? path.slice(0, -1) : path
    return bad(field, problem?.rule ?? 'invalid', one(field as ImportField) ?? '', problem?.limit)
  }
  // What the row leaves out is left out here too, so that the defaults of a new contact count.
  const given = Object.fromEntries(Object.entries(input.data).filter(([, value]) => value !== undefined)) as typeof input.data
  return { contact: completeContact(given, { memberId, country: numbering }, stage === 'lead' ? 'import' : null) }
}
