import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { employeesCountOf, leadSourceWords, statusWords, typeWords, wordIn } from '../../src-shared/import/cell-words.ts'
import type { BadRow } from '../../src-shared/import/import-contract.ts'
import type { ImportField } from '../../src-shared/import/import-fields.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { fold } from '../../src-shared/lib/fold.ts'
import { contactFieldsOf } from '../contacts/contact-fields.ts'
import { completeContact } from '../contacts/contact-service.ts'
import type { PreparedRow } from '../db/bulk-writer.ts'
import { prepareRows } from '../db/prepare-rows.ts'
import { momentOf } from './cell-values.ts'
import { countryInCell } from './country-words.ts'
import type { TableRow } from './csv-rows.ts'
import type { Mangled } from './phone-cells.ts'
import {
  choicesOf,
  emailFields,
  type FreshNames,
  type Gathered,
  gather,
  messengersOf,
  nothingFresh,
  oneLine,
  personsOf,
  phoneFields,
  phonesOf,
  propertiesOf,
  type Reading,
  Refused,
  severalIn,
} from './row-cells.ts'
import { propertyRowsOf, type RowContext } from './row-context.ts'

/** A row as what is written to the store. */
export interface MadeContact {
  readonly prepared: readonly PreparedRow[]
  readonly contact: Pick<Contact, 'id' | 'name' | 'phones' | 'emails'>
  /** Fields that the row itself fills: of somebody who is here already, these are replaced. */
  readonly given: readonly ImportField[]
  /** Spoilt numbers of the row, with the place of their column. */
  readonly mangled: readonly (Mangled & { readonly column: number })[]
  readonly fresh: FreshNames
}

/** What becomes of a row, or why it cannot be kept. */
export type RowResult = MadeContact | { readonly bad: BadRow }

const read = (reading: Reading, makeId: (() => string) | undefined) => {
  const { values, context } = reading
  const { stage, by, known } = context
  const one = (field: ImportField) => {
    const cell = values[field]?.[0]
    return cell && oneLine(cell.text)
  }
  const word = <Value extends string>(field: ImportField, rule: string, of: (cell: string) => Value | undefined): Value | undefined => {
    const cell = one(field)
    const found = cell === undefined ? undefined : of(cell)
    if (cell !== undefined && found === undefined) throw new Refused(field, rule, cell)
    return found
  }
  const company = one('company')
  // First name and surname may stand in columns of their own.
  const name = values.name && oneLine(values.name.map(({ text }) => text).join(' '))
  if (name === undefined && company === undefined) throw new Refused('name', 'required', '')
  const status = word('status', 'unknown_status', (cell) => wordIn(statusWords, cell))
  const type = word('type', 'unknown_type', (cell) => wordIn(typeWords, cell))
  const employeesCount = word('employees_count', 'unknown_employees_count', employeesCountOf)
  const leadStatus = word('lead_status', 'unknown_lead_status', (cell) => known.statuses.get(fold(cell)))
  const responsible = word('responsible', 'unknown_member', (cell) => known.members.get(fold(cell))) ?? context.responsible
  const leadSource = word('lead_source', 'unknown_lead_source', (cell) => wordIn(leadSourceWords, cell) as Contact['leadSource'] & string)
  const moment = (field: ImportField): number | undefined => {
    const cell = one(field)
    const found = cell === undefined ? by.now : momentOf(cell)
    if (found === null) throw new Refused(field, 'not_a_date', cell ?? '')
    // Nobody has made anything tomorrow.
    return cell === undefined ? undefined : Math.min(found, by.now)
  }
  const createdAt = moment('created_at')
  const leadCreatedAt = moment('lead_created_at')

  const phones = phoneFields.flatMap(([field, phoneType]) =>
    (values[field] ?? []).flatMap((cell) => phonesOf(reading, field, cell).map((typed) => ({ type: phoneType, typed }))),
  )
  const emails = emailFields.flatMap(([field, emailType]) =>
    (values[field] ?? []).flatMap(({ text }) => severalIn(text).map((address) => ({ type: emailType, address }))),
  )
  const further = personsOf(reading)
  const { properties, options } = propertiesOf(reading)
  const chosen = choicesOf(reading)
  const input = {
    stage,
    name: name ?? company ?? '',
    company: name === undefined ? '' : (company ?? ''),
    status: (status ?? (name === undefined ? 'company' : 'individual')) as Contact['status'],
    ...(type === undefined ? {} : { type: type as Contact['type'] }),
    country: word('country', 'unknown_country', countryInCell) ?? null,
    city: one('city') ?? '',
    address: values.address?.map(({ text }) => oneLine(text)).join(', ') ?? '',
    zip: one('zip') ?? '',
    website: one('website') ?? '',
    employeesCount: employeesCount ?? null,
    comment: values.comment?.map(({ text }) => text).join('\n') ?? '',
    ...(responsible === undefined ? {} : { responsible }),
    phones: [...phones, ...further.phones],
    emails: [...emails, ...further.emails],
    messengers: messengersOf(values),
    persons: further.persons,
    tags: chosen.tags,
    sources: chosen.sources,
    properties,
  }
  const contact = completeContact(input, { memberId: by.memberId, country: reading.country }, stage === 'lead' ? 'import' : null, makeId)
  const unsuitableReason = stage === 'lead' && leadStatus === 'unsuitable' ? one('unsuitable_reason') : undefined
  return {
    contact: {
      ...contact,
      // A client has none any more, but it may have been a lead, which came from somewhere at some time.
      ...(leadStatus === undefined || stage === 'client' ? {} : { leadStatus }),
      ...(leadSource === undefined ? {} : { leadSource }),
      ...(unsuitableReason === undefined ? {} : { unsuitableReason }),
    },
    times: { ...(createdAt === undefined ? {} : { createdAt }), ...(leadCreatedAt === undefined ? {} : { leadCreatedAt }) },
    fresh: options || chosen.fresh ? { ...nothingFresh, ...chosen.fresh, ...(options ? { options } : {}) } : nothingFresh,
  }
}

