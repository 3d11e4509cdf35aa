import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { contactKind } from '../../src-shared/contacts/contact-kind.ts'
import { takeLead } from '../../src-shared/leads/lead-mutators.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import type { Mutator } from '../../src-shared/rows/mutator.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import {
  type MutationResult,
  ownVersions,
  type PushInput,
  type PushOutput,
  pushLimits,
  type SentMutation,
  type Versions,
} from '../../src-shared/sync/protocol.ts'
import type { TakeOutcome } from '../../src-shared/sync/server-contract.ts'
import { builtInGroups, groupKind, groupOf } from '../../src-shared/team/group-kind.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import { seesContact } from '../../src-shared/team/sight.ts'
import { viewerOf } from '../../src-shared/team/viewer.ts'
import type {
  Client,
  LookupKey,
  OrganisationTransaction,
  SealedMutation,
  ServerStore,
  StoredCommand,
  StoredResult,
  Writes,
} from '../db/store.ts'
import { readUnblocked, type Standing } from '../team/standing.ts'
import { checkVersions } from './check-versions.ts'
import { expectedKeys } from './expected-keys.ts'
import { createLoadedRows } from './loaded-rows.ts'
import { createOrganisationQueue } from './organisation-queue.ts'
import { createReading } from './reading.ts'
import { createTransactionState, digestOf, idsIn, isFact, type TransactionState } from './run-mutation.ts'
import type { CommandCheck, Committed, Identity, SyncService, TakeRequest } from './sync-service.ts'

interface Dependencies {
  readonly store: ServerStore
  /** UTC milliseconds. */
  readonly now: () => number
  readonly newId: () => string
  readonly log: { readonly error: (message: string, error: unknown) => void }
  /** Lets in what has arrived before a transaction begins: once around the event loop, but where a test has time in its hands. */
  readonly gather?: () => Promise<void>
  /** What the server speaks; another one only in tests of skew. */
  readonly versions?: Versions
}

/** The effects of a job that are not rows. */
interface Effects {
  readonly clients: Map<string, Client>
  readonly results: StoredResult[]
  readonly sealed: Omit<SealedMutation, 'id'>[]
  readonly commands: StoredCommand[]
}

interface Scope extends Effects {
  readonly tx: OrganisationTransaction
  readonly state: TransactionState
  readonly load: (ids: Iterable<string>) => Promise<void>
  readonly commandsKnown: Map<string, StoredCommand>
}

/** Answers with what is to be told once the transaction has its version. */
type Job = {
  /** Rows, clients and commands that it will ask for. */
  readonly needs: {
    readonly ids: readonly string[]
    readonly keys?: readonly LookupKey[]
    readonly clientId?: string
    readonly requestId?: string
  }
  readonly run: (scope: Scope) => Promise<(version: number) => unknown>
}

/** Before this nobody has used the program; a clock that shows it is wrong (2020-01-01). */
const earliest = 1_577_836_800_000
/** A client knows the server's time; a little of its haste is forgiven, milliseconds. */
const haste = 86_400_000

/** Groups that nearly everybody is in: loaded with the first question of a transaction. */
const builtInIds = builtInGroups.map(({ id }) => id)

const unforeseen = { code: 'internal', message: 'The server failed at this', problems: [] } as const

