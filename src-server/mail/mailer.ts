import { LeadlineError } from '../../src-shared/lib/errors.ts'

/** Mails under way at once, of one sender or all of them. */
export const mostMailsAtOnce = 5

/** A mail of plain text to one person. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** What sends mails. */
export interface Mailer {
  /**
   * Settles once the mail server has taken the mail, or not.
   * @throws LeadlineError `mail_refused`, its message the words of the mail server; where no mail at all goes out by now, with the problem
   * `mail_server_away` (it was not reached, and the words are not its own) or `mail_server_closed` (it let nobody in)
   */
  readonly send: (mail: Mail) => Promise<void>
  /**
   * Knocks at the mail server, without a mail.
   * @throws LeadlineError as `send`
   */
  readonly check: () => Promise<void>
}

/** The error of a mail that did not go out. `cause` is its short name for the log, see `causeOf`. */
export const mailRefused = (words: string, cause: string, rule: 'mail_server_away' | 'mail_server_closed' | null): LeadlineError => {
  const error = new LeadlineError('mail_refused', words, rule === null ? [] : [{ path: 'mail', rule }])
  error.cause = cause
  return error
}

export const isMailRefused = (error: unknown): error is LeadlineError => error instanceof LeadlineError && error.code === 'mail_refused'

/** Why a mail did not go out, as one word: what the mail server answered (`550`), or what the system said (`ECONNREFUSED`); of nobody. */
export const causeOf = ({ cause }: LeadlineError): string => (typeof cause === 'string' ? cause : 'unknown')

export const mailServerAway = ({ problems }: LeadlineError): boolean => problems.some(({ rule }) => rule === 'mail_server_away')

/** The next mail would not go out either. */
export const holdsForAll = (error: LeadlineError): boolean =>
  mailServerAway(error) || error.problems.some(({ rule }) => rule === 'mail_server_closed')
