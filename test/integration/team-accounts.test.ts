import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { startTeamServer, type TeamServerProcess } from '../core/server-process.ts'
import { addColleague, type Colleague, createTeam, everythingOf, personOf, refusalOf } from '../core/team.ts'
import { type ReceivedMail, type SmtpServer, startSmtpServer } from '../servers/smtp.ts'

const folder = mkdtempSync(join(tmpdir(), 'leadline-accounts-'))
const dataFolder = join(folder, 'data')

let smtp: SmtpServer
let server: TeamServerProcess
let anna: Colleague
/** What the servers before this one have logged. */
let earlierLog = ''

const start = () => startTeamServer({ dataFolder, environment: { LEADLINE_SMTP_URL: smtp.url, LEADLINE_MAIL_FROM: 'crm@firma.example' } })

beforeAll(async () => {
  smtp = await startSmtpServer()
  server = await start()
  anna = await createTeam(server, server.setUpCode as string, 'firma', 'Anna')
})
afterAll(async () => {
  await server.stop()
  await smtp.close()
  rmSync(folder, { recursive: true, force: true })
})

const codeIn = ({ text }: ReceivedMail) => /^[2-9A-Z]{4}(?:-[2-9A-Z]{4}){2}$/m.exec(text)?.[0] ?? ''
const anonymous = () => server.client().accounts
const signIn = async (email: string, password: string) => server.client((await anonymous().signIn({ email, password })).token)
const outcomeOf = async (call: Promise<unknown>) => (await refusalOf(call)).replace(/^no refusal.*/s, 'done')

/** Asks for a code, and waits for its mail. */
const codeFor = async (email: string, language: 'pl' | 'en' = 'pl') => {
  const before = new Set(smtp.mails)
  await anonymous().requestReset({ email, language })
  return codeIn(await smtp.mailTo(email, (mail) => !before.has(mail)))
}

describe('a password', () => {
  it('is changed by whoever knows it; the other computers are out at once, their sockets too', async () => {
    const ewa = await addColleague(server, anna, 'Ewa')
    const { email, password } = personOf('Ewa')
    const elsewhere = await anonymous().signIn({ email, password })
    const { closed } = await server.connect(elsewhere.token)
    const fresh = 'a new password of Ewa'
    expect(await outcomeOf(ewa.api.accounts.changePassword({ current: 'wrong', password: fresh }))).toBe('wrong_password')
    expect(await outcomeOf(ewa.api.accounts.changePassword({ current: password, password: 'short' }))).toBe('bad_input')
    expect(await outcomeOf(ewa.api.accounts.changePassword({ current: password, password: fresh }))).toBe('done')
    await closed
    expect(await outcomeOf(server.client(elsewhere.token).accounts.me())).toBe('unauthorized')
    expect(await outcomeOf(ewa.api.accounts.me())).toBe('done')
    expect(await outcomeOf(anonymous().signIn({ email, password }))).toBe('wrong_password')
    await signIn(email, fresh)
  })

  it('S8.2 forgotten, is set anew with a code from the mail, which works once', async () => {
    const jan = await addColleague(server, anna, 'Jan')
    const { email } = personOf('Jan')
    const code = await codeFor(email)
    const fresh = 'a new password of Jan'
    const typed = code.toLowerCase().replaceAll('-', ' ')
    expect(await outcomeOf(anonymous().reset({ email: personOf('Ewa').email, code, password: fresh }))).toBe('code_unknown')
    expect(await outcomeOf(anonymous().reset({ email, code: typed, password: fresh }))).toBe('done')
    expect(await outcomeOf(jan.api.accounts.me())).toBe('unauthorized')
    await signIn(email, fresh)
    expect(await outcomeOf(anonymous().reset({ email, code, password: 'once more the same' }))).toBe('code_unknown')
  })

  it('a code that has expired is told as such, and so is one that a newer one has ended', async () => {
    const { email } = personOf('Jan')
    const first = await codeFor(email, 'en')
    const second = await codeFor(email, 'en')
    const attempt = (code: string) => outcomeOf(anonymous().reset({ email, code, password: 'not set at all' }))
    expect(await attempt(first)).toBe('code_unknown')
    const database = openDatabase(join(dataFolder, 'server.sqlite'))
    database.prepare("update ticket set expires_at = created_at where purpose = 'reset'").run()
    database.close()
    expect(await attempt(second)).toBe('code_expired')
  })

  it('whoever asks for a code hears the same of an account and of none', async () => {
    const answers = [personOf('Anna').email, 'nobody@firma.example'].map((email) => anonymous().requestReset({ email, language: 'pl' }))
    expect(await Promise.all(answers)).toEqual([{}, {}])
    await smtp.mailTo(personOf('Anna').email)
    expect(smtp.mails.filter(({ to }) => to.includes('nobody@firma.example'))).toEqual([])
  })
})

