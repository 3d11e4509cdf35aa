import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { migrate, openDatabase } from '../../src-node/sqlite/database.ts'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import { epochSetting } from './epoch.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { createSqliteReads } from './sqlite-reads.ts'
import { createSqliteTickets } from './sqlite-tickets.ts'
import { createSqliteWrites } from './sqlite-writes.ts'
import type { Client, Membership, Organisation, OrganisationTransaction, ServerStore, Writes } from './store.ts'
import { asStoreError, codeOf } from './store-error.ts'
import { isVersioned } from './versioned.ts'

export interface SqliteStoreOptions {
  /** UTC milliseconds; it tells how long deleted rows have been so. */
  readonly now?: () => number
  readonly newId?: () => string
  /** False where nothing has to survive a power cut: in tests. */
  readonly isDurable?: boolean
}

const migrationsFolder = join(import.meta.dirname, '..', '..', 'migrations', 'sqlite', 'server')

/** Milliseconds after which a write gives up where somebody else writes to the same file, and between its attempts. */
const patience = 10_000
const pause = 3

/**
 * Opens the server's store in one file, or in memory (`:memory:`). One process may use a file.
 *
 * A transaction of an organisation is not one of the database until its end: nobody else can write there meanwhile, so what it reads is what
 * is committed, and what it writes is gathered and written at one go. So the lock of the file is never held while somebody waits for
 * something, and nobody ever sees what is not committed.
 */
