import { implement, onError } from '@orpc/server'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import { type Versions, versionsSchema } from '../../src-shared/sync/protocol.ts'
import { serverContract } from '../../src-shared/sync/server-contract.ts'
import { type Attempts, networkOf } from '../accounts/attempts.ts'
import type { Identify, SignedIn } from '../accounts/identify.ts'
import type { MemberAccounts } from '../accounts/member-accounts.ts'
import type { ServerLog } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { FoundingService } from '../setup/found-organisation.ts'
import type { SetUpCodes } from '../setup/set-up-codes.ts'
import { checkVersions } from '../sync/check-versions.ts'
import type { SyncService } from '../sync/sync-service.ts'
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
  readonly endSession: (session: SignedIn) => Promise<void>
  readonly metrics: Metrics
  readonly versions: Versions
  /** Of the program. */
  readonly version: string
  /** UTC milliseconds. */
  readonly now: () => number
  readonly log: ServerLog
}

const isError = (code: string) => (error: unknown) => error instanceof LeadlineError && error.code === code

const signedInOr = (signedIn: SignedIn | null): SignedIn => {
  if (!signedIn) throw new LeadlineError('unauthorized', 'This needs a session')
  return signedIn
}

/** The API of the server: each procedure of the contract, tied to the service that answers it. */
export const createServerRouter = (services: Services) => {
  const { sync, identify, members, founding, codes, attempts, metrics, versions, now } = services

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
    if ((await identify.standingOf(identity)).group !== 'administrator') {
      throw new LeadlineError('forbidden', 'Only an administrator may do this')
    }
    return identity
  }

  const withCode = <Result>({ address }: RequestContext, work: () => Promise<Result>): Promise<Result> =>
    attempts.run([`set-up ${networkOf(address)}`], isError('wrong_code'), work)

  const signIn = (address: string, email: string, password: string) =>
    attempts.run([`address ${networkOf(address)}`, `e-mail ${email.toLowerCase()}`], isError('wrong_password'), () =>
      members.signIn(email, password),
    )

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
        await services.endSession(await whoever(context))
        return {}
      }),
      me: os.accounts.me.handler(async ({ context }) => {
        const { memberId, organisationId } = await who(context)
        return { memberId, workspaceId: organisationId }
      }),
      add: os.accounts.add.handler(async ({ input: { person, group }, context }) => ({
        memberId: await members.add(await administrator(context), person, group),
      })),
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
      take: os.leads.take.handler(async ({ input: { versions: spoken, requestId, leadId }, context }) => {
        checkVersions(spoken, versions)
        const outcome = await sync.take(await who(context), { requestId, leadId })
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
