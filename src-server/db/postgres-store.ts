import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { LeadlineError, notFound } from '../../src-shared/lib/errors.ts'
import { epochSetting } from './epoch.ts'
import { createAnnouncements } from './postgres-announcements.ts'
import { type Ask, createConnections, together } from './postgres-connections.ts'
import { migratePostgres } from './postgres-migrations.ts'
import { createPostgresPages, readsOf } from './postgres-reads.ts'
import { createPostgresTickets } from './postgres-tickets.ts'
import { writeAll, writeClients } from './postgres-writes.ts'
import {
  type ClientRecord,
  clientOf,
  columns,
  type MembershipRecord,
  membershipOf,
  type RowRecord,
  rowOf,
  type SealedRecord,
  sealedOf,
} from './records.ts'
import type { Client, Organisation, OrganisationTransaction, ServerStore, Writes } from './store.ts'
import { asStoreError, codeOf } from './store-error.ts'
import { isVersioned } from './versioned.ts'

export interface PostgresStoreOptions {
  /** UTC milliseconds; it tells how long deleted rows have been so. */
  readonly now?: () => number
  readonly newId?: () => string
  /** Connections at most. */
  readonly connections?: number
}

const migrationsFolder = join(import.meta.dirname, '..', '..', 'migrations', 'postgres')

/** Begins a transaction whose first act is to lock the organisation (I2): it waits for whoever writes there, in whatever process. */
const lock = async (ask: Ask, id: string): Promise<Organisation> => {
  const [, [organisation]] = await together([
    ask('begin'),
    ask<Organisation>(`select ${columns.organisation} from organisation where id = $1 for update`, [id]),
  ])
  if (!organisation) throw notFound('organisation', id)
  return organisation
}

/** A deleted row on which something hangs stays: its owner decides who sees what hangs there. */
const forgettable = `org = $1 and deleted and written_at < $2
  and not exists (
    select from row as hanging where hanging.org = $1 and hanging.root = row.id and hanging.root <> hanging.id and not hanging.deleted
  )`

/**
 * Opens the server's store on PostgreSQL. Any number of processes may share a database.
 * @throws LeadlineError `unreachable`, or a plain sentence where the data was written by a newer program
 */
