import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownVersions, type PresenceCall } from '../../src-shared/sync/protocol.ts'
import { runServerCommand, type ServerSocket, startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { addColleague, at, type Colleague, createTeam, everythingOf, push, refusalOf, writeNote } from '../core/team.ts'
import { type Postgres, startPostgres } from '../servers/postgres.ts'
import { waitUntil } from '../servers/processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-two-servers-'))
const dataFolder = join(folder, 'data')
let postgres: Postgres
let servers: readonly [TeamServerProcess, TeamServerProcess]
let anna: Colleague
let piotr: Colleague

beforeAll(async () => {
  postgres = await startPostgres({ isDurable: false })
  const start = () => startTeamServer({ dataFolder, databaseUrl: postgres.url })
  // Both at once, on an empty database.
  servers = await Promise.all([start(), start()])
  const code = /Set-up code: (\S+)/.exec(await runServerCommand(['new-code'], { dataFolder, databaseUrl: postgres.url }))?.[1] as string
  const attempts = await Promise.all(
    servers.map((server, index) =>
      createTeam(server, code, `firma-${index}`, `Anna${index}`).then(
        (made) => made,
        () => null,
      ),
    ),
  )
  const made = attempts.filter((one) => one !== null)
  expect(made).toHaveLength(1)
  anna = at(servers[0], made[0] as Colleague)
  piotr = await addColleague(servers[1], at(servers[1], anna), 'Piotr')
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await postgres.close()
  rmSync(folder, { recursive: true, force: true })
})

const listen = async (server: TeamServerProcess, { token, clientId }: Colleague): Promise<ServerSocket> => {
  const socket = await server.connect(token)
  socket.socket.send(JSON.stringify({ type: 'hello', versions: ownVersions, clientId, program: '0.1.0' }))
  await waitUntil('everybody who is here', () => socket.messages.some(({ type }) => type === 'presence'))
  return socket
}

it('F2 what is pushed at one server process is heard at the other, which has it too', async () => {
  const his = await listen(servers[1], piotr)
  const { results } = await push(anna, [writeNote('through the other door')])
  const version = results[0]?.version as number
  await waitUntil('the poke of the other process', () =>
    his.messages.some((message) => message.type === 'poke' && message.version === version && message.page?.rows.length === 1),
  )
  expect(await everythingOf(piotr)).toEqual(await everythingOf(anna))
  his.socket.close()
})

it('who is on line and talks is known at both processes', async () => {
  const hers = await listen(servers[0], anna)
  const his = await listen(servers[1], piotr)
  const last = ({ messages }: ServerSocket, { signedIn }: Colleague) =>
    messages
      .flatMap((message) => (message.type === 'presence' ? message.members : []))
      .findLast(({ memberId }) => memberId === signedIn.memberId)
  await waitUntil('each sees the other', () => last(hers, piotr)?.online === true && last(his, anna)?.online === true)
  const call: PresenceCall = { e164: null, digits: '601234567', contactId: null, since: Date.now() }
  hers.socket.send(JSON.stringify({ type: 'presence', call }))
  await waitUntil('her call is seen at the other process', () => last(his, anna)?.call?.digits === call.digits)
  hers.socket.close()
  await waitUntil('she has gone', () => last(his, anna)?.online === false)
  his.socket.close()
})

it('a session counts at both processes and ends at both', async () => {
  const { token } = await servers[0].client().accounts.signIn({ email: 'piotr@firma.example', password: 'the password of Piotr' })
  const elsewhere = servers[1].client(token)
  expect(await elsewhere.accounts.me()).toMatchObject({ memberId: piotr.signedIn.memberId })
  const socket = await servers[1].connect(token)
  await servers[0].client(token).accounts.signOut()
  expect(await socket.closed).toEqual([4401, 'unauthorized'])
  expect(await refusalOf(elsewhere.accounts.me())).toBe('unauthorized')
})

it('a server with another session key is refused, and says what to do', async () => {
  const environment = { LEADLINE_AUTH_SECRET: 'another secret that is long enough 0123456789' }
  const other = startTeamServer({ dataFolder: join(folder, 'other'), databaseUrl: postgres.url, environment })
  await expect(other).rejects.toThrow('LEADLINE_AUTH_SECRET')
})

it('while the database is away the servers say so and live on, and when it is back they go on by themselves', async () => {
  const readiness = () => Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/readyz`)).status))
  expect(await readiness()).toEqual([200, 200])
  await postgres.stop()
  expect(await readiness()).toEqual([503, 503])
  expect((await fetch(`${servers[0].url}/healthz`)).status).toBe(200)
  expect(await refusalOf(servers[0].client().accounts.signIn({ email: 'piotr@firma.example', password: 'the password of Piotr' }))).toBe(
    'unreachable',
  )
  await postgres.start()
  await waitUntil('both are ready', async () => (await readiness()).every((status) => status === 200))
  const his = await listen(servers[1], piotr)
  await waitUntil('the processes hear each other again', async () => {
    await push({ ...anna, clientId: newId() }, [writeNote('after the break')])
    return his.messages.some(({ type }) => type === 'poke')
  })
  his.socket.close()
})
