import { notFound } from '../../src-shared/lib/errors.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'
import { keptValue } from './kept-value.ts'
import { logEnd } from './log-end.ts'
import { type Ask, type Connections, together } from './postgres-connections.ts'
import {
  type ChangeRecord,
  type ClientRecord,
  type CommandRecord,
  changeOf,
  clientOf,
  columns,
  commandOf,
  type ResultRecord,
  type RowRecord,
  resultOf,
  rowOf,
  type SealedRecord,
  sealedOf,
} from './records.ts'
import { placeOf, placeText } from './snapshot-place.ts'
import type { Client, LogRead, LookupKey, Organisation, SealedMutation, SnapshotRead, StoredCommand, StoredResult } from './store.ts'

/** Reads of one organisation by its id, on any connection: inside a transaction, or on one that is lent for it. */
export const readsOf = (ask: Ask, org: string) => ({
  rows: async (ids: readonly string[]): Promise<readonly SentRow[]> =>
    ids.length === 0 ? [] : (await ask<RowRecord>(`select ${columns.row} from row where org = $1 and id = any($2)`, [org, ids])).map(rowOf),
  idsOf: async (keys: readonly LookupKey[]): Promise<readonly (readonly string[])[]> => {
    const found = keys.map((): string[] => [])
    if (keys.length === 0) return found
    const records = await ask<{ at: number; id: string }>(
      `select key.at, row_index.id from unnest($2::text[], $3::text[], $4::text[]) with ordinality as key (kind, lookup, value, at)
      join row_index on org = $1 and row_index.kind = key.kind and row_index.lookup = key.lookup and row_index.value = key.value
      order by key.at, row_index.id`,
      [org, keys.map(({ kind }) => kind), keys.map(({ lookup }) => lookup), keys.map(({ value }) => keptValue(value))],
    )
    for (const { at, id } of records) found[at - 1]?.push(id)
    return found
  },
  clients: async (ids: readonly string[]): Promise<readonly Client[]> =>
    (await ask<ClientRecord>(`select ${columns.client} from client where org = $1 and id = any($2)`, [org, ids])).map(clientOf),
  results: async (clientId: string, numbers: readonly number[]): Promise<readonly StoredResult[]> =>
    (
      await ask<ResultRecord>(
        `select ${columns.result} from result where org = $1 and client_id = $2 and number = any($3) order by number`,
        [org, clientId, numbers],
      )
    ).map(resultOf),
  commands: async (requestIds: readonly string[]): Promise<readonly StoredCommand[]> =>
    (await ask<CommandRecord>(`select ${columns.command} from command where org = $1 and request_id = any($2)`, [org, requestIds])).map(
      commandOf,
    ),
  sealed: async (ids: readonly number[]): Promise<readonly SealedMutation[]> =>
    (await ask<SealedRecord>(`select ${columns.sealed} from sealed where org = $1 and id = any($2) order by id`, [org, ids])).map(sealedOf),
})

const organisationOf = async (ask: Ask, id: string): Promise<Organisation> => {
  const [found] = await ask<Organisation>(`select ${columns.organisation} from organisation where id = $1`, [id])
  if (!found) throw notFound('organisation', id)
  return found
}

const versionsOf = (records: readonly { readonly version: number }[]) => records.map(({ version }) => version)

/** Everything of an organisation from one moment. */
export const createPostgresPages = ({ atOneMoment }: Pick<Connections, 'atOneMoment'>) => ({
  log: (org: string, after: number, limit: number, client: Pick<Client, 'id' | 'acknowledged'>): Promise<LogRead> =>
    atOneMoment(async (ask) => {
      const versionsAfter = (table: 'row' | 'change') =>
        ask<{ version: number }>(`select version from ${table} where org = $1 and version > $2 order by version limit $3`, [
          org,
          after,
          limit + 1,
        ])
      const [organisation, rowVersions, changeVersions] = await together([
        organisationOf(ask, org),
        versionsAfter('row'),
        versionsAfter('change'),
      ])
      const to = logEnd(versionsOf(rowVersions), versionsOf(changeVersions), limit, organisation.version)
      const [rows, changes, results] = await together([
        ask<RowRecord>(`select ${columns.row} from row where org = $1 and version > $2 and version <= $3 order by version, id`, [
          org,
          after,
          to,
        ]),
        ask<ChangeRecord>(`select ${columns.change} from change where org = $1 and version > $2 and version <= $3 order by version, seq`, [
          org,
          after,
          to,
        ]),
        ask<ResultRecord>(
          `select ${columns.result} from result where org = $1 and client_id = $2 and number > $3 and version <= $4 order by number`,
          [org, client.id, client.acknowledged, to],
        ),
      ])
      return { organisation, rows: rows.map(rowOf), changes: changes.map(changeOf), to, results: results.map(resultOf) }
    }),

  snapshot: (org: string, after: string | null, limit: number): Promise<SnapshotRead> =>
    atOneMoment(async (ask) => {
      const place = after === null ? null : placeOf(after)
      const rowsAfter = (id: string) =>
        ask<RowRecord>(`select ${columns.row} from row where org = $1 and id > $2 and not deleted order by id limit $3`, [org, id, limit])
      const [organisation, records] = await together([
        organisationOf(ask, org),
        place?.part === 'changes' ? Promise.resolve([]) : rowsAfter(place?.id ?? ''),
      ])
      const version = place?.version ?? organisation.version
      const rows = records.map(rowOf)
      const lastRow = rows.at(-1)
      if (lastRow && rows.length === limit) {
        return { organisation, rows, changes: [], next: placeText({ part: 'rows', version, id: lastRow.id }) }
      }
      const from = place?.part === 'changes' ? place : { at: 0, seq: 0 }
      const room = limit - rows.length
      const changes = await ask<ChangeRecord>(
        `select ${columns.change} from change
        where org = $1 and (version, seq) > ($2, $3) and version <= $4 and what <> 'created' order by version, seq limit $5`,
        [org, from.at, from.seq, version, room],
      )
      const last = changes.at(-1)
      const next = last && changes.length === room ? placeText({ part: 'changes', version, at: last.version, seq: last.seq }) : null
      return { organisation, rows, changes: changes.map(changeOf), next }
    }),
})
