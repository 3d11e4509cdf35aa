import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testContact } from '../../src-shared/rows/test-documents.ts'
import { ownVersions } from '../../src-shared/sync/protocol.ts'
import { serverApiPath } from '../../src-shared/sync/server-contract.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { readInvitationLink } from '../../src-shared/team/invitation-link.ts'
import { runServerCommand, startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { addColleague, type Colleague, createTeam, everythingOf, personOf, push, refusalOf, writeNote } from '../core/team.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-team-'))
const dataFolder = join(folder, 'data')
const versions = ownVersions

let server: TeamServerProcess
let anna: Colleague
let piotr: Colleague
/** The administrator of another organisation on the same server. */
let olga: Colleague

const newCode = async () => /Set-up code: (\S+)/.exec(await runServerCommand(['new-code'], { dataFolder }))?.[1] as string

beforeAll(async () => {
  server = await startTeamServer({ dataFolder })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a CRM of its own', () => {
  const wish = (name: string, who: string) => ({ name, country: 'PL', person: personOf(who) })

  it('a wrong set-up code makes nothing, and guessing ends after five attempts', async () => {
    const { setup } = server.client()
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await refusalOf(setup.create({ code: `WRONG-${attempt}`, ...wish('firma', 'Anna') }))).toBe('wrong_code')
    }
    expect(await refusalOf(setup.checkName({ code: 'WRONG', name: 'firma' }))).toBe('too_many_attempts')
    // The attempts of a process are its own: a fresh one lets the rest of these tests go on.
    expect(await server.stop()).toBe(0)
    const code = server.setUpCode
    server = await startTeamServer({ dataFolder })
    expect(server.setUpCode).toBeNull()
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(await server.client().setup.checkName({ code: code as string, name: 'firma' })).toEqual({ free: true })
  })

  it('of two who use one code at once exactly one makes a CRM, and nobody uses it again', async () => {
    const code = (await newCode()).toLowerCase().replaceAll('-', ' ')
    const answers = await Promise.all(
      ['Anna', 'Adam', 'Aga'].map((who, index) =>
        createTeam(server, code, `firma-${index}`, who).then(
          (made) => made,
          () => null,
        ),
      ),
    )
    const winners = answers.filter((answer) => answer !== null)
    expect(winners).toHaveLength(1)
    anna = winners[0] as Colleague
    expect(await refusalOf(createTeam(server, code, 'firma-x', 'Ewa'))).toBe('wrong_code')
    const kinds = anna.signedIn.rows.map(({ kind, data }) => [kind, JSON.parse(data).groupId ?? JSON.parse(data).name])
    expect(kinds).toEqual([
      ['workspace', expect.stringMatching(/^firma-\d$/)],
      ['member', groupIds.administrator],
    ])
    expect(anna.signedIn.rows[0]?.id).toBe(anna.signedIn.workspaceId)
  })

  it('a name that is taken, or an e-mail that has an account, is refused and the code counts again', async () => {
    const code = await newCode()
    const taken = JSON.parse(anna.signedIn.rows[0]?.data as string).name as string
    expect(await server.client().setup.checkName({ code, name: taken })).toEqual({ free: false })
    expect(await refusalOf(createTeam(server, code, taken, 'Olga'))).toBe('name_taken')
    const email = JSON.parse(anna.signedIn.rows[1]?.data as string).email as string
    const person = { ...personOf('Olga'), email: email.toUpperCase() }
    expect(await refusalOf(server.client().setup.create({ code, name: 'inna', country: 'PL', person }))).toBe('conflict')
    expect(await refusalOf(server.client().setup.create({ code, ...wish('Zażółć', 'Olga') }))).toBe('bad_input')
    olga = await createTeam(server, code, 'inna', 'Olga')
    expect(olga.signedIn.workspaceId).not.toBe(anna.signedIn.workspaceId)
  })

  it('whoever follows a link that an administrator has made has an account and a session', async () => {
    piotr = await addColleague(server, anna, 'Piotr', 'trainee')
    expect(await piotr.api.accounts.me()).toEqual({ memberId: piotr.signedIn.memberId, workspaceId: anna.signedIn.workspaceId })
    expect(piotr.signedIn.rows.map(({ kind }) => kind)).toEqual(['workspace', 'member', 'member'])
    const wanted = { address: server.url, groupId: groupIds.trainee, days: 1, maxUses: 1 }
    expect(await refusalOf(piotr.api.invitations.makeLink(wanted))).toBe('forbidden')
    expect(await refusalOf(server.client().invitations.makeLink(wanted))).toBe('unauthorized')
    const { link } = await anna.api.invitations.makeLink(wanted)
    const { token } = readInvitationLink(link)
    const nowhere = { ...personOf('Ewa'), timeZone: 'Europe/Nowhere' }
    expect(await refusalOf(server.client().invitations.accept({ token, person: nowhere }))).toBe('bad_input')
    expect(await refusalOf(server.client().invitations.accept({ token, person: personOf('Piotr') }))).toBe('conflict')
    // Neither has used it up.
    expect(await server.client().invitations.look({ token })).toMatchObject({ group: { type: 'trainee' }, email: null })
  })

  it('a token ends with the session, and guessing a password ends after five attempts', async () => {
    const { accounts } = server.client()
    const { email, password } = personOf('Piotr')
    const again = await accounts.signIn({ email, password })
    const api = server.client(again.token)
    expect(await api.accounts.me()).toMatchObject({ memberId: piotr.signedIn.memberId })
    await api.accounts.signOut()
    expect(await refusalOf(api.accounts.me())).toBe('unauthorized')
    expect(await piotr.api.accounts.me()).toMatchObject({ memberId: piotr.signedIn.memberId })

    const guesses = await Promise.all(Array.from({ length: 20 }, () => refusalOf(accounts.signIn({ email, password: 'wrong' }))))
    expect(guesses.filter((code) => code === 'wrong_password')).toHaveLength(5)
    expect(guesses.filter((code) => code === 'too_many_attempts')).toHaveLength(15)
    expect(await refusalOf(accounts.signIn({ email: email.toUpperCase(), password }))).toBe('too_many_attempts')
    // Whoever shares an address with who guesses gets in.
    const { memberId } = await accounts.signIn({ email: personOf('Anna').email, password: personOf('Anna').password })
    expect(memberId).toBe(anna.signedIn.memberId)
  })
})

