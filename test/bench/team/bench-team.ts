import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { v7 as newId } from 'uuid'
import { lookupsOf } from '../../../src-node/sqlite/row-store.ts'
import { readAuthKey } from '../../../src-server/accounts/auth-key.ts'
import { openPostgresStore } from '../../../src-server/db/postgres-store.ts'
import { openSqliteStore } from '../../../src-server/db/sqlite-store.ts'
import type { ServerStore, Writes, WrittenRow } from '../../../src-server/db/store.ts'
import { createSyncService } from '../../../src-server/sync/create-sync-service.ts'
import type { RowChange } from '../../../src-shared/rows/transaction.ts'
import { foundWorkspace } from '../../../src-shared/settings/settings-mutators.ts'
import { groupIds } from '../../../src-shared/team/group-kind.ts'
import { addMember } from '../../../src-shared/team/team-mutators.ts'
import { startTeamServer, type TeamServerProcess } from '../../core/server-process.ts'
import { makeUsers } from './team-accounts.ts'

export type StoreName = 'SQLite' | 'PostgreSQL'

/** Somebody of the team on a machine of theirs. */
export interface Agent {
  readonly userId: string
  readonly memberId: string
  readonly token: string
  readonly clientId: string
}

export interface BenchTeam {
  readonly organisationId: string
  readonly agents: readonly Agent[]
  readonly server: TeamServerProcess
  /** Stops the server and throws its data away. */
  readonly close: () => Promise<void>
}

interface Wish {
  /** An empty database of a PostgreSQL; null for SQLite. */
  readonly databaseUrl: string | null
  readonly people: number
  /** What is there already. */
  readonly rows: (memberIds: readonly string[]) => Iterable<RowChange>
}

/** Rows that one transaction brings while the data is made. */
const chunk = 1000

const memberOf = (id: string, at: number) => ({
  id,
  name: `Osoba ${at}`,
  email: `osoba.${at}@firma.example`,
  extension: String(100 + at),
  position: '',
  language: 'pl' as const,
  timeZone: 'Europe/Warsaw',
  firstDay: 1 as const,
  groupId: at === 0 ? groupIds.administrator : groupIds.manager,
  blocked: false,
})

const writtenRow = ({ kind, id, after }: RowChange): WrittenRow => ({
  kind: kind.name,
  id,
  root: kind.root(after.document),
  deleted: false,
  data: JSON.stringify(after.document),
  lookups: lookupsOf(kind, after.document),
})

/** What the server itself would have written of these acts, many at a time. */
const writesOf = (changes: readonly RowChange[], memberId: string, at: number): Writes => ({
  rows: changes.map(writtenRow),
  touchedRoots: [],
  changes: changes.map(({ kind, id }) => ({
    rowId: id,
    batch: newId(),
    mutation: `${kind.name}.create`,
    memberId,
    at,
    device: 'biuro',
    what: 'created',
    before: '{}',
    after: '{}',
  })),
  clients: [],
  results: [],
  sealed: [],
  commands: [],
})

const fill = async (store: ServerStore, organisationId: string, memberId: string, rows: Iterable<RowChange>) => {
  let gathered: RowChange[] = []
  const flush = async () => {
    const changes = gathered
    gathered = []
    if (changes.length > 0) await store.transact(organisationId, (tx) => tx.write(writesOf(changes, memberId, Date.now())))
  }
  for (const row of rows) {
    gathered.push(row)
    if (gathered.length >= chunk) await flush()
  }
  await flush()
}

/** Tells PostgreSQL what its tables hold: left alone it knows within a minute or so. */
const analyze = async (databaseUrl: string) => {
  const client = new Client(databaseUrl)
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

/** A team with its accounts and its data, and a real server over it in a process of its own. */
export const startBenchTeam = async ({ databaseUrl, people, rows }: Wish): Promise<BenchTeam> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'leadline-bench-server-'))
  const file = join(dataFolder, 'server.sqlite')
  const secret = readAuthKey(dataFolder)
  const store = databaseUrl === null ? openSqliteStore(file) : await openPostgresStore(databaseUrl)
  const users = await makeUsers(databaseUrl === null ? { sqlite: file } : { postgres: databaseUrl }, secret, people)
  const agents = users.map((user): Agent => ({ ...user, memberId: newId(), clientId: newId() }))
  const founder = agents[0] as Agent
  const organisationId = newId()
  const log = {
    error: (message: string, error: unknown) => {
      throw new Error(message, { cause: error })
    },
  }
  const sync = createSyncService({ store, now: Date.now, newId, log })
  await store.createOrganisation({ id: organisationId, name: 'firma', createdAt: Date.now() })
  const founding = { id: organisationId, name: 'firma', country: 'PL', member: memberOf(founder.memberId, 0) }
  await sync.run(organisationId, foundWorkspace, founding, founder.memberId)
  for (const [at, { userId, memberId }] of agents.entries()) {
    await store.addMembership({ userId, organisationId, memberId })
    if (at > 0) await sync.run(organisationId, addMember, memberOf(memberId, at), founder.memberId)
  }
  await fill(store, organisationId, founder.memberId, rows(agents.map(({ memberId }) => memberId)))
  await sync.close()
  await store.close()
  if (databaseUrl !== null) await analyze(databaseUrl)
  const server = await startTeamServer({
    dataFolder,
    ...(databaseUrl === null ? {} : { databaseUrl }),
    environment: { LEADLINE_AUTH_SECRET: secret },
  })
  return {
    organisationId,
    agents,
    server,
    close: async () => {
      await server.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
