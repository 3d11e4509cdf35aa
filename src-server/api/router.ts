import { implement, onError } from '@orpc/server'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { type Versions, versionsSchema } from '../../src-shared/sync/protocol.ts'
import { serverContract } from '../../src-shared/sync/server-contract.ts'
import { demand } from '../../src-shared/team/rights.ts'
import type { AccountService } from '../accounts/account-service.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { type Attempts, networkOf } from '../accounts/attempts.ts'
import type { Identify, SignedIn } from '../accounts/identify.ts'
import type { MemberAccounts } from '../accounts/member-accounts.ts'
import type { ServerStore } from '../db/store.ts'
import type { Invitations } from '../invitations/invitations.ts'
import type { ServerLog } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { FoundingService } from '../setup/found-organisation.ts'
import type { SetUpCodes } from '../setup/set-up-codes.ts'
import { checkVersions } from '../sync/check-versions.ts'
import type { SyncService } from '../sync/sync-service.ts'
import { readUnblocked } from '../team/standing.ts'
import type { TeamCommands } from '../team/team-commands.ts'
import { asApiError } from './api-error.ts'

/** What a procedure knows of the request. */
export interface RequestContext {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Of whom asks. */
  readonly address: string
}

interface Services {
  readonly sync: SyncService
  readonly identify: Identify
  readonly members: MemberAccounts
  readonly founding: FoundingService
  readonly codes: SetUpCodes
  readonly attempts: Attempts
  /** Counts mails that anybody can have sent. */
  readonly mails: Attempts
  readonly store: Pick<ServerStore, 'rows'>
  readonly accounts: Accounts
  readonly accountService: AccountService
  readonly invitations: Invitations
  readonly team: TeamCommands
  /** The sessions, the rights or the block of a member have changed. */
  readonly recheck: (organisationId: string, memberId: string) => Promise<void>
  readonly metrics: Metrics
  readonly versions: Versions
  /** Of the program. */
  readonly version: string
  /** UTC milliseconds. */
  readonly now: () => number
  readonly log: ServerLog
}

/** Wrong passwords or codes in a minute from one address, and for one account. */
const mostOfAddress = 50
const mostOfAccount = 20
/** Mails in a while that people of one address may have sent. */
const mostMailsOfAddress = 50

const isError = (code: string) => (error: unknown) => error instanceof LeadlineError && error.code === code

const signedInOr = (signedIn: SignedIn | null): SignedIn => {
  if (!signedIn) throw new LeadlineError('unauthorized', 'This needs a session')
  return signedIn
}

