import type { Database } from '../../src-node/sqlite/database.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'
import { keptValue } from './kept-value.ts'
import { logEnd } from './log-end.ts'
import {
  type ChangeRecord,
  type ClientRecord,
  type CommandRecord,
  changeOf,
  clientOf,
  columns,
  commandOf,
  type MembershipRecord,
  membershipOf,
  type ResultRecord,
  type RowRecord,
  resultOf,
  rowOf,
  type SealedRecord,
  sealedOf,
} from './records.ts'
import { placeOf, placeText } from './snapshot-place.ts'
import type { Client, LogRead, LookupKey, Organisation, SnapshotRead } from './store.ts'

/** Everything that is read. Between two of these calls another transaction may have committed; within one it cannot. */
export const createSqliteReads = (database: Database) => {
  const organisation = database.prepare<[string], Organisation>(`select ${columns.organisation} from organisation where id = ?`)
  const organisationNamed = database.prepare<[string], Organisation>(`select ${columns.organisation} from organisation where name = ?`)
  const membership = database.prepare<[string], MembershipRecord>(`select ${columns.membership} from membership where user_id = ?`)
  const membershipOfMember = database.prepare<[string, string], MembershipRecord>(
    `select ${columns.membership} from membership where org = ? and member_id = ?`,
  )
  const row = database.prepare<[string, string], RowRecord>(`select ${columns.row} from row where org = ? and id = ?`)
  // The sign keeps SQLite from looking through all rows by their ids only to have them in this order.
  const rowsOfKind = database.prepare<[string, string], RowRecord>(`select ${columns.row} from row where org = ? and kind = ? order by +id`)
  const ids = database
    .prepare<[string, string, string, string], string>(
      'select id from row_index where org = ? and kind = ? and lookup = ? and value = ? order by id',
    )
    .pluck()
  const client = database.prepare<[string, string], ClientRecord>(`select ${columns.client} from client where org = ? and id = ?`)
  const result = database.prepare<[string, string, number], ResultRecord>(
    `select ${columns.result} from result where org = ? and client_id = ? and number = ?`,
  )
  const command = database.prepare<[string, string], CommandRecord>(
    `select ${columns.command} from command where org = ? and request_id = ?`,
  )
  const sealed = database.prepare<[string], SealedRecord>(`select ${columns.sealed} from sealed where org = ? order by id`)
  const sealedOne = database.prepare<[string, number], SealedRecord>(`select ${columns.sealed} from sealed where org = ? and id = ?`)
  const count = database.prepare<[string], number>('select count(*) from row where org = ? and deleted = 0').pluck()
  const organisations = database.prepare<[], string>('select id from organisation order by id').pluck()
  const setting = database.prepare<[string], string>('select value from setting where name = ?').pluck()

  const versionsAfter = (table: 'row' | 'change') =>
    database
      .prepare<[string, number, number], number>(`select version from ${table} where org = ? and version > ? order by version limit ?`)
      .pluck()
  const rowVersions = versionsAfter('row')
  const changeVersions = versionsAfter('change')
  const rowsBetween = database.prepare<[string, number, number], RowRecord>(
    `select ${columns.row} from row where org = ? and version > ? and version <= ? order by version, id`,
  )
  const changesBetween = database.prepare<[string, number, number], ChangeRecord>(
    `select ${columns.change} from change where org = ? and version > ? and version <= ? order by version, seq`,
  )
  const resultsUpTo = database.prepare<[string, string, number, number], ResultRecord>(
    `select ${columns.result} from result where org = ? and client_id = ? and number > ? and version <= ? order by number`,
  )
  const rowsAfter = database.prepare<[string, string, number], RowRecord>(
    `select ${columns.row} from row where org = ? and id > ? and deleted = 0 order by id limit ?`,
  )
  const historyAfter = database.prepare<[string, number, number, number, number], ChangeRecord>(
    `select ${columns.change} from change
    where org = ? and (version, seq) > (?, ?) and version <= ? and what <> 'created' order by version, seq limit ?`,
  )

  const rows = (organisationId: string, wanted: readonly string[]): readonly SentRow[] =>
    [...new Set(wanted)].flatMap((id) => {
      const record = row.get(organisationId, id)
      return record ? [rowOf(record)] : []
    })

  const log = (
    organisationId: string,
    found: Organisation,
    after: number,
    limit: number,
    of: Pick<Client, 'id' | 'acknowledged'>,
  ): LogRead => {
    const to = logEnd(
      rowVersions.all(organisationId, after, limit + 1),
      changeVersions.all(organisationId, after, limit + 1),
      limit,
      found.version,
    )
    return {
      organisation: found,
      rows: rowsBetween.all(organisationId, after, to).map(rowOf),
      changes: changesBetween.all(organisationId, after, to).map(changeOf),
      to,
      results: resultsUpTo.all(organisationId, of.id, of.acknowledged, to).map(resultOf),
    }
  }

  const snapshot = (organisationId: string, found: Organisation, after: string | null, limit: number): SnapshotRead => {
    const place = after === null ? ({ part: 'rows', version: found.version, id: '' } as const) : placeOf(after)
    const { version } = place
    const page = place.part === 'rows' ? rowsAfter.all(organisationId, place.id, limit).map(rowOf) : []
    const lastRow = page.at(-1)
    if (lastRow && page.length === limit) {
      return { organisation: found, rows: page, changes: [], next: placeText({ part: 'rows', version, id: lastRow.id }) }
    }
    const from = place.part === 'changes' ? place : { at: 0, seq: 0 }
    const history = historyAfter.all(organisationId, from.at, from.seq, version, limit - page.length)
    const last = history.at(-1)
    const goesOn = last && history.length === limit - page.length
    return {
      organisation: found,
      rows: page,
      changes: history.map(changeOf),
      next: goesOn ? placeText({ part: 'changes', version, at: last.version, seq: last.seq }) : null,
    }
  }

  return {
    organisation: (id: string) => organisation.get(id),
    organisationNamed: (name: string) => organisationNamed.get(name),
    membershipOf: (userId: string) => {
      const record = membership.get(userId)
      return record && membershipOf(record)
    },
    membershipOfMember: (organisationId: string, memberId: string) => {
      const record = membershipOfMember.get(organisationId, memberId)
      return record && membershipOf(record)
    },
    rows,
    rowsOfKind: (organisationId: string, kind: string) => rowsOfKind.all(organisationId, kind).map(rowOf),
    idsOf: (organisationId: string, { kind, lookup, value }: LookupKey) => ids.all(organisationId, kind, lookup, keptValue(value)),
    client: (organisationId: string, id: string) => {
      const record = client.get(organisationId, id)
      return record && clientOf(record)
    },
    results: (organisationId: string, clientId: string, numbers: readonly number[]) =>
      numbers.flatMap((number) => {
        const record = result.get(organisationId, clientId, number)
        return record ? [resultOf(record)] : []
      }),
    commands: (organisationId: string, requestIds: readonly string[]) =>
      requestIds.flatMap((id) => {
        const record = command.get(organisationId, id)
        return record ? [commandOf(record)] : []
      }),
    sealed: (organisationId: string) => sealed.all(organisationId).map(sealedOf),
    sealedOnes: (organisationId: string, wanted: readonly number[]) =>
      wanted.flatMap((id) => {
        const record = sealedOne.get(organisationId, id)
        return record ? [sealedOf(record)] : []
      }),
    countRows: (organisationId: string) => count.get(organisationId) ?? 0,
    organisations: () => organisations.all(),
    setting: (name: string) => setting.get(name),
    log,
    snapshot,
  }
}
