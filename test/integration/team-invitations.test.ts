import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { readInvitationLink, tokenLength } from '../../src-shared/team/invitation-link.ts'
import { runServerCommand, startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { addColleague, type Colleague, createTeam, joinByLink, personOf, refusalOf } from '../core/team.ts'
import { type SmtpServer, startSmtpServer } from '../servers/smtp.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-invitations-'))
const dataFolder = join(folder, 'data')
const smtpPassword = 'the password of the mail server'
const publicUrl = 'https://crm.firma.example'

let smtp: SmtpServer
let server: TeamServerProcess
let anna: Colleague
/** The administrator of another organisation on the same server. */
let olga: Colleague
/** What the servers before this one have logged. */
let earlierLog = ''

const startWith = (smtpUrl: string | null) =>
  startTeamServer({
    dataFolder,
    flags: ['--public-url', publicUrl],
    environment: smtpUrl === null ? {} : { LEADLINE_SMTP_URL: smtpUrl, LEADLINE_MAIL_FROM: 'Zespół Leadline <crm@firma.example>' },
  })

/** The same people, on a fresh process. */
const restartWith = async (smtpUrl: string | null) => {
  await server.stop()
  earlierLog += server.log()
  server = await startWith(smtpUrl)
  for (const one of [anna, olga]) Object.assign(one, { api: server.client(one.token) })
}

beforeAll(async () => {
  smtp = await startSmtpServer({ login: { user: 'crm@firma.example', password: smtpPassword } })
  server = await startWith(smtp.url)
  anna = await createTeam(server, server.setUpCode as string, 'firma', 'Anna')
  const [, code = ''] = /Set-up code: (\S+)/.exec(await runServerCommand(['new-code'], { dataFolder })) ?? []
  olga = await createTeam(server, code, 'inna', 'Olga')
})
afterAll(async () => {
  await server.stop()
  await smtp.close()
  rmSync(folder, { recursive: true, force: true })
})

const person = (email: string, more: object = {}) => ({ email, groupId: groupIds.trainee, ...more })
const send = (...people: ReturnType<typeof person>[]) =>
  anna.api.invitations.send({ address: 'http://127.0.0.1:1', language: 'pl', people }).then(({ results }) => results)
const makeLink = (maxUses: number | null = 1, by = anna) =>
  by.api.invitations.makeLink({ address: server.url, groupId: groupIds.trainee, days: 7, maxUses })
const linkIn = (text: string) => /^https:\S+$/m.exec(text)?.[0] ?? ''
const codeTo = (link: string, name = 'Nikt') => refusalOf(joinByLink(server, link, name))
const look = (link: string) => server.client().invitations.look({ token: readInvitationLink(link).token })

