import type { ContactInput } from '../../src-shared/contacts/contact-contract.ts'

/** The form of a new contact, as it is typed. */
export interface NewContact {
  readonly id: string
  readonly stage: ContactInput['stage']
  readonly name: string
  readonly company: string
  /** Several, separated by commas, semicolons or line ends. */
  readonly phones: string
  readonly emails: string
  readonly comment: string
  /** Nobody's: for the pool of unsorted leads. */
  readonly unsorted: boolean
}

export const severalIn = (text: string): readonly string[] =>
  text
    .split(/[,;\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** What the core is asked to make. */
export const contactInputOf = ({ id, stage, name, company, phones, emails, comment, unsorted }: NewContact, me: string): ContactInput => ({
  id,
  stage,
  name,
  company,
  comment,
  phones: severalIn(phones).map((typed) => ({ typed })),
  emails: severalIn(emails).map((address) => ({ address })),
  responsible: stage === 'lead' && unsorted ? null : me,
})

const fields = ['name', 'company', 'phones', 'emails', 'comment'] as const
export type FormField = (typeof fields)[number]

/** Sorts problems by the field of the form they belong to; those of several phones come together. */
export const problemsByField = (problems: Readonly<Record<string, string>>): Partial<Record<FormField, string>> => {
  const found: Partial<Record<FormField, string>> = {}
  for (const [path, text] of Object.entries(problems)) {
    const field = fields.find((candidate) => path === candidate || path.startsWith(`${candidate}.`))
    if (field) found[field] ??= text
  }
  return found
}
