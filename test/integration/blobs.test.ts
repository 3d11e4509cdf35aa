import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import Fastify, { type FastifyInstance } from 'fastify'
import { v7 as newId } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorkspace, type TestWorkspace } from '../../src-main/db/test-workspace.ts'
import { createFileService, type FileService } from '../../src-main/files/file-service.ts'
import { createHttpBlobTransport } from '../../src-main/files/http-blob-transport.ts'
import { silentLog } from '../../src-main/platform/log.ts'
import { lookupsOf } from '../../src-node/sqlite/row-store.ts'
import { type BlobLimits, registerBlobs } from '../../src-server/blobs/register-blobs.ts'
import { openSqliteStore } from '../../src-server/db/sqlite-store.ts'
import type { ServerStore } from '../../src-server/db/store.ts'
import type { Identity } from '../../src-server/sync/sync-service.ts'
import { type AttachedFile, largestFile } from '../../src-shared/files/file-kind.ts'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { writeNote } from '../../src-shared/notes/note-mutators.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { kindsByName } from '../../src-shared/rows/registry.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { startCuttingProxy } from './blobs-proxy.ts'

const ours = newId()
const theirs = newId()
const people = {
  anna: { organisationId: ours, userId: newId(), memberId: newId() },
  marek: { organisationId: ours, userId: newId(), memberId: newId() },
  stranger: { organisationId: theirs, userId: newId(), memberId: newId() },
} satisfies Record<string, Identity>
type Person = keyof typeof people

let folder: string
let store: ServerStore
let server: FastifyInstance
let proxy: Awaited<ReturnType<typeof startCuttingProxy>>
let port: number
const toClose: (() => Promise<void> | void)[] = []

const write = (organisationId: string, ...rows: { kind: string; document: RowDocument & Record<string, unknown> }[]) =>
  store.transact(organisationId, (tx) =>
    tx.write({
      rows: rows.map(({ kind, document }) => {
        const known = kindsByName[kind]!
        const lookups = lookupsOf(known, document)
        return { kind, id: document.id, root: known.root(document), deleted: false, data: JSON.stringify(document), lookups }
      }),
      touchedRoots: [],
      changes: [],
      clients: [],
      results: [],
      sealed: [],
      commands: [],
    }),
  )

const member = (person: Person, fields: { groupId: string; blocked?: boolean }) => ({
  kind: 'member',
  document: { id: people[person].memberId, name: person, extension: null, blocked: false, ...fields },
})

