import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Server as TlsServer } from 'node:tls'
import Fastify, { type FastifyServerOptions, LogController } from 'fastify'
import { ownVersions, type Versions } from '../src-shared/sync/protocol.ts'
import { createAccountService } from './accounts/account-service.ts'
import { openAccounts } from './accounts/accounts.ts'
import type { AccountsPlace } from './accounts/accounts-database.ts'
import { createAttempts } from './accounts/attempts.ts'
import { createIdentify } from './accounts/identify.ts'
import { createMemberAccounts } from './accounts/member-accounts.ts'
import { largestBody, registerApi } from './api/register-api.ts'
import { registerErrors } from './api/register-errors.ts'
import { createServerRouter } from './api/router.ts'
import { registerBlobs } from './blobs/register-blobs.ts'
import type { ServerStore } from './db/store.ts'
import { registerHealth } from './health.ts'
import { keepHorizon } from './horizon.ts'
import { createInvitations } from './invitations/invitations.ts'
import { registerJoinPage } from './invitations/join-page.ts'
import { loggerOptions, serverLogOf } from './log.ts'
import { isMailRefused, type Mailer } from './mail/mailer.ts'
import { createReportingMailer } from './mail/reporting-mailer.ts'
import { createMetrics, isLoopback } from './metrics.ts'
import { createFounding } from './setup/found-organisation.ts'
import { createSetUpCodes } from './setup/set-up-codes.ts'
import { createSocketServer } from './socket/socket-server.ts'
import { createSyncService } from './sync/create-sync-service.ts'
import { createTeamCommands } from './team/team-commands.ts'

export interface ServerDependencies {
  /** Closed by the app. */
  readonly store: ServerStore
  readonly accountsPlace: AccountsPlace
  /** Signs sessions. */
  readonly authSecret: string
  /** Files of clients lie below it. */
  readonly dataFolder: string
  /** Of the program. */
  readonly version: string
  /** What the server speaks; another one only in tests of skew. */
  readonly versions?: Versions
  /** A proxy on this machine says for whom it asks. */
  readonly behindProxy: boolean
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly metricsToken: string | null
  /** Sends invitations and codes; null where the server sends no mail. */
  readonly mailer: Mailer | null
  /** Address under which people find the server; null for the one that whoever invites has. */
  readonly publicAddress: string | null
  /** UTC milliseconds. */
  readonly now: () => number
  /** Milliseconds, never going back. */
  readonly monotonic: () => number
  readonly newId: () => string
  /** Where the log goes, one JSON object a line. */
  readonly logStream: NodeJS.WritableStream
}

/** The team's server, all but its process. */
export interface ServerApp {
  /** Answers with the port. */
  readonly listen: (port: number, host: string) => Promise<number>
  /** The code of a first start; null later. */
  readonly firstCode: () => Promise<string | null>
  /** Puts a new certificate in the place of the old one; where it cannot be had, the old one stays. */
  readonly renewTls: (read: () => { readonly cert: Buffer; readonly key: Buffer }) => void
  /** Ends what was begun, refuses what comes, closes the database. It takes `deadline` milliseconds at most. */
  readonly close: (deadline?: number) => Promise<void>
}

/** Milliseconds for requests under way to end when the server closes. */
const usualDeadline = 10_000

/** Mails that one account may have sent, and in which time, milliseconds. */
const mailsInAWhile = 10
const mailWhile = 600_000

/** Milliseconds for a request to arrive whole. */
const longestRequest = 300_000

/** The one composition root of the server. */
export const createServerApp = async (dependencies: ServerDependencies): Promise<ServerApp> => {
  const { store, dataFolder, tls, now, monotonic, newId, versions = ownVersions } = dependencies
  const options: FastifyServerOptions = {
    ...(tls ? { https: tls } : {}),
    logger: loggerOptions(dependencies.logStream),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBody,
    requestTimeout: longestRequest,
    trustProxy: dependencies.behindProxy ? 'loopback' : false,
  }
  const fastify = Fastify(options)
  const log = serverLogOf(fastify.log)
  const metrics = createMetrics()
  const mailer = dependencies.mailer && createReportingMailer(dependencies.mailer, log)
  let closing = false

  const accounts = await openAccounts(dependencies.accountsPlace, dependencies.authSecret, log)
  const sync = createSyncService({ store, now, newId, log, versions })
  const identify = createIdentify({ accounts, store, now })
  const members = createMemberAccounts({ accounts, store, sync, newId, now })
  const founding = createFounding({ store, sync, members, newId, now })
  const codes = createSetUpCodes(store, now)
  const sockets = createSocketServer({ identify, sync, store, versions, processId: randomUUID(), monotonic, log })
  const recheck = sockets.recheck
  const accountService = createAccountService({ accounts, store, sync, mailer, now, newId, log })
  const invitations = createInvitations({ store, members, mailer, publicAddress: dependencies.publicAddress, newId, now })
  const team = createTeamCommands({ store, sync, accounts, accountService, changed: recheck })
  metrics.watch({ sockets: sockets.count, queueLength: sync.queueLength })

  registerErrors(fastify, log)
  const ready = async () => {
    await store.ping()
    return !closing
  }
  registerJoinPage(fastify)
  registerHealth(fastify, { metrics, token: dependencies.metricsToken, ready })
  const router = createServerRouter({
    sync,
    identify,
    members,
    founding,
    codes,
    attempts: createAttempts(monotonic),
    mails: createAttempts(monotonic, mailsInAWhile, mailWhile),
    accounts,
    accountService,
    invitations,
    team,
    recheck,
    store,
    metrics,
    versions,
    version: dependencies.version,
    now,
    log,
  })
  await registerApi(fastify, router)
  await fastify.register(async (scope) => {
    registerBlobs(scope, { folder: join(dataFolder, 'blobs'), identify: ({ headers }) => identify.identify(headers), store, now, log })
  })
  sockets.listen(fastify.server)
  const horizon = keepHorizon({ store, now, log })

  return {
    listen: async (port, host) => {
      if (!tls && !dependencies.behindProxy && !isLoopback(host)) {
        fastify.log.warn('Whoever is on the way can read everything, passwords too: serve https (--tls-cert), or behind a proxy that does')
      }
      await fastify.listen({ port, host })
      void horizon.look()
      // Nobody waits for the mail server, and without it everything else works.
      mailer?.check().catch((error: unknown) => {
        if (!isMailRefused(error)) log.error('The mail server was not asked', error)
      })
      return (fastify.server.address() as AddressInfo).port
    },
    firstCode: codes.makeFirst,
    renewTls: (read) => {
      try {
        ;(fastify.server as unknown as TlsServer).setSecureContext(read())
        log.info('The certificate was read again')
      } catch (error) {
        log.error('The new certificate cannot be used', error)
      }
    },
    close: async (deadline = usualDeadline) => {
      if (closing) return
      closing = true
      horizon.close()
      await sockets.close()
      const late = setTimeout(() => fastify.server.closeAllConnections(), deadline)
      await fastify.close()
      clearTimeout(late)
      await accountService.idle()
      await sync.close()
      await accounts.close()
      await store.close()
    },
  }
}