export const openSqliteStore = (path: string, options: SqliteStoreOptions = {}): ServerStore => {
  const { now = Date.now, newId = randomUUID, isDurable = true } = options
  const database = openDatabase(path)
  migrate(database, migrationsFolder)
  if (!isDurable) database.pragma('synchronous = OFF')
  // Waiting inside SQLite would hold the thread in which others on the same file, the accounts, have to end what they do.
  database.pragma('busy_timeout = 0')
  const reads = createSqliteReads(database)
  const writes = createSqliteWrites(database)
  const { run: exclusively, idle } = createOneAtATime()

  const putSetting = database.prepare(
    'insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  )
  const addSetting = database.prepare('insert or ignore into setting (name, value) values (?, ?)')
  const dropSetting = database.prepare('delete from setting where name = ?')
  const swapSetting = database.prepare('update setting set value = ? where name = ? and value = ?')
  const addOrganisation = database.prepare('insert into organisation (id, name, created_at) values (?, ?, ?)')
  const addMembership = database.prepare('insert into membership (user_id, org, member_id) values (?, ?, ?)')
  const raiseVersion = database.prepare('update organisation set version = ? where id = ?')
  const raiseHorizon = database.prepare('update organisation set horizon = max(horizon, ?) where id = ?')
  const noteClient = database.prepare(
    'update client set acknowledged = max(acknowledged, ?), view = coalesce(?, view) where org = ? and id = ?',
  )
  const dropResults = database.prepare('delete from result where org = ? and client_id = ? and number <= ?')
  const dropSealed = database.prepare('delete from sealed where org = ? and id = ?')
  // A deleted row on which something hangs stays: its owner decides who sees what hangs there.
  const forgettable = database.prepare<[string, number], { readonly id: string; readonly version: number }>(
    `select id, version from row where org = ? and deleted = 1 and written_at < ? and not exists (
      select 1 from row as hanging
      where hanging.org = row.org and hanging.root = row.id and hanging.root <> hanging.id and hanging.deleted = 0
    )`,
  )
  // Left to itself, SQLite looks through all history of the organisation.
  const dropHistory = database.prepare('delete from change indexed by change_row where org = ? and row_id = ?')
  const dropRow = database.prepare('delete from row where org = ? and id = ?')
  addSetting.run(epochSetting, newId())

  /** Does all of the work in one transaction of the database, or nothing of it. */
  const commit = async <Result>(work: () => Result): Promise<Result> => {
    const end = performance.now() + patience
    const transaction = database.transaction(work).immediate
    while (true) {
      try {
        return transaction()
      } catch (error) {
        if (!codeOf(error).startsWith('SQLITE_BUSY') || performance.now() > end) throw asStoreError(error)
        await delay(pause)
      }
    }
  }

  const organisationOf = (id: string): Organisation => {
    const found = reads.organisation(id)
    if (!found) throw notFound('organisation', id)
    return found
  }

  const transact = <Result>(org: string, work: (tx: OrganisationTransaction) => Promise<Result>): Promise<Result> =>
    exclusively(org, async () => {
      const organisation = organisationOf(org)
      const version = organisation.version + 1
      const accepted = new Set<number>()
      let gathered: Writes | null = null
      const result = await work({
        organisation,
        version,
        rows: async (ids) => reads.rows(org, ids),
        idsOf: async (keys) => keys.map((key) => reads.idsOf(org, key)),
        clients: async (ids) => ids.flatMap((id) => reads.client(org, id) ?? []),
        results: async (clientId, numbers) => reads.results(org, clientId, numbers),
        commands: async (requestIds) => reads.commands(org, requestIds),
        sealed: async (ids) =>
          reads.sealedOnes(
            org,
            ids.filter((id) => !accepted.has(id)),
          ),
        deleteSealed: async (ids) => {
          for (const id of ids) accepted.add(id)
        },
        write: async (all) => {
          if (gathered) throw new Error('A transaction writes once')
          gathered = all
          return isVersioned(all) ? version : organisation.version
        },
      })
      const all = gathered as Writes | null
      if (!all && accepted.size === 0) return result
      await commit(() => {
        if (organisationOf(org).version !== organisation.version) {
          throw new LeadlineError('busy', 'Another process writes to the same file; only one may')
        }
        for (const id of accepted) dropSealed.run(org, id)
        if (!all) return
        const reached = isVersioned(all) ? version : organisation.version
        writes.write(org, reached, now(), all)
        if (reached === version) raiseVersion.run(version, org)
      })
      return result
    })

  const note = (org: string, { id, userId, ...said }: Parameters<ServerStore['noteClient']>[1]): Client | undefined => {
    const known = reads.client(org, id)
    if (!known) return undefined
    if (known.userId !== userId) throw new LeadlineError('forbidden', 'This client belongs to somebody else')
    noteClient.run(said.acknowledged ?? 0, said.view ?? null, org, id)
    dropResults.run(org, id, said.acknowledged ?? 0)
    return reads.client(org, id)
  }

  return {
    epoch: async () => reads.setting(epochSetting) as string,
    transact,
    createOrganisation: async ({ id, name, createdAt }) => {
      try {
        await commit(() => addOrganisation.run(id, name, createdAt))
      } catch (error) {
        if (codeOf(error) === 'SQLITE_CONSTRAINT_UNIQUE') throw new LeadlineError('name_taken', 'This name is taken')
        throw error
      }
    },
    organisationNamed: async (name) => reads.organisationNamed(name),
    organisation: async (id) => reads.organisation(id),
    addMembership: async ({ userId, organisationId, memberId }: Membership) => {
      await commit(() => addMembership.run(userId, organisationId, memberId))
    },
    membershipOf: async (userId) => reads.membershipOf(userId),
    membershipOfMember: async (org, memberId) => reads.membershipOfMember(org, memberId),
    ...createSqliteTickets(database, commit),
    rows: async (org, ids) => reads.rows(org, ids),
    rowsOfKind: async (org, kind) => reads.rowsOfKind(org, kind),
    idsOf: async (org, key) => reads.idsOf(org, key),
    log: async (org, after, limit, client) => reads.log(org, organisationOf(org), after, limit, client),
    snapshot: async (org, after, limit) => reads.snapshot(org, organisationOf(org), after, limit),
    organisations: async () => reads.organisations(),
    countRows: async (org) => reads.countRows(org),
    client: async (org, id) => reads.client(org, id),
    noteClient: async (org, said) => {
      const known = await commit(() => note(org, said))
      // A new one waits for the transaction under way, which may be about to make it for somebody else.
      return (
        known ??
        exclusively(org, () =>
          commit(() => {
            const { id, userId, memberId, acknowledged = 0, view = null } = said
            organisationOf(org)
            if (!reads.client(org, id)) writes.writeClient(org, { id, userId, memberId, lastNumber: 0, acknowledged, view })
            return note(org, said) as Client
          }),
        )
      )
    },
    sealed: async (org) => reads.sealed(org),
    purge: (org, deletedBefore) =>
      exclusively(org, () =>
        commit(() => {
          organisationOf(org)
          const gone = forgettable.all(org, deletedBefore)
          for (const { id, version } of gone) {
            dropHistory.run(org, id)
            dropRow.run(org, id)
            raiseHorizon.run(version, org)
          }
          return gone.length
        }),
      ),
    setting: async (name) => reads.setting(name),
    setSetting: async (name, value) => {
      await commit(() => (value === null ? dropSetting.run(name) : putSetting.run(name, value)))
    },
    swapSetting: (name, from, to) => commit(() => swapSetting.run(to, name, from).changes === 1),
    announce: async () => {},
    onAnnounced: () => () => {},
    ping: async () => {
      reads.setting(epochSetting)
    },
    close: async () => {
      await idle()
      database.close()
    },
  }
}