describe('what a hostile or broken client sends is refused by name and changes nothing', () => {
  const unchanged = async (attempt: () => Promise<void>) => {
    const before = [await everythingOf(anna), await everythingOf(olga)]
    await attempt()
    expect([await everythingOf(anna), await everythingOf(olga)]).toEqual(before)
  }

  it('a forged token, and none at all', () =>
    unchanged(async () => {
      const [head = '', signature = ''] = anna.token.split('.')
      for (const forged of ['x', head, `${head}.${signature.slice(2)}xx`, `${[...head].reverse().join('')}.${signature}`]) {
        expect(await refusalOf(push({ ...anna, api: server.client(forged) }, [writeNote('x')]))).toBe('unauthorized')
        await expect(server.connect(forged)).rejects.toThrow('401')
      }
      expect(await refusalOf(push({ ...anna, api: server.client() }, [writeNote('x')]))).toBe('unauthorized')
    }))

  it("another organisation's ids are refused without saying that they exist", async () => {
    const foreignLead = { ...testContact(newId()), stage: 'lead', leadStatus: 'not_processed' }
    await push(olga, [{ ...writeNote(''), name: 'contact.create', args: JSON.stringify(foreignLead) }])
    await unchanged(async () => {
      const { memberId, workspaceId } = olga.signedIn
      const foreign = (name: string, args: object) => ({ ...writeNote(''), name, args: JSON.stringify(args) })
      const { results } = await push({ ...anna, clientId: newId() }, [
        foreign('member.patch', { id: memberId, fields: { name: 'Mine' } }),
        foreign('workspace.patch', { id: workspaceId, fields: { name: 'mine' } }),
        foreign('lead.give-back', { id: foreignLead.id }),
      ])
      expect(results.map(({ outcome, error }) => [outcome, error?.code])).toEqual(Array(3).fill(['refused', 'not_found']))
      const take = { versions, clientId: anna.clientId, requestId: newId(), leadId: foreignLead.id }
      expect(await refusalOf(anna.api.leads.take(take))).toBe('not_found')
    })
  })

  it("F15 another's client id is refused at push, pull, snapshot and on the socket", async () => {
    await push(anna, [writeNote('from her machine')])
    await unchanged(async () => {
      for (const thief of [piotr, olga]) {
        const stolen = { ...thief, clientId: anna.clientId }
        if (thief === piotr) expect(await refusalOf(push(stolen, [writeNote('x')], 2))).toBe('forbidden')
      }
      const asHer = { versions, clientId: anna.clientId }
      const pull = { ...asHer, epoch: null, cursor: 0, acknowledged: 1, view: null, wantsChecksum: false }
      expect(await refusalOf(piotr.api.sync.pull(pull))).toBe('forbidden')
      expect(await refusalOf(piotr.api.sync.snapshot({ ...asHer, after: null, view: null }))).toBe('forbidden')
      const { socket, closed } = await server.connect(piotr.token)
      socket.send(JSON.stringify({ type: 'hello', ...asHer, program: '0.1.0' }))
      expect(await closed).toEqual([4403, 'forbidden'])
    })
  })

  it('a push of 10 MB, of 10,000 mutations, of what is no JSON, and of another type', () =>
    unchanged(async () => {
      const large = { ...writeNote(''), args: JSON.stringify({ text: 'x'.repeat(10 * 1024 * 1024) }) }
      expect(await refusalOf(push(anna, [large], 2))).toBe('too_large')
      const many = Array.from({ length: 10_000 }, () => writeNote('x'))
      expect(
        await refusalOf(
          push(
            anna,
            many.map((write) => ({ ...write, args: '{}' })),
            2,
          ),
        ),
      ).toBe('bad_input')
      const post = async (body: string, type: string) => {
        const headers = { authorization: `Bearer ${anna.token}`, 'content-type': type }
        const answer = await fetch(`${server.url}${serverApiPath}/sync/push`, { method: 'POST', headers, body })
        return ((await answer.json()) as { json: { data: { code: string } } }).json.data.code
      }
      expect(await post('{"json": {', 'application/json')).toBe('bad_input')
      expect(await post('<push/>', 'text/xml')).toBe('bad_input')
      expect(await post('{"json":{"__proto__":{"x":1}}}', 'application/json')).toBe('bad_input')
      expect(await post('{"json":null}', 'application/json')).toBe('bad_input')
    }))

  it('F8 unknown mutators, those of the server itself, and too many fields are refused one by one', async () => {
    const broken = (name: string, args: string) => ({ ...writeNote(''), name, args })
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, index]))
    const clientId = newId()
    await unchanged(async () => {
      const { results, lastNumber } = await push({ ...anna, clientId }, [
        broken('nobody.knows', '{}'),
        broken('__proto__', '{}'),
        broken('workspace.found', JSON.stringify({ id: newId(), name: 'x' })),
        broken('note.write', JSON.stringify({ id: newId(), text: 'x', ...fields })),
        broken('note.write', 'no JSON'),
      ])
      expect(results.map(({ outcome, error }) => [outcome, error?.code])).toEqual(Array(5).fill(['refused', 'bad_input']))
      expect(lastNumber).toBe(5)
    })
    const { results } = await push({ ...anna, clientId }, [writeNote('what came behind them')], 6)
    expect(results.map(({ outcome }) => outcome)).toEqual(['done'])
  })

  it('F3 a clock in 1970, and numbers out of their order', () =>
    unchanged(async () => {
      expect(await refusalOf(push(anna, [{ ...writeNote('x'), at: 0 }], 2))).toBe('wrong_clock')
      expect(await refusalOf(push(anna, [writeNote('x')], 7))).toBe('gap')
      expect(await refusalOf(push(anna, [writeNote('another under the same number')], 1))).toBe('forked')
    }))

  it('F6 a program of another age hears who has to be updated, whatever else it sends', () =>
    unchanged(async () => {
      const newer = { protocol: versions.protocol + 1, schema: versions.schema }
      const lead = { clientId: anna.clientId, requestId: newId(), leadId: newId() }
      expect(await refusalOf(anna.api.leads.take({ versions: newer, ...lead }))).toBe('update_server')
      const ofTheFuture = { versions: newer, changes: ['in another shape'] } as unknown as Parameters<typeof anna.api.sync.push>[0]
      expect(await refusalOf(anna.api.sync.push(ofTheFuture))).toBe('update_server')
      const { socket, closed } = await server.connect(anna.token)
      socket.send(JSON.stringify({ type: 'hello', versions: newer, clientId: anna.clientId, program: '0.1.0' }))
      expect(await closed).toEqual([4426, 'update_server'])
    }))
})

