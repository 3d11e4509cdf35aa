import type { Call } from '../calls/call-kind.ts'
import type { Contact } from '../contacts/contact-kind.ts'
import { parsePhoneNumber } from '../lib/phone-numbers.ts'
import { createOverlay, type Overlay } from './transaction.ts'

/** For tests: rows that nobody has written to yet. */
export const emptyRows = (): Overlay => createOverlay({ read: () => undefined, idsOf: () => [] })

const author = '0199a000-0000-7000-8000-00000000000a'
const noon = Date.UTC(2026, 10, 23, 12)

/** For tests: a client of whom nothing but a name is known. */
export const testContact = (id: string, change: Partial<Contact> = {}): Contact => ({
  id,
  stage: 'client',
  name: 'Jan',
  company: '',
  status: 'individual',
  type: 'client',
  website: '',
  country: null,
  city: '',
  address: '',
  zip: '',
  employeesCount: null,
  comment: '',
  responsible: null,
  phones: [],
  emails: [],
  messengers: [],
  persons: [],
  sources: [],
  tags: [],
  properties: {},
  leadStatus: null,
  leadSource: null,
  leadCreatedAt: null,
  leadCreatedBy: null,
  createdAt: noon,
  createdBy: author,
  ...change,
})

/** For tests: a call that rings, from a number that is nobody's. */
export const testCall = (id: string, change: Partial<Call> = {}): Call => ({
  id,
  contactId: null,
  memberId: author,
  deviceId: '0199a000-0000-7000-8000-00000000000d',
  direction: 'incoming',
  number: parsePhoneNumber('601 234 567', 'PL') ?? { typed: '', e164: null, digits: '' },
  displayName: '',
  startedAt: noon,
  answeredAt: null,
  endedAt: null,
  result: null,
  sipStatus: null,
  sipReason: '',
  sipCallId: null,
  revision: 1,
  ...change,
})