describe('S8.3 invitations by mail', () => {
  it('of ten addresses two are wrong and one is a member already: each is told, and the others have a mail', async () => {
    await addColleague(server, anna, 'Piotr', 'trainee')
    smtp.refused.add('nikt@firma.example')
    const results = await send(
      person('ewa@firma.example', { name: 'Олена Коваль', extension: '102' }),
      person('adam@firma.example'),
      person('bez-malpy.firma.example'),
      person(personOf('Piotr').email),
      person('iga@firma.example', { extension: '102' }),
      person('aga@firma'),
      person('ADAM@firma.example'),
      person('nikt@firma.example'),
      person('jan@firma.example', { name: 'Jan Żółć' }),
      person('ula@firma.example', { groupId: newId() }),
    )
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'sent',
      'sent',
      'bad_address',
      'member',
      'extension_taken',
      'bad_address',
      'twice',
      'mail_refused',
      'sent',
      'forbidden',
    ])
    expect(results[7]).toMatchObject({ problem: expect.stringContaining('550 5.1.1'), link: expect.stringContaining(`${publicUrl}/join#`) })
    expect(smtp.mails.map(({ to }) => to[0]).toSorted()).toEqual(['adam@firma.example', 'ewa@firma.example', 'jan@firma.example'])
    const { invitations } = await anna.api.invitations.list()
    expect(invitations.filter(({ state, kind }) => state === 'open' && kind === 'mail')).toHaveLength(4)
  })

  it('the mail says who invites and where to, in the letters of everybody, and its link lets in whom it is for', async () => {
    const mail = await smtp.mailTo('ewa@firma.example')
    expect(mail.subject).toBe('Zaproszenie do zespołu firma w Leadline')
    expect(mail.text).toContain('Dzień dobry, Олена Коваль,')
    expect(mail.text).toContain('Anna Testowa zaprasza do zespołu firma')
    expect(mail.headers.from).toContain('Zespół Leadline')
    const link = linkIn(mail.text)
    expect(link.startsWith(`${publicUrl}/join#`)).toBe(true)
    expect(await look(link)).toMatchObject({ crm: 'firma', invitedBy: 'Anna Testowa', name: 'Олена Коваль', extension: '102' })
    expect(await codeTo(link, 'Adam')).toBe('bad_input')
    const ewa = await joinByLink(server, link, 'Ewa')
    expect(ewa.signedIn.workspaceId).toBe(anna.signedIn.workspaceId)
    const own = ewa.signedIn.rows.find(({ id }) => id === ewa.signedIn.memberId)
    expect(JSON.parse(own?.data ?? '{}')).toMatchObject({ extension: '102', groupId: groupIds.trainee })
    expect(await codeTo(link, 'Ewa')).toBe('invitation_used')
  })

  it('a mail server that is away, and one with another password: links to pass on, with what was said; the log has the cause', async () => {
    const dead = await startSmtpServer()
    await dead.close()
    await restartWith(dead.url)
    const [away] = await send(person('kaja@firma.example'))
    expect(away).toMatchObject({ outcome: 'mail_refused', problem: null })
    const warnings = () =>
      server
        .log()
        .split('\n')
        .filter((line) => line.includes('"level":"warn"'))
    await expect
      .poll(() => warnings().map((line) => JSON.parse(line)))
      .toMatchObject([
        { msg: 'The mail server cannot be used', cause: 'ECONNREFUSED' },
        { msg: 'A mail could not be sent', cause: 'ECONNREFUSED' },
      ])
    expect(warnings().join('')).not.toContain('firma.example')
    expect(await look(away?.link ?? '')).toMatchObject({ email: 'kaja@firma.example' })
    await restartWith(smtp.url.replace(encodeURIComponent(smtpPassword), 'another'))
    const [unknown] = await send(person('kaja@firma.example'))
    expect(unknown).toMatchObject({ outcome: 'mail_refused', problem: expect.stringContaining('535') })
    await restartWith(null)
    const [passedOn] = await send(person('kaja@firma.example'))
    expect(passedOn).toMatchObject({ outcome: 'link', problem: null })
    expect(await codeTo(away?.link ?? '')).toBe('invitation_revoked')
    await joinByLink(server, passedOn?.link ?? '', 'Kaja')
    await restartWith(smtp.url)
  })
})

