import { createTransport } from 'nodemailer'
import type { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { MailSettings } from './mail-settings.ts'
import { type Mailer, mailRefused, mostMailsAtOnce } from './mailer.ts'

/** Milliseconds for a connection, and for a mail from beginning to end. */
const usualDeadlines = { connecting: 10_000, sending: 20_000 }
/** Milliseconds after which a connection that nobody uses is closed. */
const idle = 60_000

const longestWords = 300

interface SmtpError extends Error {
  readonly code?: string
  /** What the system said, where `code` is the library's own: `ECONNREFUSED`. */
  readonly originalCode?: string
  readonly responseCode?: number | false
  /** What the mail server said: `550 5.1.1 …`. */
  readonly response?: string
}

/** About this one mail; all others are about the way to the mail server, and hold for the next mail too. */
const ofOneMail = new Set(['EENVELOPE', 'EMESSAGE'])

const oneLine = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longestWords)

const refusal = (error: SmtpError, sending: number): LeadlineError => {
  const isLate = error.name === 'AbortError' || error.code === 'EABORT'
  const cause = isLate
    ? 'ETIMEDOUT'
    : error.code === 'EAUTH'
      ? error.code
      : error.responseCode || error.originalCode || error.code || error.name
  const words = isLate ? `The mail server did not answer within ${sending / 1000} seconds` : (error.response ?? error.message)
  const ofAll = error.response === undefined || isLate ? 'mail_server_away' : 'mail_server_closed'
  return mailRefused(oneLine(words), String(cause), ofOneMail.has(error.code ?? '') ? null : ofAll)
}

/** On the same machine nobody is on the way, and a certificate for `localhost` is nobody's. */
const isHere = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')

export interface SmtpMailer extends Mailer {
  readonly close: () => void
}

/** Sends through an SMTP server (RFC 5321). Nothing of it is logged: addresses are of people, and texts hold secrets. */
export const createSmtpMailer = ({ host, port, secure, auth, from }: MailSettings, deadlines = usualDeadlines): SmtpMailer => {
  const { connecting, sending } = deadlines
  const transport = createTransport({
    pool: true,
    maxConnections: mostMailsAtOnce,
    idleTimeout: idle,
    host,
    port,
    secure,
    ...(auth ? { auth } : {}),
    // A password never travels where others can read it.
    requireTLS: auth !== null && !isHere(host),
    tls: { rejectUnauthorized: !isHere(host) },
    connectionTimeout: connecting,
    greetingTimeout: connecting,
    dnsTimeout: connecting,
    socketTimeout: sending,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    send: async ({ to, subject, text }) => {
      const message = {
        from,
        // As an object it is one address, whatever stands in it.
        to: { name: '', address: to },
        subject,
        text,
        // Nobody's answering machine answers (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(sending),
      }
      await transport.sendMail(message).catch((error: SmtpError) => {
        throw refusal(error, sending)
      })
    },
    check: async () => {
      await transport.verify().catch((error: SmtpError) => {
        throw refusal(error, sending)
      })
    },
    close: () => transport.close(),
  }
}
