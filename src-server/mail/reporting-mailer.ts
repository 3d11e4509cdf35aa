import type { ServerLog } from '../log.ts'
import { causeOf, isMailRefused, type Mailer } from './mailer.ts'

/** Tells whoever runs the server of each mail that did not go out: why, and neither to whom nor what stood in it. */
export const createReportingMailer = (mailer: Mailer, log: Pick<ServerLog, 'warn'>): Mailer => {
  const reporting = async (what: string, work: Promise<void>): Promise<void> => {
    try {
      await work
    } catch (error) {
      if (isMailRefused(error)) log.warn(what, { cause: causeOf(error) })
      throw error
    }
  }
  return {
    send: (mail) => reporting('A mail could not be sent', mailer.send(mail)),
    check: () => reporting('The mail server cannot be used', mailer.check()),
  }
}