/** The API of the server: each procedure of the contract, tied to the service that answers it. */
export const createServerRouter = (services: Services) => {
  const { sync, identify, members, founding, codes, attempts, mails, accounts, accountService, invitations, team, recheck } = services
  const { metrics, versions, now, store } = services

  const os = implement(serverContract)
    .$context<RequestContext>()
    .use(
      onError((error) => {
        throw asApiError(error, services.log)
      }),
    )
    // Before the shape of the input is looked at: another version may have another one.
    .use(({ next }, input) => {
      const spoken = versionsSchema.safeParse((input as { readonly versions?: unknown } | null | undefined)?.versions)
      if (spoken.success) checkVersions(spoken.data, versions)
      return next()
    })

  /** @throws LeadlineError `unauthorized` or `blocked` */
  const who = async ({ headers }: RequestContext): Promise<SignedIn> => signedInOr(await identify.identify(headers))
  /** Whoever it is, blocked or not. */
  const whoever = async ({ headers }: RequestContext): Promise<SignedIn> => signedInOr(await identify.sessionIn(headers))

  const administrator = async (context: RequestContext): Promise<SignedIn> => {
    const identity = await who(context)
    if (!(await readUnblocked(store, identity)).viewer.administrator) {
      throw new LeadlineError('forbidden', 'Only an administrator may do this')
    }
    return identity
  }

  /** Who asks, with what they may do; the invitations of a team concern whoever may add to it. */
  const inviter = async (context: RequestContext) => {
    const { organisationId, memberId } = await who(context)
    const { viewer } = await readUnblocked(store, { organisationId, memberId })
    demand(viewer, 'team_add')
    return { organisationId, memberId, viewer }
  }

  const withCode = <Result>({ address }: RequestContext, work: () => Promise<Result>): Promise<Result> =>
    attempts.run([`set-up ${networkOf(address)}`], isError('wrong_code'), work)

  /** From one address: five guesses for one account, and more in all, for a whole office has one. For one account, wherever they come from. */
  const guesses = (what: string, address: string, email: string) => [
    `${what} ${networkOf(address)} ${email.toLowerCase()}`,
    { name: `${what} from ${networkOf(address)}`, most: mostOfAddress },
    { name: `${what} for ${email.toLowerCase()}`, most: mostOfAccount },
  ]

  const signIn = (address: string, email: string, password: string) =>
    attempts.run(guesses('sign-in', address, email), isError('wrong_password'), () => members.signIn(email, password))

  /** A code that came by mail, or that an administrator passed on. */
  const guessing = <Result>({ address }: RequestContext, whose: string, work: () => Promise<Result>): Promise<Result> =>
    attempts.run(guesses('code', address, whose), isError('code_unknown'), work)

  /** Each of these sends a mail: too many are refused, whatever came of them. */
  const limited = <Result>({ address }: RequestContext, name: string, work: () => Promise<Result>): Promise<Result> =>
    mails.count([{ name: `mails ${networkOf(address)}`, most: mostMailsOfAddress }, name], work)

  const withPassword = <Result>(signedIn: SignedIn, work: () => Promise<Result>): Promise<Result> =>
    attempts.run([`password ${signedIn.userId}`], isError('wrong_password'), work)

  return os.router({
    server: {
      info: os.server.info.handler(() => ({ name: 'leadline' as const, version: services.version, versions, serverTime: now() })),
    },
    setup: {
      checkName: os.setup.checkName.handler(({ input: { code, name }, context }) =>
        withCode(context, async () => {
          await codes.check(code)
          return { free: await founding.isFree(name) }
        }),
      ),
      create: os.setup.create.handler(({ input: { code, ...wish }, context }) =>
        withCode(context, async () => {
          await codes.use(code, () => founding.found(wish))
          return members.signIn(wish.person.email, wish.person.password)
        }),
      ),
    },
    accounts: {
      signIn: os.accounts.signIn.handler(({ input: { email, password }, context }) => signIn(context.address, email, password)),
      signOut: os.accounts.signOut.handler(async ({ context }) => {
        const session = await whoever(context)
        await accounts.signOut(session.token)
        await recheck(session.organisationId, session.memberId)
        return {}
      }),
      signOutEverywhere: os.accounts.signOutEverywhere.handler(async ({ context }) => {
        const session = await whoever(context)
        await accounts.endSessions(session.userId)
        await recheck(session.organisationId, session.memberId)
        return {}
      }),
      me: os.accounts.me.handler(async ({ context }) => {
        const { memberId, organisationId } = await who(context)
        return { memberId, workspaceId: organisationId }
      }),
      changePassword: os.accounts.changePassword.handler(async ({ input, context }) => {
        const session = await who(context)
        await withPassword(session, () => accountService.changePassword(session, input))
        await recheck(session.organisationId, session.memberId)
        return {}
      }),
      requestReset: os.accounts.requestReset.handler(async ({ input, context }) => {
        await limited(context, `reset ${input.email.toLowerCase()}`, () => accountService.requestReset(input))
        return {}
      }),
      reset: os.accounts.reset.handler(async ({ input, context }) => {
        const { organisationId, memberId } = await guessing(context, input.email, () => accountService.reset(input))
        await recheck(organisationId, memberId)
        return {}
      }),
      requestEmail: os.accounts.requestEmail.handler(async ({ input, context }) => {
        const session = await who(context)
        await limited(context, `new address ${session.userId}`, () =>
          withPassword(session, () => accountService.requestEmail(session, input)),
        )
        return {}
      }),
      confirmEmail: os.accounts.confirmEmail.handler(async ({ input, context }) => {
        const session = await who(context)
        return { email: await guessing(context, session.userId, () => accountService.confirmEmail(session, input.code)) }
      }),
    },
    members: {
      update: os.members.update.handler(async ({ input, context }) => {
        await team.update(await who(context), input.memberId, input.fields)
        return {}
      }),
      block: os.members.block.handler(async ({ input, context }) => {
        await team.setBlocked(await who(context), input.memberId, true)
        return {}
      }),
      unblock: os.members.unblock.handler(async ({ input, context }) => {
        await team.setBlocked(await who(context), input.memberId, false)
        return {}
      }),
      resetAccess: os.members.resetAccess.handler(async ({ input, context }) =>
        team.resetAccess(await who(context), input.memberId, input.language),
      ),
      handOver: os.members.handOver.handler(async ({ input, context }) => {
        await team.handOver(await who(context), input.memberId)
        return {}
      }),
    },
    groups: {
      save: os.groups.save.handler(async ({ input, context }) => {
        await team.saveGroup(await who(context), input)
        return {}
      }),
      delete: os.groups.delete.handler(async ({ input, context }) => {
        await team.deleteGroup(await who(context), input.id)
        return {}
      }),
    },
    invitations: {
      list: os.invitations.list.handler(async ({ context }) => ({
        invitations: [...(await invitations.list((await inviter(context)).organisationId))],
      })),
      send: os.invitations.send.handler(async ({ input, context }) => ({
        results: [...(await invitations.send({ ...(await inviter(context)), ...input }))],
      })),
      makeLink: os.invitations.makeLink.handler(async ({ input, context }) =>
        invitations.makeLink({ ...(await inviter(context)), ...input }),
      ),
      renew: os.invitations.renew.handler(async ({ input, context }) => invitations.renew({ ...(await inviter(context)), ...input })),
      revoke: os.invitations.revoke.handler(async ({ input, context }) => {
        await invitations.revoke({ ...(await inviter(context)), id: input.id })
        return {}
      }),
      // Nobody guesses a token of 256 bits, and a whole office may follow one link at once.
      look: os.invitations.look.handler(({ input }) => invitations.look(input.token)),
      accept: os.invitations.accept.handler(({ input }) => invitations.accept(input.token, input.person)),
    },
    sync: {
      // What a blocked user did before they heard of it is not lost: their facts are sealed there.
      push: os.sync.push.handler(async ({ input, context }) => {
        const output = await sync.push(await whoever(context), input)
        metrics.pushed(output)
        return output
      }),
      pull: os.sync.pull.handler(async ({ input, context }) => sync.pull(await who(context), input)),
      snapshot: os.sync.snapshot.handler(async ({ input, context }) => {
        const identity = await who(context)
        if (input.diverged && input.after === null) metrics.diverged()
        return sync.snapshot(identity, input)
      }),
    },
    leads: {
      take: os.leads.take.handler(async ({ input: { versions: spoken, requestId, leadId, device }, context }) => {
        checkVersions(spoken, versions)
        const outcome = await sync.take(await who(context), { requestId, leadId, device })
        metrics.took(outcome.outcome)
        return outcome
      }),
    },
    sealed: {
      list: os.sealed.list.handler(async ({ context }) => ({ mutations: [...(await sync.sealed(await administrator(context)))] })),
      accept: os.sealed.accept.handler(async ({ input, context }) => ({
        accepted: await sync.acceptSealed(await administrator(context), input.ids),
      })),
    },
  })
}

export type ServerRouter = ReturnType<typeof createServerRouter>
