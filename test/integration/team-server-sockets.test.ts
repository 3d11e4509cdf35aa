import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions, type Presence, type PresenceCall } from '../../src-shared/sync/protocol.ts'
import { type ServerSocket, startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { addColleague, type Colleague, createTeam, push, refusalOf, writeNote } from '../core/team.ts'
import { waitUntil } from '../servers/processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-sockets-'))
let server: TeamServerProcess
let anna: Colleague
let piotr: Colleague
let ewa: Colleague

beforeAll(async () => {
  server = await startTeamServer({ dataFolder: folder })
  anna = await createTeam(server, server.setUpCode as string, 'firma', 'Anna')
  piotr = await addColleague(server, anna, 'Piotr')
  ewa = await addColleague(server, anna, 'Ewa', 'trainee')
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const listen = async ({ token, clientId }: Colleague): Promise<ServerSocket> => {
  const socket = await server.connect(token)
  socket.socket.send(JSON.stringify({ type: 'hello', versions: ownVersions, clientId, program: '0.1.0' }))
  await waitUntil('everybody who is here', () => socket.messages.some((message) => message.type === 'presence' && message.all))
  return socket
}

/** Who is here as far as this socket has heard. */
const heardBy = ({ messages }: ServerSocket): readonly Presence[] => {
  const known = new Map<string, Presence>()
  for (const message of messages) {
    if (message.type !== 'presence') continue
    if (message.all) known.clear()
    for (const one of message.members) known.set(one.memberId, one)
  }
  return [...known.values()].filter(({ online }) => online)
}
const isHere = (socket: ServerSocket, { signedIn }: Colleague) => heardBy(socket).some(({ memberId }) => memberId === signedIn.memberId)
const callOf = (socket: ServerSocket, { signedIn }: Colleague) =>
  heardBy(socket).find(({ memberId }) => memberId === signedIn.memberId)?.call ?? null

it('F2 a commit reaches every socket with the change itself, and each only with what its user may see', async () => {
  const [hers, his, trainees] = (await Promise.all([anna, piotr, ewa].map(listen))) as [ServerSocket, ServerSocket, ServerSocket]
  const contact = testContact(newId(), { name: 'Hers alone', comment: 'Tajne', responsible: anna.signedIn.memberId })
  const create = { ...writeNote(''), name: 'contact.create', args: JSON.stringify(contact) }
  const { results } = await push(anna, [create])
  const version = results[0]?.version as number
  const pagesOf = ({ messages }: ServerSocket) =>
    messages.flatMap((message) => (message.type === 'poke' && message.version === version ? [message.page] : []))
  await waitUntil('three pokes', () => [hers, his, trainees].every((socket) => pagesOf(socket).length === 1))
  const page = { from: version - 1, to: version, head: version }
  const row = { kind: 'contact', id: contact.id, version }
  expect(pagesOf(hers)).toMatchObject([{ ...page, rows: [row] }])
  // An administrator sees private rows that others do not, under a view of another name; what was written now is none of them.
  expect(pagesOf(his).map((sent) => sent && { ...sent, view: '' })).toEqual(pagesOf(hers).map((sent) => sent && { ...sent, view: '' }))
  expect(pagesOf(trainees)).toMatchObject([{ ...page, rows: [{ ...row, kind: 'directory' }], forgotten: [], changes: [] }])
  expect(JSON.stringify(trainees.messages)).not.toContain('Tajne')
  for (const { socket } of [hers, his, trainees]) socket.close()
})

it('a member is on line while one of their sockets is open, and whom they talk to is known to everybody', async () => {
  const watcher = await listen(piotr)
  const [first, second] = [await listen(anna), await listen({ ...anna, clientId: newId() })]
  await waitUntil('Anna is on line', () => isHere(watcher, anna))
  const call: PresenceCall = { e164: '+48601234567', digits: '48601234567', contactId: null, since: Date.now() }
  second.socket.send(JSON.stringify({ type: 'presence', call }))
  await waitUntil('her call is seen', () => callOf(watcher, anna) !== null)
  expect(callOf(watcher, anna)).toEqual(call)
  // Who they are and whom they talk to, in one breath: as after a lost connection.
  const third = await server.connect(ewa.token)
  for (const message of [
    { type: 'hello', versions: ownVersions, clientId: ewa.clientId, program: '0.1.0' },
    { type: 'presence', call },
  ]) {
    third.socket.send(JSON.stringify(message))
  }
  await waitUntil('both are on a call', () => callOf(watcher, ewa) !== null)
  third.socket.close()
  const late = await listen(ewa)
  expect(callOf(late, anna)).toEqual(call)
  second.socket.terminate()
  await waitUntil('her call has ended with its socket', () => callOf(watcher, anna) === null)
  expect(isHere(watcher, anna)).toBe(true)
  first.socket.close()
  await waitUntil('Anna has gone', () => !isHere(watcher, anna))
  late.socket.close()
  watcher.socket.close()
})

it('what is no message closes its socket, and one that says nothing of itself hears nothing', async () => {
  const silent = await server.connect(piotr.token)
  const broken = await server.connect(piotr.token)
  broken.socket.send('{"type":"hello","clientId":"x"}')
  expect(await broken.closed).toEqual([4400, 'bad_input'])
  const large = await server.connect(piotr.token)
  large.socket.send('x'.repeat(100_000))
  expect((await large.closed)[0]).toBe(1009)
  const listener = await listen(anna)
  await push({ ...anna, clientId: newId() }, [writeNote('again')])
  await waitUntil('a poke', () => listener.messages.some(({ type }) => type === 'poke'))
  expect(silent.messages).toEqual([])
  silent.socket.close()
  listener.socket.close()
})

it('the sockets of a session end with it', async () => {
  const { token } = await server.client().accounts.signIn({ email: 'piotr@firma.example', password: 'the password of Piotr' })
  const [ended, stays] = [await server.connect(token), await listen(piotr)]
  await server.client(token).accounts.signOut()
  expect(await ended.closed).toEqual([4401, 'unauthorized'])
  expect(stays.socket.readyState).toBe(stays.socket.OPEN)
  stays.socket.close()
})

it('I9 a blocked member is refused everywhere and their socket closed, but what they have done is sealed', async () => {
  const hers = await listen(ewa)
  const database = openDatabase(join(folder, 'server.sqlite'))
  database.prepare("update row set data = json_set(data, '$.blocked', json('true')) where id = ?").run(ewa.signedIn.memberId)
  database.close()
  await push({ ...anna, clientId: newId() }, [writeNote('any commit')])
  expect(await hers.closed).toEqual([4401, 'blocked'])
  await waitUntil('what was remembered of her is forgotten', async () => (await refusalOf(ewa.api.accounts.me())) === 'blocked')
  const pull = { versions: ownVersions, clientId: ewa.clientId, epoch: null, cursor: 0, acknowledged: 0, view: null, wantsChecksum: false }
  expect(await refusalOf(ewa.api.sync.pull(pull))).toBe('blocked')
  expect(await refusalOf(ewa.api.sync.snapshot({ versions: ownVersions, clientId: ewa.clientId, after: null, view: null }))).toBe('blocked')
  expect(await refusalOf(server.client().accounts.signIn({ email: 'ewa@firma.example', password: 'the password of Ewa' }))).toBe('blocked')
  await expect(server.connect(ewa.token)).rejects.toThrow('401')

  const { results } = await push(ewa, [writeNote('she was there')])
  expect(results.map(({ outcome }) => outcome)).toEqual(['sealed'])
  expect(await refusalOf(piotr.api.sealed.list())).toBe('forbidden')
  const { mutations } = await anna.api.sealed.list()
  expect(mutations).toMatchObject([{ memberId: ewa.signedIn.memberId, mutation: { name: 'note.write' } }])
  expect(await anna.api.sealed.accept({ ids: mutations.map(({ id }) => id) })).toEqual({ accepted: 1 })
  expect(await anna.api.sealed.list()).toEqual({ mutations: [] })
})