it('S8.2 an administrator resets the access of a colleague: out everywhere, with a code in the mail', async () => {
  const piotr = await addColleague(server, anna, 'Piotr', 'trainee')
  const { email } = personOf('Piotr')
  const { memberId } = piotr.signedIn
  const { closed } = await server.connect(piotr.token)
  expect(await outcomeOf(piotr.api.members.resetAccess({ memberId: anna.signedIn.memberId, language: 'pl' }))).toBe('forbidden')
  expect(await anna.api.members.resetAccess({ memberId, language: 'pl' })).toEqual({ sentTo: email, code: null })
  await closed
  expect(await outcomeOf(piotr.api.accounts.me())).toBe('unauthorized')
  expect(await outcomeOf(signIn(email, personOf('Piotr').password))).toBe('wrong_password')
  const code = codeIn(await smtp.mailTo(email))
  expect(await outcomeOf(anonymous().reset({ email, code, password: 'a new password of Piotr' }))).toBe('done')
  await signIn(email, 'a new password of Piotr')
  smtp.refused.add(email)
  const told = await anna.api.members.resetAccess({ memberId, language: 'pl' })
  expect(told).toEqual({ sentTo: null, code: expect.stringMatching(/^.{4}-.{4}-.{4}$/) })
  expect(await outcomeOf(anonymous().reset({ email, code: told.code ?? '', password: 'yet another of Piotr' }))).toBe('done')
})

it('signed out everywhere, no computer is in any more', async () => {
  const adam = await addColleague(server, anna, 'Adam')
  const elsewhere = await signIn(personOf('Adam').email, personOf('Adam').password)
  await elsewhere.accounts.me()
  await adam.api.accounts.signOutEverywhere()
  expect([await outcomeOf(adam.api.accounts.me()), await outcomeOf(elsewhere.accounts.me())]).toEqual(['unauthorized', 'unauthorized'])
})

it('guessing a code ends after five attempts, and then the right one is not heard either', async () => {
  // The attempts of a process are its own: a fresh one begins to count, and another lets the rest of these tests go on.
  const restart = async () => {
    await server.stop()
    earlierLog += server.log()
    server = await start()
    anna = { ...anna, api: server.client(anna.token) }
  }
  await restart()
  const { email } = personOf('Ewa')
  const code = await codeFor(email)
  const attempt = (typed: string) => outcomeOf(anonymous().reset({ email, code: typed, password: 'not set at all' }))
  for (let count = 0; count < 5; count++) expect(await attempt(`WRNG-${count}`)).toBe('code_unknown')
  expect(await attempt(code)).toBe('too_many_attempts')
  await restart()
})

it('S14.4 a change of address is confirmed by mail: then it signs in, the colleagues see it, and the old one hears of it', async () => {
  const iga = await addColleague(server, anna, 'Iga')
  const { email: old, password } = personOf('Iga')
  const email = 'iga.nowa@firma.example'
  const wish = { email, password, language: 'pl' as const }
  expect(await outcomeOf(iga.api.accounts.requestEmail({ ...wish, password: 'wrong' }))).toBe('wrong_password')
  expect(await outcomeOf(iga.api.accounts.requestEmail({ ...wish, email: personOf('Anna').email }))).toBe('conflict')
  smtp.refused.add('zla@firma.example')
  expect(await outcomeOf(iga.api.accounts.requestEmail({ ...wish, email: 'zla@firma.example' }))).toBe('mail_refused')
  expect(await outcomeOf(iga.api.accounts.requestEmail(wish))).toBe('done')
  const code = codeIn(await smtp.mailTo(email))
  expect(await outcomeOf(anonymous().reset({ email: old, code, password: 'no such purpose' }))).toBe('code_unknown')
  expect(await outcomeOf(anna.api.accounts.confirmEmail({ code }))).toBe('code_unknown')
  expect(await iga.api.accounts.confirmEmail({ code })).toEqual({ email })
  expect((await smtp.mailTo(old)).text).toContain(email)
  await signIn(email, password)
  expect(await outcomeOf(anonymous().signIn({ email: old, password }))).toBe('wrong_password')
  const row = (await everythingOf(anna)).rows.find(({ id }) => id === iga.signedIn.memberId)
  expect(JSON.parse(row?.data ?? '{}')).toMatchObject({ email })
})

it('where the server sends no mail that is said, and an administrator has the code to pass on', async () => {
  await server.stop()
  const log = earlierLog + server.log()
  expect(log.length).toBeGreaterThan(1000)
  for (const secret of ['firma.example', 'Testowa', 'password of', 'new password'])
    expect([secret, log.includes(secret)]).toEqual([secret, false])
  for (const mail of smtp.mails) if (codeIn(mail) !== '') expect(log).not.toContain(codeIn(mail))
  server = await startTeamServer({ dataFolder })
  const { email } = personOf('Ewa')
  expect(await outcomeOf(anonymous().requestReset({ email, language: 'pl' }))).toBe('no_mail')
  const api = server.client(anna.token)
  const wish = { email: 'x@firma.example', password: personOf('Anna').password, language: 'pl' as const }
  expect(await outcomeOf(api.accounts.requestEmail(wish))).toBe('no_mail')
  const lena = await addColleague(server, { ...anna, api }, 'Lena')
  const { sentTo, code } = await api.members.resetAccess({ memberId: lena.signedIn.memberId, language: 'pl' })
  expect(sentTo).toBeNull()
  expect(await outcomeOf(anonymous().reset({ email: personOf('Lena').email, code: code ?? '', password: 'a new one of Lena' }))).toBe(
    'done',
  )
})
