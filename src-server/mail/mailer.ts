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
   * `mail_server_away`
   */
  readonly send: (mail: Mail) => Promise<void>
}