it('S7.1 of all who take one lead at once exactly one has it, and the others hear who', async () => {
  const lead = { ...testContact(newId()), stage: 'lead', leadStatus: 'not_processed' }
  const create = { ...writeNote(''), name: 'contact.create', args: JSON.stringify(lead) }
  expect((await push({ ...anna, clientId: newId() }, [create])).results).toMatchObject([{ outcome: 'done' }])
  const takes = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const { api, clientId, signedIn } = [anna, piotr][index % 2] as Colleague
      const answer = await api.leads.take({ versions, clientId, requestId: newId(), leadId: lead.id })
      return { ...answer, asked: signedIn.memberId }
    }),
  )
  expect(new Set(takes.map(({ memberId }) => memberId)).size).toBe(1)
  for (const { outcome, memberId, asked } of takes) expect(outcome).toBe(memberId === asked ? 'taken' : 'lost')
})

it('F7 a long answer travels compressed, where the client can read that', async () => {
  const ask = (encoding: string) =>
    fetch(`${server.url}${serverApiPath}/sync/snapshot`, {
      method: 'POST',
      headers: { authorization: `Bearer ${anna.token}`, 'content-type': 'application/json', 'accept-encoding': encoding },
      body: JSON.stringify({ json: { versions, clientId: newId(), after: null, view: null } }),
    })
  const long = Array.from({ length: 100 }, (_, index) => writeNote(`a note with the number ${index}`))
  await push({ ...anna, clientId: newId() }, long)
  const [packed, plain] = [await ask('gzip'), await ask('identity')]
  expect([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['gzip', null])
  const rowsOf = async (answer: Response) => ((await answer.json()) as { json: { rows: unknown[] } }).json.rows
  expect(await rowsOf(packed)).toEqual(await rowsOf(plain))
})

describe('whoever runs the server', () => {
  it('sees whether it is alive and what it does, and nothing of people', async () => {
    const text = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${server.url}${path}`, { headers })
      return [answer.status, await answer.text()] as const
    }
    expect(await text('/healthz')).toEqual([200, 'ok\n'])
    expect(await text('/readyz')).toEqual([200, 'ok\n'])
    await fetch(`${server.url}/${personOf('Anna').email}?token=${anna.token}`)
    const [status, figures] = await text('/metrics')
    expect(status).toBe(200)
    for (const name of [
      'http_request_seconds',
      'pushes_total',
      'mutations_total{outcome="refused"}',
      'sockets',
      'queue_length',
      'divergences_total',
    ]) {
      expect(figures).toContain(`leadline_${name}`)
    }
    expect(await text('/metrics', { 'x-forwarded-for': '192.0.2.1' })).toEqual([403, 'forbidden\n'])
    const personal = ['@', 'firma', 'Testowa', 'password', 'her machine', anna.token, piotr.token, anna.signedIn.memberId]
    for (const one of personal) {
      expect([one, figures.includes(one)]).toEqual([one, false])
      expect([one, server.log().includes(one)]).toEqual([one, false])
    }
    const lines = server.log().trim().split('\n')
    expect(lines.every((line) => typeof JSON.parse(line).time === 'string')).toBe(true)
    expect(lines.some((line) => line.includes(`"route":"${serverApiPath}/sync/push","status":200`))).toBe(true)
  })

  it('finds that the data is its owner’s alone and that a second server on it is refused', async () => {
    for (const file of ['', 'server.sqlite', 'session.key'])
      expect([file, statSync(join(dataFolder, file)).mode & 0o077]).toEqual([file, 0])
    await expect(startTeamServer({ dataFolder })).rejects.toThrow('Another server is using')
  })
})