type Completed = ReturnType<typeof read>['contact']

/** The field and the cell that a document was refused for. */
const refusedOf = (error: LeadlineError, contact: Completed, values: Gathered): Refused => {
  const [problem] = error.problems
  const [path = 'name', place = '', part = ''] = (problem?.path ?? '').split('.')
  const rule = problem?.rule ?? error.code
  const { phones, emails, persons, messengers } = contact
  const listed = { phones: phones[Number(place)]?.typed, emails: emails[Number(place)]?.address }[path]
  const person = persons[Number(place)]
  const messenger = messengers[Number(place)]
  const [field, value] =
    path === 'persons'
      ? [part === 'email' ? 'person_email' : part === 'name' ? 'person' : 'person_position', person?.[part as 'email' | 'name' | 'title']]
      : path === 'messengers'
        ? [messenger?.type ?? path, messenger?.value]
        : path === 'phones' || path === 'emails'
          ? [path.slice(0, -1), listed]
          : path === 'unsuitableReason'
            ? ['unsuitable_reason', values.unsuitable_reason?.[0]?.text]
            : [path, values[path as ImportField]?.[0]?.text]
  return new Refused(field, rule, value ?? '', problem?.limit)
}

/** Makes a contact of one row, or says in which field it fails and why. Nothing is guessed that the row does not say. */
export const rowToContact = (row: TableRow, context: RowContext, makeId?: () => string): RowResult => {
  const values = gather(row, context)
  const bad = ({ field, rule, value, limit }: Refused): RowResult => ({
    bad: { line: row.line, field, rule, value: value.slice(0, 200), limit },
  })
  const ownCountry = values.country?.[0] && countryInCell(values.country[0].text)
  const reading: Reading = { values, context, country: ownCountry ?? context.country, mangled: [] }
  try {
    const { contact, times, fresh } = read(reading, makeId)
    try {
      return {
        prepared: prepareRows(
          importContacts,
          { contacts: [{ ...contact, ...times }] },
          context.by,
          contactFieldsOf,
          propertyRowsOf(context.known),
        ),
        contact,
        given: Object.keys(values).filter((field) => field !== 'properties') as ImportField[],
        mangled: reading.mangled,
        fresh,
      }
    } catch (error) {
      if (!(error instanceof LeadlineError)) throw error
      return bad(refusedOf(error, contact, values))
    }
  } catch (error) {
    if (error instanceof Refused) return bad(error)
    throw error
  }
}
