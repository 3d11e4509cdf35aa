import type { Database } from '../../src-node/sqlite/database.ts'
import { keptValue } from './kept-value.ts'
import { errorText } from './records.ts'
import type { Client, StoredCommand, StoredResult, Writes, WrittenRow } from './store.ts'

interface Lookup {
  readonly kind: string
  readonly lookup: string
  readonly value: string
}

const textOf = ({ kind, lookup, value }: Lookup) => `${kind}\n${lookup}\n${value}`

/** Writes what one transaction has come to. Call it inside a transaction of the database. */
export const createSqliteWrites = (database: Database) => {
  const putRow = database.prepare(
    `insert into row (org, id, kind, root, version, deleted, data, written_at) values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (org, id) do update set kind = excluded.kind, root = excluded.root, version = excluded.version, deleted = excluded.deleted,
    data = excluded.data, written_at = excluded.written_at`,
  )
  const lookupsOf = database.prepare<[string, string], Lookup>('select kind, lookup, value from row_index where org = ? and id = ?')
  const putLookup = database.prepare('insert or ignore into row_index (org, kind, lookup, value, id) values (?, ?, ?, ?, ?)')
  const dropLookup = database.prepare('delete from row_index where org = ? and kind = ? and lookup = ? and value = ? and id = ?')
  const touchRoot = database.prepare('update row set version = ? where org = ? and id = ? and deleted = 0')
  const touchOthers = database.prepare('update row set version = ? where org = ? and root = ? and root <> id and deleted = 0')
  const putChange = database.prepare(
    `insert into change (org, version, seq, row_id, batch, mutation, member_id, at, device, what, before, after)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const putClient = database.prepare(
    `insert into client (org, id, user_id, member_id, last_number, acknowledged, view) values (?, ?, ?, ?, ?, ?, ?)
    on conflict (org, id) do update set member_id = excluded.member_id, last_number = excluded.last_number,
    acknowledged = max(acknowledged, excluded.acknowledged)`,
  )
  const putResult = database.prepare(
    'insert into result (org, client_id, number, version, outcome, error, digest) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const putSealed = database.prepare('insert into sealed (org, member_id, device, mutation) values (?, ?, ?, ?)')
  const putCommand = database.prepare('insert into command (org, request_id, member_id, answer) values (?, ?, ?, ?)')

  const writeRow = (org: string, version: number, at: number, { kind, id, root, deleted, data, lookups }: WrittenRow) => {
    putRow.run(org, id, kind, root, version, deleted ? 1 : 0, data, at)
    const wanted = deleted ? [] : lookups.map(([lookup, value]) => ({ kind, lookup, value: keptValue(value) }))
    const texts = new Set(wanted.map(textOf))
    const known = lookupsOf.all(org, id)
    const there = new Set(known.map(textOf))
    for (const one of known) if (!texts.has(textOf(one))) dropLookup.run(org, one.kind, one.lookup, one.value, id)
    for (const one of wanted) if (!there.has(textOf(one))) putLookup.run(org, one.kind, one.lookup, one.value, id)
  }

  const touch = (org: string, version: number, root: string) => {
    touchRoot.run(version, org, root)
    touchOthers.run(version, org, root)
  }

  const writeClient = (org: string, { id, userId, memberId, lastNumber, acknowledged, view }: Client) =>
    putClient.run(org, id, userId, memberId, lastNumber, acknowledged, view)

  const writeResult = (org: string, version: number, result: StoredResult) =>
    putResult.run(org, result.clientId, result.number, version, result.outcome, errorText(result), result.digest)

  const writeCommand = (org: string, { requestId, memberId, answer }: StoredCommand) => putCommand.run(org, requestId, memberId, answer)

  return {
    /** @param at UTC milliseconds */
    write: (org: string, version: number, at: number, writes: Writes): void => {
      for (const row of writes.rows) writeRow(org, version, at, row)
      for (const root of writes.touchedRoots) touch(org, version, root)
      for (const [seq, change] of writes.changes.entries()) {
        const { rowId, batch, mutation, memberId, at: changedAt, device, what, before, after } = change
        putChange.run(org, version, seq + 1, rowId, batch, mutation, memberId, changedAt, device, what, before, after)
      }
      for (const client of writes.clients) writeClient(org, client)
      for (const result of writes.results) writeResult(org, version, result)
      for (const { memberId, device, mutation } of writes.sealed) putSealed.run(org, memberId, device, JSON.stringify(mutation))
      for (const command of writes.commands) writeCommand(org, command)
    },
    writeClient,
  }
}
