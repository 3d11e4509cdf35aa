import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../src-node/sqlite/database.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { blockMember } from '../../src-shared/team/team-mutators.ts'
import type { ServerLog } from '../log.ts'
import type { Mailer } from '../mail/mailer.ts'
import { createReportingMailer } from '../mail/reporting-mailer.ts'
import { createTestMailer, openTestServer, refusalOf, type TestServer, testPerson } from '../test-server.ts'
import { createAccountService } from './account-service.ts'
import type { SignedIn } from './identify.ts'

let server: TestServer
let post: ReturnType<typeof createTestMailer>
let logged: string[]
let anna: SignedIn
let piotr: SignedIn

const log: ServerLog = {
  info: (message, facts = {}) => void logged.push(`${message} ${JSON.stringify(facts)}`),
  warn: (message, facts = {}) => void logged.push(`${message} ${JSON.stringify(facts)}`),
  error: (message, error) => void logged.push(`${message} ${String(error)}`),
}

const serviceWith = (mailer: Mailer | null) => createAccountService({ ...server, mailer, log })
let service: ReturnType<typeof serviceWith>

beforeEach(async () => {
  server = await openTestServer()
  post = createTestMailer()
  logged = []
  service = serviceWith(post.mailer)
  anna = await server.found('firma', 'Anna')
  piotr = await server.add(anna, 'Piotr', groupIds.trainee)
})
afterEach(() => server.close())

const minute = 60_000
const fresh = 'a new password of Piotr'
const email = testPerson('Piotr').email
const isAlive = async ({ token }: SignedIn) => (await server.accounts.sessionOf(token)) !== null

const askForCode = async (address = email) => {
  await service.requestReset({ email: address, language: 'pl' })
  await service.idle()
  return post.codeTo(address)
}

it('a password is changed by whoever knows it, and the other sessions end in the database', async () => {
  const elsewhere = await server.signIn('Piotr')
  const wrong = service.changePassword(piotr, { current: 'wrong', password: fresh })
  expect(await refusalOf(wrong)).toBe('wrong_password')
  expect([await isAlive(piotr), await isAlive(elsewhere)]).toEqual([true, true])
  const code = await askForCode()
  await service.changePassword(piotr, { current: testPerson('Piotr').password, password: fresh })
  expect([await isAlive(piotr), await isAlive(elsewhere), await isAlive(anna)]).toEqual([true, false, true])
  const database = openDatabase(server.file)
  const left = database.prepare('select id from auth_session where userId = ?').pluck().all(piotr.userId)
  database.close()
  expect(left).toEqual([piotr.sessionId])
  expect(await refusalOf(server.signIn('Piotr'))).toBe('wrong_password')
  expect(await server.signIn('Piotr', fresh)).toMatchObject({ userId: piotr.userId })
  expect(await refusalOf(service.reset({ email, code, password: fresh }))).toBe('code_unknown')
})

it('a forgotten password is set anew with a code from the mail, once, and all sessions end', async () => {
  const code = await askForCode()
  expect(post.mails).toEqual([{ to: email, subject: expect.stringContaining('hasła'), text: expect.stringContaining('30 minut') }])
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
  const { userId, memberId, organisationId } = piotr
  expect(await service.reset({ email: email.toUpperCase(), code: typed, password: fresh })).toEqual({ userId, memberId, organisationId })
  expect(await isAlive(piotr)).toBe(false)
  expect(await server.signIn('Piotr', fresh)).toMatchObject({ userId })
  expect(await refusalOf(service.reset({ email, code, password: 'yet another password' }))).toBe('code_unknown')
})

it('whoever asks for a code hears the same of an account, of none, and of a blocked one, and only the first gets a mail', async () => {
  await server.sync.run(anna.organisationId, blockMember, { id: piotr.memberId, blocked: true }, anna.memberId)
  const answers = [testPerson('Anna').email, email, 'nobody@firma.example'].map((one) =>
    service.requestReset({ email: one, language: 'en' }),
  )
  expect(await Promise.all(answers)).toEqual([undefined, undefined, undefined])
  await service.idle()
  expect(post.mails.map(({ to }) => to)).toEqual([testPerson('Anna').email])
  expect(await refusalOf(serviceWith(null).requestReset({ email, language: 'pl' }))).toBe('no_mail')
})

it('a code works for half an hour, for its own account and purpose, and a newer one ends it', async () => {
  const first = await askForCode()
  const second = await askForCode()
  const attempt = (code: string, address = email) => refusalOf(service.reset({ email: address, code, password: fresh }))
  expect(await attempt(first)).toBe('code_unknown')
  expect(await attempt(second, testPerson('Anna').email)).toBe('code_unknown')
  expect(await attempt('AAAA-AAAA-AAAA')).toBe('code_unknown')
  expect(await refusalOf(service.confirmEmail(piotr, second))).toBe('code_unknown')
  await service.requestEmail(piotr, { email: 'nowy@firma.example', password: testPerson('Piotr').password, language: 'pl' })
  expect(await attempt(post.codeTo('nowy@firma.example'))).toBe('code_unknown')
  server.pass(30 * minute)
  expect(await attempt(second)).toBe('code_expired')
  expect(await isAlive(piotr)).toBe(true)
})

it('of many who use one code at once exactly one sets the password', async () => {
  const code = await askForCode()
  const attempts = Array.from({ length: 10 }, (_, at) => refusalOf(service.reset({ email, code, password: `password number ${at}` })))
  const answers = await Promise.all(attempts)
  expect(answers.filter((answer) => answer.startsWith('no refusal'))).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'code_unknown')).toHaveLength(9)
})

