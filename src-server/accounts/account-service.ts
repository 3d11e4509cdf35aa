import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import { updateMember } from '../../src-shared/team/team-mutators.ts'
import { codeHash, makeCode } from '../codes.ts'
import type { Membership, ServerStore, Ticket } from '../db/store.ts'
import type { ServerLog } from '../log.ts'
import { isMailRefused, type Mailer } from '../mail/mailer.ts'
import { changedAddressText, confirmationText, type Language, resetText } from '../mail/texts.ts'
import type { SyncService } from '../sync/sync-service.ts'
import { documentIn } from '../team/standing.ts'
import type { Accounts } from './accounts.ts'
import type { SignedIn } from './identify.ts'

/** Minutes that a code works: one that somebody asked for, and one that an administrator passes on. */
const codeMinutes = 30
const passedOnMinutes = 24 * 60

type CodePurpose = Extract<Ticket['purpose'], 'reset' | 'email'>

/** What a code is for, as its ticket keeps it. */
interface CodeData {
  readonly userId: string
  /** The new address, where it confirms one. */
  readonly email?: string
  /** An administrator made it, to be passed on: what goes out by mail does not end it. */
  readonly passedOn?: true
}

interface Dependencies {
  readonly accounts: Pick<Accounts, 'userNamed' | 'checkPassword' | 'setPassword' | 'setEmail' | 'emailOf' | 'endSessions'>
  readonly store: Pick<
    ServerStore,
    'membershipOf' | 'membershipOfMember' | 'rows' | 'createTicket' | 'ticketOf' | 'tickets' | 'changeTicket' | 'useTicket' | 'returnTicket'
  >
  readonly sync: Pick<SyncService, 'run'>
  /** Null where the server sends no mail. */
  readonly mailer: Mailer | null
  /** UTC milliseconds. */
  readonly now: () => number
  readonly newId: () => string
  readonly log: ServerLog
}

const wrongPassword = () => new LeadlineError('wrong_password', 'The password is wrong')
const codeUnknown = () => new LeadlineError('code_unknown', 'This code is wrong, or it does not work any more')

const dataOf = ({ data }: Ticket) => JSON.parse(data) as CodeData