export const openPostgresStore = async (url: string, options: PostgresStoreOptions = {}): Promise<ServerStore> => {
  const { now = Date.now, newId = randomUUID, connections: most = 10 } = options
  const connections = createConnections(url, most)
  const { lend, ask } = connections
  const pages = createPostgresPages(connections)
  let epoch: Promise<string> | null = null
  const announcements = createAnnouncements({
    url,
    ask,
    id: newId(),
    onBack: () => {
      epoch = null
    },
  })
  const close = async () => {
    await announcements.close()
    await connections.close()
  }

  try {
    await migratePostgres(url, migrationsFolder)
    await ask('insert into setting (name, value) values ($1, $2) on conflict do nothing', [epochSetting, newId()])
    await announcements.open()
  } catch (error) {
    await close()
    throw asStoreError(error)
  }

  const setting = async (name: string): Promise<string | undefined> => {
    const [found] = await ask<{ value: string }>('select value from setting where name = $1', [name])
    return found?.value
  }

  const transact = <Result>(org: string, work: (tx: OrganisationTransaction) => Promise<Result>): Promise<Result> =>
    lend(async (within) => {
      const organisation = await lock(within, org)
      const version = organisation.version + 1
      let gathered: Writes | null = null
      const result = await work({
        organisation,
        version,
        ...readsOf(within, org),
        deleteSealed: async (ids) => {
          await within('delete from sealed where org = $1 and id = any($2)', [org, ids])
        },
        write: async (all) => {
          if (gathered) throw new Error('A transaction writes once')
          gathered = all
          return isVersioned(all) ? version : organisation.version
        },
      })
      const all = gathered as Writes | null
      const reached = all && isVersioned(all) ? version : organisation.version
      await together([
        all ? writeAll(within, org, reached, now(), all) : Promise.resolve(),
        reached === version ? within('update organisation set version = $2 where id = $1', [org, version]) : Promise.resolve([]),
        within('commit'),
      ])
      return result
    })

  /** Undefined where there is no such client yet. */
  const note = async (within: Ask, org: string, said: Parameters<ServerStore['noteClient']>[1]): Promise<Client | undefined> => {
    const { id, userId, acknowledged = 0, view = null } = said
    const [[changed], [known]] = await together([
      within<ClientRecord>(
        `with forgotten as (
          delete from result using client where result.org = $1 and result.client_id = $2 and result.number <= $4
          and client.org = $1 and client.id = $2 and client.user_id = $3
        )
        update client set acknowledged = greatest(acknowledged, $4), view = coalesce($5, view)
        where org = $1 and id = $2 and user_id = $3 returning ${columns.client}`,
        [org, id, userId, acknowledged, view],
      ),
      within<{ id: string }>('select id from client where org = $1 and id = $2', [org, id]),
    ])
    if (!changed && known) throw new LeadlineError('forbidden', 'This client belongs to somebody else')
    return changed && clientOf(changed)
  }

  return {
    epoch: () => {
      epoch ??= setting(epochSetting).then(
        (value) => value as string,
        (error: unknown) => {
          epoch = null
          throw error
        },
      )
      return epoch
    },
    transact,
    createOrganisation: async ({ id, name, createdAt }) => {
      try {
        await ask(
          `with named as (insert into organisation_name (name, org) values ($2, $1))
          insert into organisation (id, name, created_at) values ($1, $2, $3)`,
          [id, name, createdAt],
        )
      } catch (error) {
        if (codeOf(error) === '23505') throw new LeadlineError('name_taken', 'This name is taken')
        throw error
      }
    },
    organisationNamed: async (name) => {
      const [found] = await ask<Organisation>(
        `select ${columns.organisation} from organisation where id = (select org from organisation_name where name = $1)`,
        [name],
      )
      return found
    },
    organisation: async (id) => (await ask<Organisation>(`select ${columns.organisation} from organisation where id = $1`, [id]))[0],
    addMembership: async ({ userId, organisationId, memberId }) => {
      await ask('insert into membership (user_id, org, member_id) values ($1, $2, $3)', [userId, organisationId, memberId])
    },
    membershipOf: async (userId) => {
      const [found] = await ask<MembershipRecord>(`select ${columns.membership} from membership where user_id = $1`, [userId])
      return found && membershipOf(found)
    },
    membershipOfMember: async (org, memberId) => {
      const [found] = await ask<MembershipRecord>(`select ${columns.membership} from membership where org = $1 and member_id = $2`, [
        org,
        memberId,
      ])
      return found && membershipOf(found)
    },
    ...createPostgresTickets(ask),
    rows: (org, ids) => readsOf(ask, org).rows(ids),
    rowsOfKind: async (org, kind) =>
      (await ask<RowRecord>(`select ${columns.row} from row where org = $1 and kind = $2 order by id`, [org, kind])).map(rowOf),
    idsOf: async (org, key) => (await readsOf(ask, org).idsOf([key]))[0] ?? [],
    log: pages.log,
    snapshot: pages.snapshot,
    organisations: async () => (await ask<{ id: string }>('select id from organisation order by id')).map(({ id }) => id),
    countRows: async (org) => {
      const [counted] = await ask<{ rows: number }>('select count(*) as rows from row where org = $1 and not deleted', [org])
      return counted?.rows ?? 0
    },
    client: async (org, id) => (await readsOf(ask, org).clients([id]))[0],
    noteClient: async (org, said) =>
      (await lend((within) => note(within, org, said))) ??
      // A new one waits for the transaction under way, which may be about to make it for somebody else.
      lend(async (within) => {
        await lock(within, org)
        const { id, userId, memberId } = said
        const [known] = await readsOf(within, org).clients([id])
        if (!known) await writeClients(within, org, [{ id, userId, memberId, lastNumber: 0, acknowledged: 0, view: null }])
        const [noted] = await together([note(within, org, said), within('commit')])
        return noted as Client
      }),
    sealed: async (org) =>
      (await ask<SealedRecord>(`select ${columns.sealed} from sealed where org = $1 order by id`, [org])).map(sealedOf),
    purge: (org, deletedBefore) =>
      lend(async (within) => {
        await lock(within, org)
        const [, [purged]] = await together([
          within(`delete from change where org = $1 and row_id = any(array(select id from row where ${forgettable}))`, [
            org,
            deletedBefore,
          ]),
          within<{ count: number; newest: number }>(
            `with purged as (delete from row where ${forgettable} returning version)
            select count(*) as count, coalesce(max(version), 0) as newest from purged`,
            [org, deletedBefore],
          ),
        ])
        const { count = 0, newest = 0 } = purged ?? {}
        await together([within('update organisation set horizon = greatest(horizon, $2) where id = $1', [org, newest]), within('commit')])
        return count
      }),
    setting,
    setSetting: async (name, value) => {
      if (name === epochSetting) epoch = null
      if (value === null) await ask('delete from setting where name = $1', [name])
      else
        await ask('insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [
          name,
          value,
        ])
    },
    swapSetting: async (name, from, to) => {
      const swapped = await ask('update setting set value = $3 where name = $1 and value = $2 returning name', [name, from, to])
      return swapped.length === 1
    },
    announce: announcements.announce,
    onAnnounced: announcements.onAnnounced,
    ping: async () => {
      await ask('select 1')
    },
    close,
  }
}