const start = async (limits: Partial<BlobLimits> = {}) => {
  server = Fastify()
  registerBlobs(server, {
    folder: join(folder, 'blobs'),
    identify: ({ headers }) => {
      const token = headers.authorization?.replace('Bearer ', '')
      if (token === undefined) return null
      const found = people[token as Person]
      if (!found) throw new LeadlineError('unauthorized', 'Forged')
      return found
    },
    store,
    limits,
    now: Date.now,
    log: silentLog,
  })
  await server.listen({ port: port ?? 0, host: '127.0.0.1' })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-blobs-'))
  store = openSqliteStore(':memory:', { isDurable: false })
  for (const id of [ours, theirs]) await store.createOrganisation({ id, name: `crm-${id}`, createdAt: 0 })
  await write(ours, member('anna', { groupId: groupIds.administrator }), member('marek', { groupId: groupIds.trainee }))
  for (const id of [ours, theirs]) await write(id, { kind: 'workspace', document: { id, ownerId: null } })
  await write(theirs, member('stranger', { groupId: groupIds.administrator }))
  port = 0
  await start()
  port = (server.server.address() as AddressInfo).port
  proxy = await startCuttingProxy(port)
})
afterEach(async () => {
  for (const close of toClose.splice(0)) await close()
  await proxy.close()
  await server.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

const ask = (person: Person | null, method: string, hash: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
  fetch(`http://127.0.0.1:${port}/api/blobs/${hash}`, {
    method,
    headers: { ...(person && { authorization: `Bearer ${person}` }), ...headers },
    ...(body && { body: body as Uint8Array<ArrayBuffer> }),
  })

const send = (person: Person, content: Uint8Array, hash = hashOf(content), length = content.length) => {
  const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0', 'upload-length': String(length) }
  return ask(person, 'PATCH', hash, headers, content)
}

const codeOf = async (answer: Response) => ((await answer.json()) as { data: { code: string } }).data.code

interface Machine {
  readonly files: FileService
  readonly workspace: TestWorkspace['workspace']
  readonly attach: (file: AttachedFile) => string
}

/** A machine of a person, whose way to the server leads through the network that breaks. */
const machineOf = (person: Person, deadline?: number): Machine => {
  const test = createTestWorkspace()
  const { workspace } = test
  const files = createFileService({
    folder: test.folder,
    database: workspace.store.database,
    transport: createHttpBlobTransport({ url: proxy.url, token: () => person, ...(deadline && { deadline }) }),
    now: Date.now,
    log: silentLog,
    tell: () => {},
    wait: () => new Promise((resolve) => setTimeout(resolve, 10)),
  })
  toClose.push(async () => {
    await files.close()
    test.close()
  })
  files.setOnline(true)
  return {
    files,
    workspace,
    attach: (file) => {
      const note = { id: newId(), contactId: null, callId: null, text: '', revision: 1, files: [file] }
      workspace.store.mutate(writeNote, note, workspace.context(), newId())
      files.rowsWritten()
      return note.id
    },
  }
}

const takeIn = async ({ files }: Machine, content: Buffer) => {
  const { uploadId } = await files.begin({ name: 'umowa.pdf', type: 'application/pdf', size: content.length })
  for (let offset = 0; offset < content.length; offset += 1_000_000) {
    await files.append({ uploadId, offset, piece: content.subarray(offset, offset + 1_000_000).toString('base64') })
  }
  return await files.finish({ uploadId })
}

const isSent = ({ files }: Machine, hash: string) =>
  expect.poll(() => files.states({ hashes: [hash] }).states[hash], { timeout: 60_000 }).toBe('here')

const wholeOnServer = async (hash: string, person: Person = 'anna') => Buffer.from(await (await ask(person, 'GET', hash)).arrayBuffer())

/** A note on the server that names a file; its contact belongs to `responsible`. */
const noteOnServer = async (hash: string, responsible: string | null, author = people.anna.memberId) => {
  const contact = { id: newId(), stage: 'lead', responsible, phones: [], emails: [], persons: [], messengers: [], sources: [] }
  const note = { id: newId(), contactId: contact.id, callId: null, memberId: author, files: [{ hash }] }
  await write(ours, { kind: 'contact', document: contact }, { kind: 'note', document: note })
  return contact
}

describe('files between the machines of a team', () => {
  it('what one attaches, the other opens', async () => {
    const content = randomBytes(2_500_000)
    const annas = machineOf('anna')
    const file = await takeIn(annas, content)
    annas.attach(file)
    await isSent(annas, file.hash)
    await noteOnServer(file.hash, people.marek.memberId)
    const mareks = machineOf('marek')
    mareks.attach(file)
    await mareks.files.read({ hash: file.hash, offset: 0, length: 1 })
    const { piece, size } = await mareks.files.read({ hash: file.hash, offset: 2_000_000, length: 500_000 })
    expect([Buffer.from(piece, 'base64').equals(content.subarray(2_000_000)), size]).toEqual([true, 2_500_000])
  })

  it('an empty file goes there and back', async () => {
    const annas = machineOf('anna')
    const file = await takeIn(annas, Buffer.alloc(0))
    annas.attach(file)
    await isSent(annas, file.hash)
    const other = machineOf('anna')
    other.attach(file)
    expect(await other.files.read({ hash: file.hash, offset: 0, length: 1 })).toEqual({ piece: '', size: 0 })
  })

  it('F12 connections that break in the middle: it goes on where the server has it', async () => {
    const content = randomBytes(5_000_000)
    const annas = machineOf('anna')
    const file = await takeIn(annas, content)
    proxy.next(...[1_700_000, 900_000, 1_300_000, 100_000].map((after) => ({ after, how: 'reset' as const })))
    annas.attach(file)
    await isSent(annas, file.hash)
    expect((await wholeOnServer(file.hash)).equals(content)).toBe(true)
    expect(proxy.struck()).toBe(4)
    expect(proxy.bytes()).toBeLessThan(1.3 * content.length)
  })

  it('F12 a half-open connection has a deadline, and the server lets the next one take over', async () => {
    const content = randomBytes(3_000_000)
    const annas = machineOf('anna', 300)
    const file = await takeIn(annas, content)
    proxy.next({ after: 1_200_000, how: 'silent' }, { after: 50, how: 'silent' })
    annas.attach(file)
    await isSent(annas, file.hash)
    expect(proxy.struck()).toBe(2)
    expect((await wholeOnServer(file.hash)).equals(content)).toBe(true)
  })

  it('F12 a server that is not there is asked again until it is', async () => {
    const annas = machineOf('anna')
    const content = randomBytes(1000)
    await server.close()
    const file = await takeIn(annas, content)
    annas.attach(file)
    expect(annas.files.waiting()).toBe(1)
    await start()
    await isSent(annas, file.hash)
  })
})

describe('a process that sends a file', () => {
  const uploader = fileURLToPath(new URL('./blobs-uploader.ts', import.meta.url))
  const run = (...args: readonly string[]) => {
    const child = spawn(process.execPath, [uploader, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    const said = new Map<string, { readonly held: number }>()
    createInterface(child.stdout).on('line', (line) => {
      const message = JSON.parse(line)
      said.set(message.type, message)
    })
    const kill = async () => {
      child.kill('SIGKILL')
      await ended
    }
    toClose.push(kill)
    return { said, kill }
  }
  const patience = { timeout: 100_000 }

  it('I7 killed in the middle, its successor goes on: nothing is lost, nothing torn', async () => {
    const content = randomBytes(6_000_000)
    const path = join(folder, 'file')
    writeFileSync(path, content)
    const workspace = mkdtempSync(join(folder, 'workspace-'))
    proxy.next({ after: 2_500_000, how: 'silent' }, { after: 1_500_000, how: 'silent' })
    for (const [kills, given] of [[path], []].entries()) {
      const { kill } = run(workspace, proxy.url, ...given)
      await expect.poll(() => proxy.struck(), patience).toBe(kills + 1)
      await kill()
    }
    const { said } = run(workspace, proxy.url)
    await expect.poll(() => said.has('sent'), patience).toBe(true)
    expect((await wholeOnServer(hashOf(content))).equals(content)).toBe(true)
    expect(proxy.bytes()).toBeLessThan(1.3 * content.length)
  })

  it('neither it nor the server holds more than a part of a large file', async () => {
    const path = join(folder, 'file')
    writeFileSync(path, randomBytes(largestFile))
    const workspace = mkdtempSync(join(folder, 'workspace-'))
    // Taken in by one process, sent by another: what the first had in its hands is no part of it.
    const first = run(workspace, 'http://127.0.0.1:9', path)
    await expect.poll(() => first.said.has('taken'), patience).toBe(true)
    await first.kill()
    const { said } = run(workspace)
    await expect.poll(() => said.has('sent'), patience).toBe(true)
    expect(said.get('sent')?.held).toBeLessThan(largestFile / 8)
  })
})

describe('what the server refuses', () => {
  const content = randomBytes(10_000)
  const hash = hashOf(content)

  it('a content whose hash is another: nothing of it is kept', async () => {
    const wrong = Buffer.concat([content.subarray(1), Buffer.from('x')])
    const answer = await send('anna', wrong, hash)
    expect([answer.status, await codeOf(answer)]).toEqual([422, 'wrong_hash'])
    const after = await ask('anna', 'HEAD', hash)
    expect([after.status, after.headers.get('leadline-error')]).toEqual([404, 'not_found'])
    expect((await send('anna', content)).status).toBe(204)
  })

  it('another organisation, and who may not see a row that names it, hear what they would hear if it were not there', async () => {
    await send('anna', content)
    await noteOnServer(hash, people.anna.memberId)
    const absent = await (await ask('marek', 'GET', 'f'.repeat(64))).text()
    for (const person of ['marek', 'stranger'] as const) {
      const answer = await ask(person, 'GET', hash)
      expect([answer.status, await answer.text()]).toEqual([404, absent])
      expect((await ask(person, 'HEAD', hash)).status).toBe(404)
    }
    expect((await wholeOnServer(hash)).equals(content)).toBe(true)
  })

  it('I5 rights follow the root of the row: who gets the lead may fetch it, and who loses it may not', async () => {
    await send('anna', content)
    const contact = await noteOnServer(hash, people.marek.memberId)
    expect((await wholeOnServer(hash, 'marek')).equals(content)).toBe(true)
    await write(ours, { kind: 'contact', document: { ...contact, responsible: people.anna.memberId } })
    expect((await ask('marek', 'GET', hash)).status).toBe(404)
  })

  it('who has sent it may have it, before any row names it; sending the same proves that one has it', async () => {
    await send('anna', content)
    expect((await wholeOnServer(hash)).equals(content)).toBe(true)
    expect((await ask('marek', 'GET', hash)).status).toBe(404)
    expect((await send('marek', content)).status).toBe(204)
    expect((await wholeOnServer(hash, 'marek')).equals(content)).toBe(true)
  })

  it('a forged token, nobody, and a blocked member', async () => {
    const nobody = await ask(null, 'GET', hash)
    const forged = await ask('forged' as Person, 'GET', hash)
    expect([nobody.status, await codeOf(nobody), forged.status, await codeOf(forged)]).toEqual([401, 'unauthorized', 401, 'unauthorized'])
    await send('marek', content)
    await write(ours, member('marek', { groupId: groupIds.trainee, blocked: true }))
    const answers = [await send('marek', randomBytes(10)), await ask('marek', 'GET', hash)]
    expect(await Promise.all(answers.map(codeOf))).toEqual(['blocked', 'blocked'])
  })

  it('files that are too large, and more than the organisation has room for', async () => {
    const large = await send('anna', content, hash, largestFile + 1)
    expect([large.status, await codeOf(large)]).toEqual([413, 'too_large'])
    await server.close()
    await start({ perOrganisation: 15_000, uploads: 2 })
    expect((await send('anna', content)).status).toBe(204)
    const full = await send('anna', randomBytes(10_000))
    expect([full.status, await codeOf(full)]).toEqual([507, 'storage_failed'])
    expect((await send('stranger', randomBytes(10_000))).status).toBe(204)
    for (let begun = 0; begun < 2; begun++) await send('anna', randomBytes(10), hashOf(randomBytes(10)), 20)
    expect(await codeOf(await send('anna', randomBytes(10)))).toBe('too_many_attempts')
  })

  it.each([
    ['PATCH', 'a'.repeat(64), { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }],
    ['PATCH', 'a'.repeat(64), { 'content-type': 'application/offset+octet-stream', 'upload-offset': '-1', 'upload-length': '9' }],
    ['PATCH', 'a'.repeat(64), { 'content-type': 'application/json', 'upload-offset': '0', 'upload-length': '9' }],
    [
      'PATCH',
      '..%2f..%2f..%2fetc%2fpasswd',
      { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0', 'upload-length': '9' },
    ],
    ['GET', `..%2f${'a'.repeat(62)}`, {}],
    ['GET', 'A'.repeat(64), {}],
  ])('%s %s %j is wrong input', async (method, name, headers: Record<string, string>) => {
    const answer = await ask('anna', method, name, headers, method === 'PATCH' ? Buffer.from('{"a":"b"}') : undefined)
    expect([answer.status, await codeOf(answer)]).toEqual([400, 'bad_input'])
  })

  it('a connection that brings nothing is closed, and what had come stays', async () => {
    await server.close()
    await start({ silence: 1_000 })
    const socket = connect(port, '127.0.0.1')
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    socket.resume()
    const head = ['authorization: Bearer anna', 'content-type: application/offset+octet-stream', 'upload-offset: 0', 'upload-length: 10000']
    socket.write(`PATCH /api/blobs/${hash} HTTP/1.1\r\nhost: a\r\n${head.join('\r\n')}\r\ncontent-length: 10000\r\n\r\n`)
    socket.write(content.subarray(0, 4000))
    await closed
    expect((await ask('anna', 'HEAD', hash)).headers.get('upload-offset')).toBe('4000')
  })
})

describe('what the server sends', () => {
  it('is a file to be saved, never a page, and can be had in stretches', async () => {
    const page = Buffer.from('<script>alert(1)</script>')
    await send('anna', page)
    const hash = hashOf(page)
    const whole = await ask('anna', 'GET', hash)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'content-length': String(page.length),
    })
    const part = await ask('anna', 'GET', hash, { range: 'bytes=1-6' })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, `bytes 1-6/${page.length}`, 'script'])
    const behind = await ask('anna', 'GET', hash, { range: 'bytes=1000-' })
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${page.length}`])
  })
})
