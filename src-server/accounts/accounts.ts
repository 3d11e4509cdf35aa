import { betterAuth } from 'better-auth'
import { bearer } from 'better-auth/plugins/bearer'
import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { ServerLog } from '../log.ts'
import { type AccountsPlace, authTables, openAccountsDatabase } from './accounts-database.ts'

/** Seconds a session lasts without a sign of life, and after which a sign of life prolongs it. */
const sessionLength = 60 * 86_400
const sessionStep = 86_400

export interface Session {
  readonly id: string
  readonly userId: string
}

export interface KnownUser {
  readonly id: string
  readonly createdAt: Date
}

/** Who somebody is, proved by e-mail and password. What they may do is none of its business. */
export interface Accounts {
  /** @throws LeadlineError `wrong_password`, for an unknown e-mail too */
  readonly signIn: (email: string, password: string) => Promise<Session & { readonly token: string }>
  readonly signOut: (token: string) => Promise<void>
  /** Null for a token that is forged or has ended. */
  readonly sessionOf: (token: string) => Promise<Session | null>
  readonly userNamed: (email: string) => Promise<KnownUser | null>
  readonly create: (person: {
    readonly name: string
    readonly email: string
    readonly password: string
  }) => Promise<{ readonly id: string }>
  readonly remove: (userId: string) => Promise<void>
  readonly checkPassword: (userId: string, password: string) => Promise<boolean>
  readonly setPassword: (userId: string, password: string) => Promise<void>
  /** Null where there is no such account. */
  readonly emailOf: (userId: string) => Promise<string | null>
  /** @throws LeadlineError `conflict` where another account has it */
  readonly setEmail: (userId: string, email: string) => Promise<void>
  /** Ends all sessions of an account, but this one where there is one to be kept. */
  readonly endSessions: (userId: string, exceptSessionId?: string) => Promise<void>
  readonly close: () => Promise<void>
}

const wrongPassword = () => new LeadlineError('wrong_password', 'The e-mail or the password is wrong')

const emailTaken = () => new LeadlineError('conflict', 'This e-mail has an account already', [{ path: 'email', rule: 'taken' }])

const bearerOf = (token: string) => new Headers({ authorization: `Bearer ${token}` })

export const openAccounts = async (place: AccountsPlace, secret: string, log: ServerLog): Promise<Accounts> => {
  const options = {
    appName: 'Leadline',
    // Nothing of better-auth is reached over HTTP: its functions are called, and what they say of addresses is not used.
    baseURL: 'http://127.0.0.1',
    secret,
    ...authTables,
    session: { ...authTables.session, expiresIn: sessionLength, updateAge: sessionStep },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    rateLimit: { enabled: true },
    telemetry: { enabled: false },
    advanced: { ipAddress: { disableIpTracking: true } },
    logger: {
      level: 'error' as const,
      log: (_level: string, message: string, ...rest: unknown[]) =>
        log.error('better-auth', rest.find((one) => one instanceof Error) ?? new Error(message)),
    },
  }
  const database = await openAccountsDatabase(place, options)
  // Only signed tokens count: what stands in the database alone opens nothing.
  const auth = betterAuth({ ...options, database: () => database.adapter, plugins: [bearer({ requireSignature: true })] })
  const context = await auth.$context

  const userNamed = async (email: string) => (await context.internalAdapter.findUserByEmail(email.toLowerCase()))?.user ?? null

  return {
    signIn: async (email, password) => {
      const { headers, response } = await auth.api
        .signInEmail({ body: { email, password }, returnHeaders: true })
        .catch((error: { readonly statusCode?: number }) => {
          if (error.statusCode === 401 || error.statusCode === 400) throw wrongPassword()
          throw error
        })
      const token = headers.get('set-auth-token')
      const session = token ? await auth.api.getSession({ headers: bearerOf(token) }) : null
      if (!token || !session) throw new Error('A session that was just made is not there')
      return { token, id: session.session.id, userId: response.user.id }
    },
    signOut: async (token) => {
      await auth.api.signOut({ headers: bearerOf(token) })
    },
    sessionOf: async (token) => {
      const found = await auth.api.getSession({ headers: bearerOf(token) })
      return found && { id: found.session.id, userId: found.user.id }
    },
    userNamed,
    create: async ({ name, email, password }) => {
      const hash = await context.password.hash(password)
      const user = await context.internalAdapter.createUser(
        { name, email: email.toLowerCase(), emailVerified: false },
        { method: 'email-password' },
      )
      await context.internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash })
      return { id: user.id }
    },
    remove: (userId) => context.internalAdapter.deleteUser(userId),
    checkPassword: async (userId, password) => {
      const account = await context.internalAdapter.findCredentialAccount(userId)
      return account?.password ? context.password.verify({ password, hash: account.password }) : false
    },
    setPassword: async (userId, password) => context.internalAdapter.updatePassword(userId, await context.password.hash(password)),
    emailOf: async (userId) => (await context.internalAdapter.findUserById(userId))?.email ?? null,
    setEmail: async (userId, email) => {
      const isTaken = async () => ((await userNamed(email))?.id ?? userId) !== userId
      if (await isTaken()) throw emailTaken()
      try {
        await context.internalAdapter.updateUser(userId, { email: email.toLowerCase() })
      } catch (error) {
        // Another process may have been faster.
        throw (await isTaken()) ? emailTaken() : error
      }
    },
    // In one statement: a session that begins meanwhile is not overlooked by a list that was read before.
    endSessions: async (userId, exceptSessionId) => {
      const kept = exceptSessionId === undefined ? [] : [{ field: 'id', operator: 'ne' as const, value: exceptSessionId }]
      await database.adapter.deleteMany({ model: 'session', where: [{ field: 'userId', value: userId }, ...kept] })
    },
    close: database.close,
  }
}
