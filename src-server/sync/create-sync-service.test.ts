import { afterEach, beforeEach, expect, it } from 'vitest'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { openTestServer, type TestServer } from '../test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

it('S7.1 of a lead of somebody whom the team does not have whoever comes too late hears just that', async () => {
  const anna = await server.found('firma', 'Anna')
  const lead = testContact(server.newId(), { stage: 'lead', responsible: server.newId() })
  await server.sync.run(anna.organisationId, importContacts, { contacts: [lead] }, anna.memberId)
  const answer = await server.sync.take(anna, { requestId: server.newId(), leadId: lead.id })
  expect(answer).toMatchObject({ outcome: 'lost', memberId: lead.responsible, memberName: '' })
})
