import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LeadlineError } from '../../src-shared/lib/errors.ts'
import { type SmtpServer, startSilentServer, startSmtpServer } from '../../test/servers/smtp.ts'
import { readMailSettings } from './mail-settings.ts'
import { causeOf } from './mailer.ts'
import { createSmtpMailer, type SmtpMailer } from './smtp-mailer.ts'

const password = 'pass:word@zażółć'
let smtp: SmtpServer
let mailer: SmtpMailer

const mailerFor = (url: string, deadlines?: { readonly connecting: number; readonly sending: number }) => {
  const settings = readMailSettings({ LEADLINE_SMTP_URL: url, LEADLINE_MAIL_FROM: 'Łódzki „CRM” <crm@firma.example>' })
  if (!settings) throw new Error('There are settings')
  return createSmtpMailer(settings, deadlines)
}

beforeEach(async () => {
  smtp = await startSmtpServer({ login: { user: 'crm@firma.example', password } })
  mailer = mailerFor(smtp.url)
})
afterEach(async () => {
  mailer.close()
  await smtp.close()
})

const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => expect.fail('It was taken'),
    (thrown: LeadlineError) => thrown,
  )
  const { code, message, problems } = error
  return { code, message, cause: causeOf(error), rules: problems.map(({ rule }) => rule) }
}

const long = `https://crm.firma.example/join#${'x'.repeat(43)}`

it('a mail comes as it was written: every letter, long links whole, from whom it should be', async () => {
  const subject = 'Zaproszenie: Łukasz Żółć i Олена Коваль zapraszają do zespołu 💥'
  const text = `Dzień dobry, Олена,\n\n${long}\n\n.\nKoniec: „ąęśćźż”\n`
  await mailer.send({ to: 'ola@firma.example', subject, text })
  const mail = await smtp.mailTo('ola@firma.example')
  expect(mail).toMatchObject({ from: 'crm@firma.example', to: ['ola@firma.example'], subject, text })
  expect(mail.headers).toMatchObject({ to: 'ola@firma.example', 'auto-submitted': 'auto-generated', 'mime-version': '1.0' })
  expect(mail.headers.from).toMatch(/^"?Łódzki „CRM”"? <crm@firma\.example>$/)
  expect(mail.headers['message-id']).toMatch(/^<[^@]+@firma\.example>$/)
  // RFC 5322 2.1.1, and nothing but ASCII on the way.
  for (const line of mail.source.split('\r\n')) expect(line).toMatch(/^[\x20-\x7e\t]{0,998}$/)
})

it('what people have typed makes no header and no second recipient', async () => {
  const subject = 'Hello\r\nBcc: thief@evil.example\r\n\r\nAnother body'
  await mailer.send({ to: 'ola@firma.example', subject, text: 'x' })
  const mail = await smtp.mailTo('ola@firma.example')
  expect(mail.headers).not.toHaveProperty('bcc')
  expect([mail.to, mail.text.trim()]).toEqual([['ola@firma.example'], 'x'])
  const twice = await refusalOf(mailer.send({ to: 'ola@firma.example, thief@evil.example', subject: 'x', text: 'x' }))
  expect(twice.code).toBe('mail_refused')
  expect(smtp.mails).toHaveLength(1)
})

it('a recipient that is refused is told in the words of the mail server, and the next mail goes out', async () => {
  smtp.refused.add('nikt@firma.example')
  expect(await refusalOf(mailer.send({ to: 'nikt@firma.example', subject: 'x', text: 'x' }))).toEqual({
    code: 'mail_refused',
    message: '550 5.1.1 <nikt@firma.example>: Recipient address rejected',
    cause: '550',
    rules: [],
  })
  await mailer.send({ to: 'ola@firma.example', subject: 'x', text: 'x' })
  expect(smtp.mails).toHaveLength(1)
})

it('a wrong password, a port where nobody is, and a server that hangs end soon, and no secret is told', async () => {
  const silent = await startSilentServer()
  const deadlines = { connecting: 300, sending: 600 }
  const wrong = mailerFor(smtp.url.replace(encodeURIComponent(password), 'wrong-s3cret'))
  const hanging = mailerFor(silent.url, deadlines)
  const mail = { to: 'ola@firma.example', subject: 'x', text: 'x' }
  const said = [await refusalOf(wrong.send(mail)), await refusalOf(hanging.send(mail))]
  await silent.close()
  const nobody = mailerFor(silent.url, deadlines)
  said.push(await refusalOf(nobody.send(mail)))
  expect(said.map(({ code, rules, cause }) => [code, ...rules, cause])).toEqual([
    ['mail_refused', 'mail_server_closed', 'EAUTH'],
    ['mail_refused', 'mail_server_away', 'ETIMEDOUT'],
    ['mail_refused', 'mail_server_away', 'ECONNREFUSED'],
  ])
  expect(said[0]?.message).toMatch(/^535 5\.7\.8/)
  expect(said[2]?.message).toContain('ECONNREFUSED')
  expect(JSON.stringify(said)).not.toContain('s3cret')
  for (const one of [wrong, hanging, nobody]) one.close()
})

it('knocking tells of a wrong password and of a port where nobody is, and sends nothing', async () => {
  await mailer.check()
  const wrong = mailerFor(smtp.url.replace(encodeURIComponent(password), 'wrong-s3cret'))
  expect(await refusalOf(wrong.check())).toMatchObject({ cause: 'EAUTH', rules: ['mail_server_closed'] })
  wrong.close()
  await smtp.close()
  expect(await refusalOf(mailer.check())).toMatchObject({ cause: 'ECONNREFUSED', rules: ['mail_server_away'] })
  expect(smtp.mails).toEqual([])
})

it('a mail server that comes back is used again', async () => {
  const mail = { to: 'ola@firma.example', subject: 'x', text: 'x' }
  await mailer.send(mail)
  const { port } = smtp
  await smtp.close()
  expect((await refusalOf(mailer.send(mail))).code).toBe('mail_refused')
  smtp = await startSmtpServer({ login: { user: 'crm@firma.example', password }, port })
  await mailer.send(mail)
  expect(smtp.mails).toHaveLength(1)
})