it('S14.4 a new address is confirmed by a code that was sent to it; the account and the member have it, and the old one hears so', async () => {
  const wish = { email: 'Nowy@firma.example', password: testPerson('Piotr').password, language: 'pl' as const }
  expect(await refusalOf(service.requestEmail(piotr, { ...wish, password: 'wrong' }))).toBe('wrong_password')
  expect(await refusalOf(service.requestEmail(piotr, { ...wish, email: testPerson('Anna').email }))).toBe('conflict, email taken')
  expect(await refusalOf(serviceWith(null).requestEmail(piotr, wish))).toBe('no_mail')
  post.refused.add('nowy@firma.example')
  expect(await refusalOf(service.requestEmail(piotr, wish))).toBe('mail_refused')
  post.refused.clear()
  await service.requestEmail(piotr, wish)
  const code = post.codeTo('nowy@firma.example')
  expect(await server.accounts.emailOf(piotr.userId)).toBe(email)
  expect(await refusalOf(service.confirmEmail(anna, code))).toBe('code_unknown')
  expect(await service.confirmEmail(piotr, code)).toBe('nowy@firma.example')
  await service.idle()
  expect(await server.accounts.emailOf(piotr.userId)).toBe('nowy@firma.example')
  expect(await server.memberOf(piotr)).toMatchObject({ email: 'nowy@firma.example' })
  expect(post.mails.findLast(({ to }) => to === email)?.text).toContain('nowy@firma.example')
  expect(await refusalOf(service.confirmEmail(piotr, code))).toBe('code_unknown')
})

it('an address that somebody else took meanwhile is refused, and everything stays as it was', async () => {
  const password = testPerson('Piotr').password
  await service.requestEmail(piotr, { email: testPerson('Ewa').email, password, language: 'pl' })
  await server.add(anna, 'Ewa', groupIds.trainee)
  const code = post.codeTo(testPerson('Ewa').email)
  expect(await refusalOf(service.confirmEmail(piotr, code))).toBe('conflict, email taken')
  expect([await server.accounts.emailOf(piotr.userId), (await server.memberOf(piotr))?.email]).toEqual([email, email])
})

it('S8.2 a code of an administrator lasts a day, goes by mail or is told, and the sessions end', async () => {
  const { organisationId, memberId } = piotr
  const make = (mailer: Mailer | null) => serviceWith(mailer).makeResetCode({ organisationId, memberId, language: 'en' })
  expect(await make(post.mailer)).toEqual({ sentTo: email, code: null })
  expect(post.mails.at(-1)?.text).toContain('24 hours')
  expect(await isAlive(piotr)).toBe(false)
  const told = await make(null)
  expect(told).toEqual({ sentTo: null, code: expect.stringMatching(/^.{4}-.{4}-.{4}$/) })
  post.refused.add(email)
  const passedOn = await make(post.mailer)
  expect(passedOn.sentTo).toBeNull()
  server.pass(23 * 60 * minute)
  expect(await refusalOf(service.reset({ email, code: told.code as string, password: fresh }))).toBe('code_unknown')
  expect(await service.reset({ email, code: passedOn.code as string, password: fresh })).toMatchObject({ memberId })
  expect(await refusalOf(service.makeResetCode({ organisationId: anna.userId, memberId, language: 'en' }))).toBe('not_found')
})

it('S8.2 a code of an administrator is ended by none that is mailed afterwards, but by another of an administrator', async () => {
  const { organisationId, memberId } = piotr
  const make = async () => {
    const { code } = await serviceWith(null).makeResetCode({ organisationId, memberId, language: 'en' })
    return code as string
  }
  const mailedBefore = await askForCode()
  const [replaced, passedOn] = [await make(), await make()]
  await askForCode()
  post.refused.add(email)
  await askForCode()
  server.pass(23 * 60 * minute)
  expect(await refusalOf(service.reset({ email, code: mailedBefore, password: fresh }))).toBe('code_unknown')
  expect(await refusalOf(service.reset({ email, code: replaced, password: fresh }))).toBe('code_unknown')
  expect(await service.reset({ email, code: passedOn, password: fresh })).toMatchObject({ memberId })
  expect(await refusalOf(service.reset({ email, code: passedOn, password: fresh }))).toBe('code_unknown')
})

it('a code that cannot be mailed ends no other code', async () => {
  const first = await askForCode()
  const wish = { email: 'nowy@firma.example', password: testPerson('Piotr').password, language: 'pl' as const }
  await service.requestEmail(piotr, wish)
  const confirmation = post.codeTo('nowy@firma.example')
  post.refused.add(email)
  await askForCode()
  post.goAway()
  await askForCode()
  expect(await refusalOf(service.requestEmail(piotr, wish))).toBe('mail_refused, mail mail_server_away')
  post.comeBack()
  expect(await service.confirmEmail(piotr, confirmation)).toBe('nowy@firma.example')
  await service.idle()
  const second = await askForCode('nowy@firma.example')
  post.goAway()
  await askForCode('nowy@firma.example')
  expect(await refusalOf(service.reset({ email: 'nowy@firma.example', code: first, password: fresh }))).toBe('code_unknown')
  expect(await service.reset({ email: 'nowy@firma.example', code: second, password: fresh })).toMatchObject({ memberId: piotr.memberId })
})

it('the log hears once of each mail that did not go out, why, and neither to whom nor what stood in it', async () => {
  service = serviceWith(createReportingMailer(post.mailer, log))
  post.refused.add(email)
  await askForCode()
  post.goAway()
  await askForCode()
  expect(logged).toEqual(['A mail could not be sent {"cause":"550"}', 'A mail could not be sent {"cause":"ECONNREFUSED"}'])
})