/** What people do with their own accounts, and how somebody without a password comes back in. */
export const createAccountService = ({ accounts, store, sync, mailer, now, newId, log }: Dependencies) => {
  const underWay = new Set<Promise<void>>()

  /** Work for which nobody waits. Of mails that did not go out the mailer itself tells: their words hold addresses. */
  const inBackground = (what: string, work: () => Promise<void>) => {
    const done = work().catch((error: unknown) => {
      if (!isMailRefused(error)) log.error(what, error)
    })
    underWay.add(done)
    void done.then(() => underWay.delete(done))
  }

  const demandMailer = (): Mailer => {
    if (!mailer) throw new LeadlineError('no_mail', 'This server sends no mail')
    return mailer
  }

  const endCodes = async (
    { userId, organisationId }: Pick<Membership, 'userId' | 'organisationId'>,
    purposes: readonly CodePurpose[],
    isMeant: (ticket: Ticket) => boolean = () => true,
  ) => {
    for (const purpose of purposes) {
      for (const ticket of await store.tickets(organisationId, purpose)) {
        const isOpen = ticket.revokedAt === null && ticket.uses === 0 && ticket.expiresAt > now()
        if (isOpen && dataOf(ticket).userId === userId && isMeant(ticket))
          await store.changeTicket(organisationId, ticket.id, { revokedAt: now() })
      }
    }
  }

  const newCode = async (membership: Membership, purpose: CodePurpose, minutes: number, more: Omit<CodeData, 'userId'> = {}) => {
    const { userId, organisationId, memberId } = membership
    const [id, code] = [newId(), makeCode()]
    const data: CodeData = { userId, ...more }
    await store.createTicket({
      id,
      organisationId,
      purpose,
      hash: codeHash(purpose, code),
      data: JSON.stringify(data),
      createdBy: memberId,
      createdAt: now(),
      expiresAt: now() + minutes * 60_000,
      maxUses: 1,
      uses: 0,
      revokedAt: null,
    })
    return { id, code }
  }

  /** Mails a code. It ends those that were mailed before it, once the mail server has taken it: whoever gets none keeps what they have. */
  const mailCode = async (
    membership: Membership,
    purpose: CodePurpose,
    more: Omit<CodeData, 'userId'>,
    send: (words: { readonly code: string; readonly minutes: number }) => Promise<void>,
  ) => {
    const { id, code } = await newCode(membership, purpose, codeMinutes, more)
    await send({ code, minutes: codeMinutes })
    // Ids rise: of two that are asked for at once the later one counts.
    await endCodes(membership, [purpose], (ticket) => ticket.id < id && !dataOf(ticket).passedOn)
  }

  /** Runs the work for which a code is good; it counts again where that fails. */
  const withCode = async <Result>(
    purpose: CodePurpose,
    code: string,
    userId: string | undefined,
    work: (ticket: Ticket) => Promise<Result>,
  ): Promise<Result> => {
    const hash = codeHash(purpose, code)
    const known = await store.ticketOf(hash)
    if (!known || known.purpose !== purpose || dataOf(known).userId !== userId || known.revokedAt !== null || known.uses > 0) {
      throw codeUnknown()
    }
    if (known.expiresAt <= now()) throw new LeadlineError('code_expired', 'This code has expired')
    const ticket = await store.useTicket(hash, purpose, now())
    if (!ticket) throw codeUnknown()
    try {
      return await work(ticket)
    } catch (error) {
      await store.returnTicket(ticket.id)
      throw error
    }
  }

  const isBlocked = async ({ organisationId, memberId }: Membership): Promise<boolean> => {
    const [row] = await store.rows(organisationId, [memberId])
    return documentIn(memberKind, row)?.blocked !== false
  }

  const sendReset = async (through: Mailer, email: string, language: Language) => {
    const user = await accounts.userNamed(email)
    const membership = user && (await store.membershipOf(user.id))
    if (!membership || (await isBlocked(membership))) return
    await mailCode(membership, 'reset', {}, (words) => through.send({ to: email, ...resetText(language, words) }))
  }

  return {
    /** The other sessions end, and so do codes that were on their way. */
    changePassword: async (
      signedIn: SignedIn,
      { current, password }: { readonly current: string; readonly password: string },
    ): Promise<void> => {
      if (!(await accounts.checkPassword(signedIn.userId, current))) throw wrongPassword()
      await accounts.setPassword(signedIn.userId, password)
      await accounts.endSessions(signedIn.userId, signedIn.sessionId)
      await endCodes(signedIn, ['reset', 'email'])
    },

    /**
     * Sends a code to an account that there is and that is not blocked. Whoever asks learns nothing of that: neither by the answer nor by its time.
     * @throws LeadlineError `no_mail`
     */
    requestReset: async ({ email, language }: { readonly email: string; readonly language: Language }): Promise<void> => {
      const through = demandMailer()
      inBackground('A code for a new password', () => sendReset(through, email, language))
    },

    /**
     * Sets a new password; all sessions of the account end.
     * @throws LeadlineError `code_unknown` or `code_expired`
     */
    reset: async ({
      email,
      code,
      password,
    }: {
      readonly email: string
      readonly code: string
      readonly password: string
    }): Promise<Membership> => {
      const user = await accounts.userNamed(email)
      return withCode('reset', code, user?.id, async (ticket) => {
        const membership = await store.membershipOf(dataOf(ticket).userId)
        if (!membership || (await isBlocked(membership))) throw codeUnknown()
        await accounts.setPassword(membership.userId, password)
        await accounts.endSessions(membership.userId)
        await endCodes(membership, ['reset', 'email'])
        return membership
      })
    },

    /**
     * Sends a code to the address that is to be the new one.
     * @throws LeadlineError `no_mail`, `wrong_password`, `conflict` where another account has it, `mail_refused`
     */
    requestEmail: async (
      signedIn: SignedIn,
      { email, password, language }: { readonly email: string; readonly password: string; readonly language: Language },
    ): Promise<void> => {
      const through = demandMailer()
      if (!(await accounts.checkPassword(signedIn.userId, password))) throw wrongPassword()
      const fresh = email.toLowerCase()
      if (await accounts.userNamed(fresh)) {
        throw new LeadlineError('conflict', 'This e-mail has an account already', [{ path: 'email', rule: 'taken' }])
      }
      await mailCode(signedIn, 'email', { email: fresh }, (words) => through.send({ to: fresh, ...confirmationText(language, words) }))
    },

    /**
     * Answers with the address that the account has from now on; the one before hears of it.
     * @throws LeadlineError `code_unknown`, `code_expired`, or `conflict` where another account has it by now
     */
    confirmEmail: (signedIn: SignedIn, code: string): Promise<string> => {
      const { userId, memberId, organisationId } = signedIn
      return withCode('email', code, userId, async (ticket) => {
        const { email } = dataOf(ticket)
        const before = await accounts.emailOf(userId)
        const [row] = await store.rows(organisationId, [memberId])
        const language = documentIn(memberKind, row)?.language
        if (email === undefined || before === null || language === undefined) throw codeUnknown()
        await accounts.setEmail(userId, email)
        try {
          await sync.run(organisationId, updateMember, { id: memberId, fields: { email } }, memberId)
        } catch (error) {
          await accounts.setEmail(userId, before)
          throw error
        }
        // Codes lie in the mailbox that was left.
        await endCodes(signedIn, ['reset', 'email'])
        if (mailer) inBackground('A notice of a new address', () => mailer.send({ to: before, ...changedAddressText(language, email) }))
        return email
      })
    },

    /**
     * A code for somebody whose sessions an administrator ends; codes of before end too. It goes to their address; where no mail goes out, it is told, to be passed on.
     * @throws LeadlineError `not_found`
     */
    makeResetCode: async ({
      organisationId,
      memberId,
      language,
    }: {
      readonly organisationId: string
      readonly memberId: string
      readonly language: Language
    }): Promise<{ readonly sentTo: string | null; readonly code: string | null }> => {
      const membership = await store.membershipOfMember(organisationId, memberId)
      const email = membership && (await accounts.emailOf(membership.userId))
      if (!membership || !email) throw notFound('member', memberId)
      await accounts.endSessions(membership.userId)
      await endCodes(membership, ['reset', 'email'])
      const { code } = await newCode(membership, 'reset', passedOnMinutes, { passedOn: true })
      if (!mailer) return { sentTo: null, code }
      try {
        await mailer.send({ to: email, ...resetText(language, { code, minutes: passedOnMinutes }) })
        return { sentTo: email, code: null }
      } catch (error) {
        if (!isMailRefused(error)) throw error
        return { sentTo: null, code }
      }
    },

    /** No code that is on its way to somebody counts any more. */
    endCodes: (membership: Membership): Promise<void> => endCodes(membership, ['reset', 'email']),

    /** Settles when nothing is under way any more for which nobody waits. */
    idle: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

export type AccountService = ReturnType<typeof createAccountService>
