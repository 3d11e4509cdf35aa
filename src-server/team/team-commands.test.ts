import { afterEach, beforeEach, expect, it } from 'vitest'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { createAccountService } from '../accounts/account-service.ts'
import type { SignedIn } from '../accounts/identify.ts'
import { silentLog } from '../log.ts'
import { createTestMailer, openTestServer, refusalOf, type TestServer, testPerson } from '../test-server.ts'
import { createTeamCommands } from './team-commands.ts'

let server: TestServer
let post: ReturnType<typeof createTestMailer>
let accountService: ReturnType<typeof createAccountService>
let team: ReturnType<typeof createTeamCommands>
let anna: SignedIn
let piotr: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  post = createTestMailer()
  accountService = createAccountService({ ...server, mailer: post.mailer, log: silentLog })
  team = createTeamCommands({ ...server, accountService, changed: async () => {} })
  anna = await server.found('firma', 'Anna')
  piotr = await server.add(anna, 'Piotr', groupIds.trainee, { extension: '101' })
})
afterEach(() => server.close())

const address = testPerson('Piotr').email
const addresses = async () => [await server.accounts.emailOf(piotr.userId), (await server.memberOf(piotr))?.email]
const update = (fields: Parameters<typeof team.update>[2]) => team.update(anna, piotr.memberId, fields)

it('S8.2 two administrators who change one address at once leave the account and the team with the same', async () => {
  const fresh = ['a@firma.example', 'b@firma.example', 'c@firma.example', address]
  await Promise.all(fresh.map((email) => update({ email })))
  const [account, row] = await addresses()
  expect(account).toBe(row)
})

it('a change of address that was cut off in its middle is mended by the next one, whichever address that sets', async () => {
  await server.accounts.setEmail(piotr.userId, 'half@firma.example')
  await update({ email: address, position: 'Sprzedawca' })
  expect(await addresses()).toEqual([address, address])
  await server.accounts.setEmail(piotr.userId, 'half@firma.example')
  await update({ email: 'half@firma.example' })
  expect(await addresses()).toEqual(['half@firma.example', 'half@firma.example'])
})

it('where the rest of a change is refused, the address stays', async () => {
  await server.add(anna, 'Ewa', groupIds.trainee, { extension: '102' })
  expect(await refusalOf(update({ email: 'nowy@firma.example', extension: '102' }))).toBe('conflict, extension taken')
  expect(await refusalOf(update({ email: testPerson('Ewa').email }))).toBe('conflict, email taken')
  expect(await addresses()).toEqual([address, address])
})

it('a code in the mailbox that an administrator has taken the account from counts no more', async () => {
  await accountService.requestReset({ email: address, language: 'pl' })
  await accountService.idle()
  const code = post.codeTo(address)
  await update({ email: 'nowy@firma.example' })
  const reset = accountService.reset({ email: 'nowy@firma.example', code, password: 'set by who lost the mailbox' })
  expect(await refusalOf(reset)).toBe('code_unknown')
})
