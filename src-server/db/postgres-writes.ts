import { keptValue } from './kept-value.ts'
import { type Ask, together } from './postgres-connections.ts'
import { errorText } from './records.ts'
import type { Writes } from './store.ts'

/** One array for each column, as `unnest` takes them. */
const inColumns = <Item>(items: readonly Item[], ...columns: readonly ((item: Item, at: number) => unknown)[]): unknown[] =>
  columns.map((column) => items.map(column))

const writeRows = (ask: Ask, org: string, version: number, at: number, rows: Writes['rows']) => {
  const ids = rows.map(({ id }) => id)
  const lookups = rows.flatMap(({ kind, id, deleted, lookups: own }) =>
    deleted ? [] : own.map(([lookup, value]) => ({ kind, lookup, value: keptValue(value), id })),
  )
  const entries = inColumns(
    lookups,
    ({ kind }) => kind,
    ({ lookup }) => lookup,
    ({ value }) => value,
    ({ id }) => id,
  )
  return [
    ask(
      `insert into row (org, version, written_at, kind, id, root, deleted, data)
      select $1, $2, $3, * from unnest($4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[])
      on conflict (org, id) do update set kind = excluded.kind, root = excluded.root, version = excluded.version,
      deleted = excluded.deleted, data = excluded.data, written_at = excluded.written_at`,
      [
        org,
        version,
        at,
        rows.map(({ kind }) => kind),
        ids,
        rows.map(({ root }) => root),
        rows.map(({ deleted }) => deleted),
        rows.map(({ data }) => data),
      ],
    ),
    ask(
      `delete from row_index where org = $1 and id = any($2) and not exists (
        select from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as entry (kind, lookup, value, id)
        where entry.id = row_index.id and entry.kind = row_index.kind and entry.lookup = row_index.lookup and entry.value = row_index.value
      )`,
      [org, ids, ...entries],
    ),
    lookups.length > 0 &&
      ask(
        `insert into row_index (org, kind, lookup, value, id) select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[])
        on conflict do nothing`,
        [org, ...entries],
      ),
  ]
}

const writeChanges = (ask: Ask, org: string, version: number, changes: Writes['changes']) =>
  ask(
    `insert into change (org, version, seq, row_id, batch, mutation, member_id, at, device, what, before, after)
    select $1, $2, * from unnest(
      $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[]
    )`,
    [
      org,
      version,
      ...inColumns(
        changes,
        (_, at) => at + 1,
        ({ rowId }) => rowId,
        ({ batch }) => batch,
        ({ mutation }) => mutation,
        ({ memberId }) => memberId,
        ({ at }) => at,
        ({ device }) => device,
        ({ what }) => what,
        ({ before }) => before,
        ({ after }) => after,
      ),
    ],
  )

export const writeClients = (ask: Ask, org: string, clients: Writes['clients']) =>
  ask(
    `insert into client (org, id, user_id, member_id, last_number, acknowledged, view)
    select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[])
    on conflict (org, id) do update set member_id = excluded.member_id, last_number = excluded.last_number,
    acknowledged = greatest(client.acknowledged, excluded.acknowledged)`,
    [
      org,
      ...inColumns(
        clients,
        ({ id }) => id,
        ({ userId }) => userId,
        ({ memberId }) => memberId,
        ({ lastNumber }) => lastNumber,
        ({ acknowledged }) => acknowledged,
        ({ view }) => view,
      ),
    ],
  )

const writeResults = (ask: Ask, org: string, version: number, results: Writes['results']) =>
  ask(
    `insert into result (org, version, client_id, number, outcome, error, digest)
    select $1, $2, * from unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])`,
    [
      org,
      version,
      ...inColumns(
        results,
        ({ clientId }) => clientId,
        ({ number }) => number,
        ({ outcome }) => outcome,
        errorText,
        ({ digest }) => digest,
      ),
    ],
  )

const writeSealed = (ask: Ask, org: string, sealed: Writes['sealed']) =>
  ask('insert into sealed (org, member_id, device, mutation) select $1, * from unnest($2::text[], $3::text[], $4::text[])', [
    org,
    ...inColumns(
      sealed,
      ({ memberId }) => memberId,
      ({ device }) => device,
      ({ mutation }) => JSON.stringify(mutation),
    ),
  ])

const writeCommands = (ask: Ask, org: string, commands: Writes['commands']) =>
  ask('insert into command (org, request_id, member_id, answer) select $1, * from unnest($2::text[], $3::text[], $4::text[])', [
    org,
    ...inColumns(
      commands,
      ({ requestId }) => requestId,
      ({ memberId }) => memberId,
      ({ answer }) => answer,
    ),
  ])

/**
 * Writes what one transaction has come to: a statement for each table, however many rows there are, all on their way at once.
 * @param at UTC milliseconds
 */
export const writeAll = async (ask: Ask, org: string, version: number, at: number, writes: Writes): Promise<void> => {
  const { rows, touchedRoots, changes, clients, results, sealed, commands } = writes
  const statements = [
    ...(rows.length > 0 ? writeRows(ask, org, version, at, rows) : []),
    // A root is its own root, but the index on roots leaves those out.
    touchedRoots.length > 0 &&
      ask('update row set version = $2 where org = $1 and id = any($3) and version < $2 and not deleted', [org, version, touchedRoots]),
    touchedRoots.length > 0 &&
      ask('update row set version = $2 where org = $1 and root = any($3) and root <> id and version < $2 and not deleted', [
        org,
        version,
        touchedRoots,
      ]),
    changes.length > 0 && writeChanges(ask, org, version, changes),
    clients.length > 0 && writeClients(ask, org, clients),
    results.length > 0 && writeResults(ask, org, version, results),
    sealed.length > 0 && writeSealed(ask, org, sealed),
    commands.length > 0 && writeCommands(ask, org, commands),
  ]
  await together(statements.flatMap((statement) => (statement === false ? [] : [statement])))
}
