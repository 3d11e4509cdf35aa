import { randomUUID } from 'node:crypto'
import { Pool } from 'pg'
import type { ServerStore } from '../../src-server/db/store.ts'
import type { FollowedLog } from './follow-writers.ts'

const nobody = { id: randomUUID(), acknowledged: 0 }
const nothingElse = { touchedRoots: [], clients: [], results: [], sealed: [], commands: [] }
/** Rows of a page: fewer than some transactions have, so that pages want to end within one. */
const limit = 2

/** The log of one organisation: written by turns through several processes' stores, read through another one. */
export const logOfStore = async (writing: readonly ServerStore[], reading: ServerStore): Promise<FollowedLog> => {
  const org = randomUUID()
  await reading.createOrganisation({ id: org, name: org, createdAt: Date.now() })
  let turn = 0
  return {
    write: (count) => {
      turn += 1
      const store = writing[turn % writing.length] as ServerStore
      return store.transact(org, async (tx) => {
        const ids = Array.from({ length: count }, () => randomUUID())
        await tx.rows(ids)
        return tx.write({
          ...nothingElse,
          rows: ids.map((id) => ({ kind: 'contact', id, root: id, deleted: false, data: '{}', lookups: [] })),
          changes: ids.map((rowId) => ({
            rowId,
            batch: rowId,
            mutation: 'contact.create',
            memberId: rowId,
            at: 1,
            device: '',
            what: 'created',
            before: '{}',
            after: '{}',
          })),
        })
      })
    },
    read: async (after) => {
      const { rows, to } = await reading.log(org, after, limit, nobody)
      return { versions: rows.map(({ version }) => version), to }
    },
  }
}

/**
 * What many do instead: versions from a sequence, taken without a lock. They are committed in another order than they are taken, and a reader
 * passes over those that are late. Here to show that the harness sees it.
 */
export const openSerialLog = async (url: string): Promise<FollowedLog & { readonly close: () => Promise<void> }> => {
  const pool = new Pool({ connectionString: url, max: 40 })
  await pool.query('create table serial_row (id text primary key, version bigint not null)')
  await pool.query('create sequence serial_version')
  await pool.query('create index serial_row_version on serial_row (version)')
  return {
    write: async (count) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const { rows } = await client.query<{ version: string }>("select nextval('serial_version') as version")
        const version = Number(rows[0]?.version)
        for (let row = 0; row < count; row++) await client.query('insert into serial_row values ($1, $2)', [randomUUID(), version])
        await client.query('commit')
        return version
      } finally {
        client.release()
      }
    },
    read: async (after) => {
      const { rows } = await pool.query<{ version: string }>('select version from serial_row where version > $1 order by version', [after])
      const versions = rows.map(({ version }) => Number(version))
      return { versions, to: versions.at(-1) ?? after }
    },
    close: () => pool.end(),
  }
}