describe('S8.3 links', () => {
  it('of fifty at once on a link with one use exactly one is in', async () => {
    const { link } = await makeLink()
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => codeTo(link, `Osoba${at}`)))
    expect(answers.filter((answer) => answer.startsWith('no refusal'))).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'invitation_used')).toHaveLength(49)
    const [newest] = (await anna.api.invitations.list()).invitations
    expect(newest).toMatchObject({ state: 'used', usedBy: [expect.objectContaining({ memberId: expect.any(String) })] })
  })

  it('expired, revoked, used, forged, cut off: each is told as what it is', async () => {
    const { link, id } = await makeLink()
    const database = openDatabase(join(dataFolder, 'server.sqlite'))
    database.prepare('update ticket set expires_at = created_at where id = ?').run(id)
    const kept = database.prepare('select * from ticket').all()
    database.close()
    expect(JSON.stringify(kept)).not.toContain(readInvitationLink(link).token)
    expect(await codeTo(link)).toBe('invitation_expired')
    const { link: renewed } = await anna.api.invitations.renew({ id, address: server.url, language: 'pl' })
    expect(await codeTo(link)).toBe('invitation_unknown')
    expect(await refusalOf(look(renewed ?? ''))).toContain('no refusal')
    await anna.api.invitations.revoke({ id })
    expect(await codeTo(renewed ?? '')).toBe('invitation_revoked')
    const lookAt = (token: string) => refusalOf(server.client().invitations.look({ token }))
    expect(await lookAt('x'.repeat(tokenLength))).toBe('invitation_unknown')
    expect(await lookAt('x'.repeat(tokenLength - 1))).toBe('invitation_cut_off')
    expect(await lookAt('x'.repeat(200))).toBe('invitation_unknown')
  })

  it('what is taken is told at its place, and the link still works', async () => {
    const { link } = await makeLink()
    const token = readInvitationLink(link).token
    const attempt = async (more: object) =>
      server
        .client()
        .invitations.accept({ token, person: { ...personOf('Zofia'), ...more } })
        .then(
          () => [],
          (error: { readonly data: { readonly problems: readonly { path: string; rule: string }[] } }) => error.data.problems,
        )
    expect(await attempt({ email: personOf('Olga').email })).toMatchObject([{ path: 'person.email', rule: 'taken' }])
    expect(await attempt({ extension: '102' })).toMatchObject([{ path: 'person.extension', rule: 'taken' }])
    expect(await attempt({ timeZone: 'Europe/Nowhere' })).toMatchObject([{ path: 'person.timeZone' }])
    expect(await attempt({})).toEqual([])
  })

  it('one organisation neither sees nor changes the invitations of another, and its links lead to itself', async () => {
    const { id } = await makeLink()
    expect((await olga.api.invitations.list()).invitations).toEqual([])
    expect(await refusalOf(olga.api.invitations.revoke({ id }))).toBe('not_found')
    expect(await refusalOf(olga.api.invitations.renew({ id, address: server.url, language: 'pl' }))).toBe('not_found')
    const { link } = await makeLink(1, olga)
    expect((await joinByLink(server, link, 'Lena')).signedIn.workspaceId).toBe(olga.signedIn.workspaceId)
    expect(await refusalOf(server.client().invitations.list())).toBe('unauthorized')
  })

  it('whoever may not add people makes no links, and those of a blocked person end', async () => {
    const adam = await addColleague(server, anna, 'Adam', 'trainee')
    expect(await refusalOf(makeLink(1, adam))).toBe('forbidden')
    expect(await refusalOf(adam.api.invitations.list())).toBe('forbidden')
    const iga = await addColleague(server, anna, 'Iga', 'administrator')
    const { link } = await makeLink(null, iga)
    await anna.api.members.block({ memberId: iga.signedIn.memberId })
    expect(await codeTo(link)).toBe('invitation_revoked')
    expect(await refusalOf(makeLink(1, iga))).toBe('blocked')
  })
})

it('S8.3 opened in a browser the link finds a page, and the server never hears its secret', async () => {
  const answer = await fetch(`${server.url}/join`)
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('referrer-policy')]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-referrer',
  ])
  expect(await answer.text()).toContain('Otwórz w Leadline')
})

it('the log holds no address, no name, no link and no password', () => {
  const log = earlierLog + server.log()
  expect(log.length).toBeGreaterThan(1000)
  const secrets = [smtpPassword, encodeURIComponent(smtpPassword), 'firma.example', 'Testowa', 'Олена', 'join#', 'another']
  for (const secret of secrets) expect([secret, log.includes(secret)]).toEqual([secret, false])
  expect(log).not.toMatch(/[\w-]{43}/)
})
