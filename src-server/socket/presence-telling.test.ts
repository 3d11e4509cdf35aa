import { afterEach, beforeEach, expect, it } from 'vitest'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import type { Presence, ServerMessage } from '../../src-shared/sync/protocol.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import type { SignedIn } from '../accounts/identify.ts'
import { silentLog } from '../log.ts'
import { openTestServer, type TestServer } from '../test-server.ts'
import type { PresenceChange } from './presence.ts'
import { createPresenceTelling, type PresenceListener } from './presence-telling.ts'

let server: TestServer
let anna: SignedIn
let piotr: SignedIn
let ewa: SignedIn
let annasClient: string
beforeEach(async () => {
  server = await openTestServer()
  anna = await server.found('firma', 'Anna')
  piotr = await server.add(anna, 'Piotr', groupIds.manager)
  ewa = await server.add(anna, 'Ewa', groupIds.trainee)
  const contact = testContact(server.newId(), { stage: 'client', responsible: anna.memberId })
  await server.sync.run(anna.organisationId, importContacts, { contacts: [contact] }, anna.memberId)
  annasClient = contact.id
})
afterEach(() => server.close())

const on = ({ memberId }: SignedIn, viewing: string | null): Presence => ({ memberId, online: true, call: null, viewing, program: '1.2.0' })
const opened = (one: SignedIn, viewing: string | null, wasViewing: string | null = null): PresenceChange => ({
  member: on(one, viewing),
  wasViewing,
  onlyCard: true,
})

/** What each of these hears, in their order. */
const heardBy = async (
  listening: readonly (readonly [SignedIn, string | null])[],
  tell: (telling: ReturnType<typeof createPresenceTelling>, listeners: readonly PresenceListener[]) => unknown,
) => {
  const heard = listening.map((): Presence[] => [])
  const listeners = listening.map(
    ([{ memberId }, viewing], at): PresenceListener => ({
      memberId,
      viewing,
      send: (bytes) => {
        const message = JSON.parse(bytes.toString()) as Extract<ServerMessage, { type: 'presence' }>
        heard[at]?.push(...message.members)
      },
    }),
  )
  const telling = createPresenceTelling({ store: server.store, log: silentLog, listenersOf: () => listeners })
  await tell(telling, listeners)
  await telling.idle()
  return heard
}

it('that a card is open is told to those who have the same one open, and so is that it was closed', async () => {
  const other = server.newId()
  const listening = [
    [anna, annasClient],
    [anna, null],
    [anna, other],
  ] as const
  for (const change of [opened(piotr, annasClient), opened(piotr, null, annasClient)]) {
    const heard = await heardBy(listening, ({ changed }) => changed(anna.organisationId, [change]))
    expect(heard).toEqual([[change.member], [], []])
  }
})

it('nobody hears who has a card open that they may not see themselves, and nobody hears of themselves', async () => {
  const listening = [
    [ewa, annasClient],
    [piotr, annasClient],
  ] as const
  const heard = await heardBy(listening, ({ changed }) => changed(anna.organisationId, [opened(piotr, annasClient)]))
  expect(heard).toEqual([[on(piotr, null)], []])
})

it('that somebody has come is told to everybody, without the card', async () => {
  const come = { ...opened(piotr, annasClient), onlyCard: false }
  const listening = [
    [anna, null],
    [anna, annasClient],
  ] as const
  const heard = await heardBy(listening, ({ changed }) => changed(anna.organisationId, [come]))
  expect(heard).toEqual([[on(piotr, null)], [on(piotr, annasClient)]])
})

it('whoever opens a card hears who has it open, if they may see it; a newcomer hears of no cards', async () => {
  const here = [on(piotr, annasClient), on(ewa, annasClient)]
  const listening = [
    [anna, annasClient],
    [ewa, annasClient],
    [anna, null],
  ] as const
  const heard = await heardBy(listening, async ({ meet, greet }, [first, second, third]) => {
    for (const one of [first, second]) await meet(anna.organisationId, one as PresenceListener, () => here)
    await greet(anna.organisationId, third as PresenceListener, here)
  })
  expect(heard).toEqual([here, [on(piotr, null)], [on(piotr, null), on(ewa, null)]])
})
