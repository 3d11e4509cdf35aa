import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deleteCatalogueItems, putCatalogueItem } from '../../src-shared/catalogue/catalogue-mutators.ts'
import { createContact } from '../../src-shared/contacts/contact-mutators.ts'
import { testCall, testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import type { SignedIn } from '../accounts/identify.ts'
import { openTestServer, type TestServer } from '../test-server.ts'

let server: TestServer
let anna: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  anna = await server.found('firma', 'Anna')
})
afterEach(() => server.close())

const run = <Args>(mutator: Parameters<typeof server.sync.run<Args>>[1], args: Args) =>
  server.sync.run(anna.organisationId, mutator, args, anna.memberId)

/** What the server says to a mutation that a program has sent. */
const answerTo = async (name: string, args: unknown) => {
  const input = { versions: ownVersions, clientId: server.newId(), epoch: null, cursor: null, acknowledged: 0, view: '' }
  const device = { versions: ownVersions, clientId: input.clientId }
  await server.sync.snapshot(anna, { ...device, after: null, view: null })
  const mutation = { number: 1, name, args: JSON.stringify(args), batch: server.newId(), at: server.now() }
  const { results } = await server.sync.push(anna, { ...device, epoch: await server.store.epoch(), device: '', mutations: [mutation] })
  const error = results[0]?.error
  return error ? [error.code, ...error.problems.map(({ path, rule }) => `${path} ${rule}`)].join(', ') : results[0]?.outcome
}

const propertiesOf = async (id: string) => JSON.parse((await server.store.rows(anna.organisationId, [id]))[0]?.data ?? '{}').properties

/** Each write that brings values of properties, and the id of the contact that it fills. */
const writes: Readonly<Record<string, (properties: object) => Promise<readonly [string, string, unknown]>>> = {
  'contact.create': async (properties) => {
    const contact = { ...testContact(server.newId()), properties }
    return [contact.id, 'contact.create', contact]
  },
  'contact.import': async (properties) => {
    const contact = { ...testContact(server.newId()), properties }
    return [contact.id, 'contact.import', { contacts: [testContact(server.newId()), contact] }]
  },
  'contact.patch': async (properties) => {
    const contact = testContact(server.newId())
    await run(createContact, contact as never)
    return [contact.id, 'contact.patch', { id: contact.id, patch: { properties } }]
  },
  'call.create-contact': async (properties) => {
    const { memberId: _, ...call } = testCall(server.newId())
    await answerTo('call.record', call)
    const contact = { ...testContact(server.newId()), properties }
    return [contact.id, 'call.create-contact', { id: call.id, contact }]
  },
}

describe.each(Object.keys(writes))('%s', (name) => {
  const send = async (properties: object) => {
    const [id, mutation, args] = (await writes[name]?.(properties)) ?? ['', '', {}]
    return { id, answer: await answerTo(mutation, args) }
  }
  const make = async (type: string, options: readonly { id: string; name: string }[] = []) => {
    const id = server.newId()
    const all = options.map((option) => ({ ...option, mergedInto: null, removed: false }))
    await run(putCatalogueItem, { kind: 'property', id, name: `Pole ${id}`, type, options: all, order: 1 } as never)
    return id
  }

  it('S3.6 takes of a property what its type and its options are, and nothing else', async () => {
    const [kitchens, doors] = [
      { id: server.newId(), name: 'Kuchnie' },
      { id: server.newId(), name: 'Drzwi' },
    ]
    const [text, number, trade] = [await make('text'), await make('number'), await make('list', [kitchens])]
    const { id, answer } = await send({ [text]: ' NIP 725 ', [number]: 15, [trade]: kitchens.id })
    expect(answer).toBe('done')
    expect(await propertiesOf(id)).toEqual({ [text]: 'NIP 725', [number]: 15, [trade]: kitchens.id })
    expect((await send({ [number]: '15' })).answer).toBe(`bad_input, properties.${number} not_a_number`)
    const refused = await send({ [text]: 'NIP 725', [trade]: doors.id })
    expect(refused.answer).toBe(`bad_input, properties.${trade} unknown_option`)
    expect(await propertiesOf(refused.id)).toEqual(name === 'contact.patch' ? {} : undefined)
    expect((await send({ [server.newId()]: 'NIP 725' })).answer).toBe('not_found')
  })

  it('S3.6 loses nothing where the property was deleted meanwhile: the value rests on the card as on all others', async () => {
    const gone = await make('number')
    await run(deleteCatalogueItems, { kind: 'property' as const, ids: [gone] })
    const { id, answer } = await send({ [gone]: 15 })
    expect([answer, await propertiesOf(id)]).toEqual(['done', { [gone]: 15 }])
    expect((await send({ [gone]: 'dużo' })).answer).toBe(`bad_input, properties.${gone} not_a_number`)
  })
})
