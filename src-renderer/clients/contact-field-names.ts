import type { Contact } from '../../src-shared/contacts/contact-kind.ts'

/** Fields of a contact that have words of their own where changes are told: in the feed and in the log. */
export const contactFieldNames = [
  'name',
  'company',
  'status',
  'type',
  'stage',
  'phones',
  'emails',
  'messengers',
  'persons',
  'sources',
  'website',
  'country',
  'city',
  'address',
  'zip',
  'employeesCount',
  'comment',
  'responsible',
  'tags',
  'properties',
  'leadStatus',
  'unsuitableReason',
  'mergedInto',
  'distinctFrom',
] as const satisfies readonly (keyof Contact)[]
