import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { programFolder } from '../../src-main/platform/paths.ts'
import { type CoreProcess, startCore } from '../core/core-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-host-'))
const dataFolder = join(folder, 'data')
let core: CoreProcess

beforeAll(async () => {
  mkdirSync(dataFolder, { mode: 0o755 })
  core = await startCore({ dataFolder })
})
afterAll(async () => {
  await core.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

const ask = (path: string, headers: Record<string, string> = {}, body?: unknown, host = `127.0.0.1:${core.port}`) =>
  new Promise<Answer>((resolve, reject) => {
    const sent = body === undefined ? undefined : JSON.stringify(body)
    const asked = request(
      {
        host: '127.0.0.1',
        port: core.port,
        path,
        method: sent ? 'POST' : 'GET',
        headers: { host, 'content-type': 'application/json', ...headers },
      },
      (response) => {
        let text = ''
        response.on('data', (piece) => {
          text += piece
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      },
    )
    asked.on('error', reject)
    asked.end(sent)
  })

const bearer = () => ({ authorization: `Bearer ${core.token}` })

const socketOpens = (headers: Record<string, string>) =>
  new Promise<boolean>((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${core.port}/api/ws`, { headers })
    socket.on('open', () => {
      socket.close()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

describe('who is let in', () => {
  it('without the token there is 401 and nothing else', async () => {
    for (const path of ['/', '/index.html', '/api/session', '/api/openapi.json', '/?token=wrong', '/api/ws']) {
      const { status, body } = await ask(path)
      expect([path, status, body]).toEqual([path, 401, '401\n'])
    }
    expect((await ask('/api/contacts/list', {}, { stage: 'client' })).status).toBe(401)
    expect((await ask('/api/session', { authorization: 'Bearer wrong' })).status).toBe(401)
  })

  it('a browser brings the token once and gets a cookie that scripts of pages cannot read', async () => {
    const first = await ask(`/?token=${core.token}`)
    const cookie = String(first.headers['set-cookie'])
    expect([first.status, first.headers.location]).toEqual([303, '/'])
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
    expect((await ask('/', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(200)
    expect((await ask('/', { cookie: `${cookie.split(';')[0]}x` })).status).toBe(401)
  })

  it('another host name or origin is refused, though it brings everything else', async () => {
    expect((await ask('/api/session', bearer(), undefined, `evil.example:${core.port}`)).status).toBe(401)
    expect((await ask('/api/session', { ...bearer(), origin: 'http://evil.example' })).status).toBe(401)
    expect(await socketOpens({ ...bearer(), origin: 'http://evil.example' })).toBe(false)
    expect(await socketOpens({})).toBe(false)
    expect(await socketOpens(bearer())).toBe(true)
  })

  it('nothing listens beyond loopback', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address && !address.internal && address.family === 'IPv4')
    for (const address of outside) {
      const refused = new Promise((resolve) => {
        connect(core.port, address?.address)
          .on('error', () => resolve(true))
          .on('connect', () => resolve(false))
      })
      expect(await refused).toBe(true)
    }
  })

  it('what lies in the data folder is its owner’s alone, also where the folder itself is open to all', () => {
    const names = readdirSync(dataFolder, { recursive: true }) as string[]
    expect(names).toEqual(expect.arrayContaining(['device.sqlite', 'session.key', 'workspaces/alone/workspace.sqlite']))
    expect(names.filter((name) => (statSync(join(dataFolder, name)).mode & 0o077) !== 0)).toEqual([])
  })
})

describe('what is no message', () => {
  /** Sends bytes over a bare connection and breaks it off as soon as something has come back. */
  const sendRaw = (text: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(core.port, '127.0.0.1', () => socket.write(text))
      socket.on('error', () => {})
      socket.once('data', () => socket.resetAndDestroy())
      socket.once('close', () => resolve())
    })
  const upgrade = (path: string, more = '') =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${core.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`

  it.each([
    ['an address that is none', () => sendRaw(upgrade('//'))],
    ['an address that is none, without more', () => sendRaw(`GET // HTTP/1.1\r\nHost: 127.0.0.1:${core.port}\r\n\r\n`)],
    ['a page that vanishes while it is refused', () => sendRaw(upgrade('/api/ws'))],
    ['a page that vanishes while it is let in', () => sendRaw(upgrade('/api/ws', `Authorization: Bearer ${core.token}\r\n`))],
    [
      'a message that is too large',
      () =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(`ws://127.0.0.1:${core.port}/api/ws`, { headers: bearer() })
          socket.on('open', () => socket.send('x'.repeat(5 * 1024 * 1024)))
          socket.on('error', () => {})
          socket.on('close', () => resolve())
        }),
    ],
    [
      'a message that is no call',
      () =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(`ws://127.0.0.1:${core.port}/api/ws`, { headers: bearer() })
          socket.on('open', () => {
            socket.send('{')
            socket.send(Buffer.from([0, 1, 2]))
            socket.close()
          })
          socket.on('close', () => resolve())
        }),
    ],
    [
      'a body that is too large',
      () => ask('/api/contacts', bearer(), { stage: 'client', name: 'x'.repeat(5 * 1024 * 1024) }).catch(() => {}),
    ],
    [
      'a body that is no JSON',
      () =>
        sendRaw(
          `POST /api/contacts HTTP/1.1\r\nHost: 127.0.0.1:${core.port}\r\nAuthorization: Bearer ${core.token}\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{`,
        ),
    ],
  ] as [string, () => Promise<unknown>][])('R8 %s harms nobody', async (_what, send) => {
    await send()
    expect((await ask('/api/session', bearer())).status).toBe(200)
  })
})

