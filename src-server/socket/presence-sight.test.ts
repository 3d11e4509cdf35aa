import { afterEach, beforeEach, expect, it } from 'vitest'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { patchWorkspace } from '../../src-shared/settings/settings-mutators.ts'
import type { Presence } from '../../src-shared/sync/protocol.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import type { SignedIn } from '../accounts/identify.ts'
import { openTestServer, type TestServer } from '../test-server.ts'
import { presenceFor, seesContactOf } from './presence-sight.ts'

let server: TestServer
let anna: SignedIn
let piotr: SignedIn
let ewa: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  anna = await server.found('firma', 'Anna')
  piotr = await server.add(anna, 'Piotr', groupIds.manager)
  ewa = await server.add(anna, 'Ewa', groupIds.trainee)
})
afterEach(() => server.close())

const contactOf = async (responsible: string): Promise<string> => {
  const contact = testContact(server.newId(), { stage: 'client', responsible })
  await server.sync.run(anna.organisationId, importContacts, { contacts: [contact] }, anna.memberId)
  return contact.id
}
const talking = ({ memberId }: SignedIn, contactId: string | null): Presence => ({
  memberId,
  online: true,
  call: { e164: '+48601234567', digits: '48601234567', contactId, since: 5 },
  viewing: null,
  program: '1.2.0',
})
const nobody = { e164: null, digits: '', contactId: null, since: 5 }
const heard = async (members: readonly Presence[], one: SignedIn) =>
  (await presenceFor(server.store, anna.organisationId, members, [one.memberId])).get(one.memberId)

it('S8.1 with whom colleagues talk is known to everybody, unless the organisation forbids it: then to whoever sees the call', async () => {
  const [hers, annas] = [await contactOf(ewa.memberId), await contactOf(anna.memberId)]
  const members = [talking(anna, null), talking(piotr, hers), talking(ewa, annas)]
  expect(await heard(members, ewa)).toBe(members)
  const fields = { directory: false }
  await server.sync.run(anna.organisationId, patchWorkspace, { id: anna.organisationId, fields }, anna.memberId)
  expect(await heard(members, piotr)).toBe(members)
  expect(await heard(members, ewa)).toEqual([{ ...members[0], call: nobody }, members[1], members[2]])
  expect(await heard([talking(anna, annas)], ewa)).toEqual([{ ...members[0], call: nobody }])
})

it('whoever belongs to nobody hears no more than that somebody is on a call', async () => {
  expect(await heard([talking(anna, null)], { ...ewa, memberId: server.newId() })).toMatchObject([{ call: nobody }])
})

it('whose card is open is known to whoever sees that card, and to nobody else', async () => {
  const [hers, annas] = [await contactOf(ewa.memberId), await contactOf(anna.memberId)]
  const sees = (contactId: string, { memberId }: SignedIn) => seesContactOf(server.store, anna.organisationId, contactId, memberId)
  expect([await sees(hers, ewa), await sees(annas, ewa), await sees(annas, piotr)]).toEqual([true, false, true])
  expect(await sees(server.newId(), anna)).toBe(false)
  expect(await sees(annas, { ...ewa, memberId: server.newId() })).toBe(false)
})