export const createSyncService = ({ store, now, newId, log, gather, versions = ownVersions }: Dependencies): SyncService => {
  const listeners = new Set<(commit: Committed) => void>()
  const tell = (commit: Committed) => {
    for (const listener of listeners) listener(commit)
  }
  const stopHearing = store.onAnnounced((organisationId, payload) => {
    const version = Number(payload)
    if (Number.isInteger(version)) tell({ organisationId, from: version - 1, version })
  })

  const runJobs = async (organisationId: string, jobs: readonly Job[]) => {
    let committed: number | null = null
    const answers = await store.transact(organisationId, async (tx) => {
      const rows = createLoadedRows(tx)
      const clients = new Map<string, Client>()
      const commandsKnown = new Map<string, StoredCommand>()
      const clientIds = jobs.flatMap(({ needs }) => needs.clientId ?? [])
      const requestIds = jobs.flatMap(({ needs }) => needs.requestId ?? [])
      const [knownClients, knownCommands] = await Promise.all([
        clientIds.length > 0 ? tx.clients([...new Set(clientIds)]) : [],
        requestIds.length > 0 ? tx.commands([...new Set(requestIds)]) : [],
        rows.load(
          jobs.flatMap(({ needs }) => needs.ids),
          jobs.flatMap(({ needs }) => needs.keys ?? []),
        ),
      ])
      for (const client of knownClients) clients.set(client.id, client)
      for (const command of knownCommands) commandsKnown.set(command.requestId, command)
      const known = new Map(clients)
      const scope: Scope = {
        tx,
        state: createTransactionState(rows, now()),
        load: rows.load,
        clients,
        results: [],
        sealed: [],
        commands: [],
        commandsKnown,
      }
      const tellers: (((version: number) => unknown) | Error)[] = []
      for (const job of jobs) {
        try {
          tellers.push(await job.run(scope))
        } catch (error) {
          if (!(error instanceof LeadlineError)) throw error
          tellers.push(error)
        }
      }
      const written = scope.state.writes()
      const writes: Writes = {
        ...written,
        clients: [...clients.values()].filter((client) => known.get(client.id) !== client),
        results: scope.results,
        sealed: scope.sealed,
        commands: scope.commands,
      }
      const isEmpty = Object.values(writes).every((list) => list.length === 0)
      const version = isEmpty ? tx.organisation.version : await tx.write(writes)
      if (version > tx.organisation.version) committed = version
      return tellers.map((teller) => (teller instanceof Error ? teller : { answer: teller(version) }))
    })
    if (committed !== null) {
      tell({ organisationId, from: committed - 1, version: committed })
      void store.announce(organisationId, String(committed)).catch((error: unknown) => log.error('Other processes were not told', error))
    }
    return answers
  }

  const queue = createOrganisationQueue<Job, { readonly answer: unknown }>(runJobs, gather)
  const add = async <Answer>(organisationId: string, job: Job): Promise<Answer> => (await queue.add(organisationId, job)).answer as Answer

  /** In the state that the mutations before in this transaction have left: a right that was withdrawn is gone for those behind. */
  const standingOf = async ({ tx, state, load }: Scope, memberId: string): Promise<Standing> => {
    const organisationId = tx.organisation.id
    await load([memberId, organisationId, ...builtInIds])
    const member = state.get(memberKind, memberId)
    const workspace = state.get(workspaceKind, organisationId)
    if (!member || !workspace) throw new LeadlineError('unauthorized', 'This account belongs to nobody here')
    await load([member.groupId])
    return { member, viewer: viewerOf(member, state.get(groupKind, member.groupId), workspace) }
  }

  const clientOf = ({ clients }: Scope, identity: Identity, clientId: string): Client => {
    const known = clients.get(clientId)
    if (known && known.userId !== identity.userId) throw new LeadlineError('forbidden', 'This client belongs to somebody else')
    return known ?? { id: clientId, userId: identity.userId, memberId: identity.memberId, lastNumber: 0, acknowledged: 0, view: null }
  }

  const runOne = async (
    scope: Scope,
    mutation: SentMutation,
    { member, viewer }: Standing,
    device: string,
  ): Promise<Pick<MutationResult, 'outcome' | 'error'>> => {
    if (member.blocked) {
      if (!isFact(mutation.name)) {
        return { outcome: 'refused', error: { code: 'blocked', message: 'This account is blocked', problems: [] } }
      }
      scope.sealed.push({ memberId: member.id, device, mutation })
      return { outcome: 'sealed', error: null }
    }
    try {
      await scope.state.runSent(mutation, viewer, device)
      return { outcome: 'done', error: null }
    } catch (error) {
      if (error instanceof LeadlineError) {
        return { outcome: 'refused', error: { code: error.code, message: error.message, problems: [...error.problems] } }
      }
      // A mutation that breaks the server is refused as any other: it must not block those behind it (F8).
      log.error(`The mutation ${mutation.name} failed`, error)
      return { outcome: 'refused', error: { ...unforeseen, problems: [] } }
    }
  }

  const pushJob = (identity: Identity, input: PushInput, epoch: string): Job => ({
    needs: {
      ids: [identity.memberId, identity.organisationId, ...builtInIds, ...input.mutations.flatMap(({ args }) => idsIn(args))],
      keys: input.mutations.flatMap(expectedKeys),
      clientId: input.clientId,
    },
    run: async (scope) => {
      const author = await standingOf(scope, identity.memberId)
      const client = clientOf(scope, identity, input.clientId)
      const repeated = input.mutations.filter(({ number }) => number <= client.lastNumber)
      const fresh = input.mutations.filter(({ number }) => number > client.lastNumber)
      for (const [at, { number }] of fresh.entries()) {
        const next = client.lastNumber + 1 + at
        if (number !== next)
          throw new LeadlineError('gap', `The next number is ${next}`, [{ path: 'number', rule: 'next_number', limit: next }])
      }
      const stored =
        repeated.length === 0
          ? []
          : await scope.tx.results(
              client.id,
              repeated.map(({ number }) => number),
            )
      const fromThisTransaction = scope.results.filter(({ clientId }) => clientId === client.id)
      const known = new Map([...stored, ...fromThisTransaction].map((result) => [result.number, result]))
      for (const mutation of repeated) {
        if (known.get(mutation.number)?.digest !== digestOf(mutation)) {
          throw new LeadlineError('forked', `Number ${mutation.number} was used for something else`)
        }
      }
      const done: StoredResult[] = []
      for (const mutation of fresh) {
        const outcome = await runOne(scope, mutation, author, input.device ?? '')
        done.push({ number: mutation.number, version: 0, ...outcome, clientId: client.id, digest: digestOf(mutation) })
      }
      const lastNumber = fresh.at(-1)?.number ?? client.lastNumber
      scope.clients.set(client.id, fresh.length === 0 && scope.clients.has(client.id) ? client : { ...client, lastNumber })
      scope.results.push(...done)
      return (version): PushOutput => ({
        epoch,
        lastNumber,
        results: [
          ...repeated.map(({ number }) => known.get(number) as StoredResult),
          ...done.map((result) => ({ ...result, version })),
        ].map(({ number, version: at, outcome, error }) => ({ number, version: at, outcome, error })),
        serverTime: now(),
      })
    },
  })

  const takeJob = (identity: Identity, { requestId, leadId, device = '' }: TakeRequest): Job => ({
    needs: { ids: [identity.memberId, identity.organisationId, ...builtInIds, leadId], requestId },
    run: async (scope) => {
      const known = scope.commandsKnown.get(requestId)
      if (known) {
        if (known.memberId !== identity.memberId) throw new LeadlineError('forbidden', 'This request belongs to somebody else')
        const answered = JSON.parse(known.answer) as TakeOutcome
        // It was stored before its transaction had its version; one that wrote nothing else has none of its own.
        return (version) => ({ ...answered, version: Math.min(answered.version, version) })
      }
      const { member: author, viewer } = await standingOf(scope, identity.memberId)
      if (author.blocked) throw new LeadlineError('blocked', 'This account is blocked')
      // Whoever loses hears who has the lead (S7.1), also where their group does not see it any more: it was in everybody's pool.
      const mutation = { number: 1, name: takeLead.name, args: JSON.stringify({ id: leadId }), batch: requestId, at: now() }
      let outcome: TakeOutcome['outcome'] = 'taken'
      try {
        await scope.state.runSent(mutation, viewer, device)
      } catch (error) {
        if (!(error instanceof LeadlineError) || error.code !== 'taken') throw error
        const contact = scope.state.get(contactKind, leadId)
        if (contact?.stage === 'client' && !seesContact(viewer, contact)) throw notFound('lead', leadId)
        outcome = 'lost'
      }
      const holderId = (scope.state.read(contactKind.name, leadId)?.document as Contact | undefined)?.responsible ?? null
      if (holderId !== null) await scope.load([holderId])
      // It may be somebody whom this team does not have: that says nothing of whoever asks.
      const holder = holderId === null ? undefined : scope.state.get(memberKind, holderId)
      const answer: Omit<TakeOutcome, 'version'> = { outcome, memberId: holderId ?? author.id, memberName: holder?.name ?? '' }
      const command = { requestId, memberId: author.id, answer: JSON.stringify({ ...answer, version: scope.tx.version }) }
      scope.commands.push(command)
      scope.commandsKnown.set(requestId, command)
      return (version) => ({ ...answer, version })
    },
  })

  const demandAdministrator = async (identity: Identity) => {
    const { viewer } = await readUnblocked(store, identity)
    if (!viewer.administrator) throw new LeadlineError('forbidden', 'Only an administrator may do this')
  }

  const checkPush = (input: PushInput) => {
    checkVersions(input.versions, versions)
    const bytes = input.mutations.reduce((total, { args }) => total + args.length, 0)
    if (bytes > pushLimits.bytes && input.mutations.length > 1) throw new LeadlineError('too_large', 'This is too much for one push')
    const latest = now() + haste
    for (const { at } of input.mutations) {
      if (at < earliest || at > latest) throw new LeadlineError('wrong_clock', 'The clock of this computer is wrong')
    }
  }

  return {
    ...createReading({ store, now, versions }),
    push: async (identity, input) => {
      checkPush(input)
      const epoch = await store.epoch()
      if (input.epoch !== null && input.epoch !== epoch) {
        const client = await store.client(identity.organisationId, input.clientId)
        const lastNumber = client?.userId === identity.userId ? client.lastNumber : 0
        return { epoch, lastNumber, results: [], serverTime: now() }
      }
      return add<PushOutput>(identity.organisationId, pushJob(identity, input, epoch))
    },
    take: (identity, request) => add<TakeOutcome>(identity.organisationId, takeJob(identity, request)),
    run: async <Args>(organisationId: string, mutator: Mutator<Args>, args: Args, memberId: string) => {
      await add<null>(organisationId, {
        needs: { ids: idsIn(JSON.stringify(args)) },
        run: async ({ state }) => {
          await state.runOwn(mutator, args, memberId, newId())
          return () => null
        },
      })
    },
    command: async <Args>(identity: Identity, mutator: Mutator<Args>, args: Args, check: CommandCheck) => {
      await add<null>(identity.organisationId, {
        needs: { ids: [identity.memberId, identity.organisationId, ...builtInIds, ...idsIn(JSON.stringify(args))] },
        run: async (scope) => {
          const me = await standingOf(scope, identity.memberId)
          if (me.member.blocked) throw new LeadlineError('blocked', 'This account is blocked')
          await check({
            me: me.viewer,
            standingOf: (memberId) => standingOf(scope, memberId),
            groupOf: async (groupId) => {
              await scope.load([groupId])
              return groupOf(groupId, scope.state.get(groupKind, groupId))
            },
          })
          await scope.state.runOwn(mutator, args, identity.memberId, newId())
          return () => null
        },
      })
    },
    sealed: async (identity) => {
      await demandAdministrator(identity)
      return store.sealed(identity.organisationId)
    },
    acceptSealed: async (identity, ids) => {
      await demandAdministrator(identity)
      return add<number>(identity.organisationId, {
        needs: { ids: [] },
        run: async (scope) => {
          const sealed = await scope.tx.sealed(ids)
          const accepted: number[] = []
          for (const { id, memberId, device, mutation } of sealed) {
            await scope.load(idsIn(mutation.args))
            const author = await standingOf(scope, memberId).catch((error: unknown) => {
              if (error instanceof LeadlineError && error.code === 'unauthorized') return null
              throw error
            })
            if (!author) continue
            const { outcome } = await runOne(scope, mutation, { ...author, member: { ...author.member, blocked: false } }, device)
            if (outcome === 'done') accepted.push(id)
          }
          await scope.tx.deleteSealed(accepted)
          return () => accepted.length
        },
      })
    },
    onCommitted: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    queueLength: queue.length,
    close: async () => {
      stopHearing()
      await queue.close()
    },
  }
}