describe('the API for scripts', () => {
  it('describes itself', async () => {
    const { paths, info } = JSON.parse((await ask('/api/openapi.json', bearer())).body)
    expect(info.title).toBe('Leadline')
    expect(Object.keys(paths).length).toBeGreaterThan(30)
    expect(paths['/contacts/{id}'].get.operationId).toBe('contacts.get')
  })

  it('makes a client and finds them', async () => {
    const made = JSON.parse(
      (await ask('/api/contacts', bearer(), { stage: 'client', name: 'Łucja Żółć', phones: [{ typed: '601 234 567' }] })).body,
    )
    const { rows } = JSON.parse((await ask('/api/contacts/suggest', bearer(), { text: '1 234 56' })).body)
    expect(rows).toMatchObject([{ id: made.id, name: 'Łucja Żółć', phone: { e164: '+48601234567' } }])
  })

  it.each([
    ['a name of 8 KB', { stage: 'client', name: 'x'.repeat(8192) }, { path: 'name', rule: 'too_big', limit: 250 }],
    ['a phone of letters', { stage: 'client', name: 'Jan', phones: [{ typed: 'brak' }] }, { path: 'phones.0.typed', rule: 'not_a_phone' }],
  ])('refuses %s with one clear error', async (_what, input, problem) => {
    const { status, body } = await ask('/api/contacts', bearer(), input)
    expect([status, JSON.parse(body)]).toMatchObject([422, { code: 'LEADLINE', data: { code: 'bad_input', problems: [problem] } }])
  })

  it('says so where there is nothing', async () => {
    const { status, body } = await ask(`/api/contacts/${newId()}`, bearer())
    expect([status, JSON.parse(body).data.code]).toEqual([422, 'not_found'])
  })
})

describe('starting', () => {
  const main = join(programFolder, 'src-main', 'host-node', 'main.ts')
  const run = (...flags: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(process.execPath, [main, '--no-open', ...flags], (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
    })

  it('a second start on the same data hands over to the first', async () => {
    expect(await run('--data', dataFolder)).toMatchObject({ code: 0, out: `Leadline: ${core.address}\n` })
  })

  it('a taken port and a wrong flag are told in a sentence', async () => {
    const taken = await run('--data', join(folder, 'other'), '--port', String(core.port))
    expect([taken.code, taken.err]).toEqual([1, `Port ${core.port} is taken. Choose another with --port, or leave it out.\n`])
    expect(await run('--port', 'many')).toMatchObject({ code: 2, err: '--port takes a number from 0 to 65535, not "many"\n' })
  })

  it('kill -9: what was confirmed is there, and the page of before is let in', async () => {
    const cookie = String((await ask(`/?token=${core.token}`)).headers['set-cookie']).split(';')[0] ?? ''
    const before = (await core.connect()).client
    const { id } = await before.contacts.create({ stage: 'client', name: 'Przed awarią' })
    const noteId = newId()
    await before.notes.write({ id: noteId, contactId: id, text: 'Ani słowa mniej', revision: 1 })
    const { port } = core
    await core.kill()
    core = await startCore({ dataFolder, port })
    const after = (await core.connect()).client
    expect((await after.notes.get({ id: noteId }))?.text).toBe('Ani słowa mniej')
    expect((await after.feed.list({ contactId: id })).items.map((item) => item.type)).toEqual(['note', 'change'])
    expect((await ask('/', { cookie })).status).toBe(200)
  })

  it('ends cleanly when it is told to', async () => {
    const other = await startCore({ dataFolder: join(folder, 'clean') })
    expect(await other.stop()).toBe(0)
    expect(readFileSync(join(folder, 'clean', 'session.key')).length).toBe(32)
  })
})
