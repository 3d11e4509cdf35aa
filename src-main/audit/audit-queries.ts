import type { Database } from '../../src-node/sqlite/database.ts'
import type { AuditAct, AuditRow } from '../../src-shared/audit/audit-contract.ts'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import { importKind } from '../../src-shared/import/import-kind.ts'
import { nameBatchOf } from '../import/name-batch.ts'
import { type AuditedImports, auditedImports, isRare, many } from './audited-imports.ts'

export interface AskedAudit {
  readonly memberId?: string | undefined
  readonly kind?: string | undefined
  readonly rowId?: string | undefined
  readonly from?: number | undefined
  readonly until?: number | undefined
  readonly before?: { readonly at: number; readonly batch: string } | undefined
  readonly limit: number
}

interface ActRecord {
  readonly seq: number
  readonly batch: string
  readonly at: number
  readonly memberId: string
  readonly memberName: string | null
  readonly mutation: string
  readonly device: string
}

interface TouchedRecord {
  readonly kind: string
  readonly id: string
  readonly root: string
  readonly deleted: number
  readonly name: string | null
}

/** Rows at the beginning and at the end of an act by which its kinds and its subject are known: an import has a million of them. */
const lookedAt = 100
/** Characters of a text that stand for a name. */
const longestName = 100

/** What a row is called, by its document: names of things, titles of tasks, files of imports, texts of notes, numbers of calls. */
const nameSql = `substr(coalesce(
  row.data ->> 'name', row.data ->> 'title', row.data ->> 'fileName', nullif(row.data ->> 'text', ''), row.data ->> '$.number.typed', ''
), 1, ${longestName})`

/** Acts in which a kind was touched, as far as their beginnings and ends show; of kinds with few rows all of them. */
const touchesKind = (kind: string): string =>
  many.includes(kind)
    ? ['asc', 'desc']
        .map(
          (direction) =>
            `exists (select 1 from (select rid from change where act = act.seq order by rid ${direction} limit ${lookedAt}) join row using (rid) where kind = ?)`,
        )
        .join(' or ')
    : `act.seq in (select change.act from row join change using (rid) where row.kind = ? and row.kind ${isRare}
        union all select seq from act where batch in (select value from json_each(?)))`

const conditionsOf = ({ memberId, kind, rowId, from, until, before }: AskedAudit, imports: AuditedImports) => {
  const conditions: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
  if (memberId !== undefined) conditions.push({ sql: 'act.member_id = ?', parameters: [memberId] })
  if (from !== undefined) conditions.push({ sql: 'act.at >= ?', parameters: [from] })
  if (until !== undefined) conditions.push({ sql: 'act.at < ?', parameters: [until] })
  if (before) conditions.push({ sql: '(act.at, act.batch) < (?, ?)', parameters: [before.at, before.batch] })
  if (rowId !== undefined) {
    conditions.push({
      sql: `act.seq in (select act from change where rid = (select rid from row where id = ?)
        union all select seq from act where batch in (select value from json_each(?)))`,
      parameters: [rowId, JSON.stringify(imports.touching('id', rowId))],
    })
  }
  if (kind !== undefined) {
    const parameters = many.includes(kind) ? [kind, kind] : [kind, JSON.stringify(imports.touching('kind', kind))]
    conditions.push({ sql: `(${touchesKind(kind)})`, parameters })
  }
  return [...conditions, ...imports.conditions()]
}

/** By which index acts are read: those of one row or of a rare kind are few and sorted; all others come in their order. */
const orderOf = ({ memberId, kind, rowId }: AskedAudit): string => {
  if (rowId !== undefined || (kind !== undefined && !many.includes(kind))) return 'act'
  return memberId === undefined ? 'act indexed by act_at' : 'act indexed by act_member'
}

const list = (database: Database, asked: AskedAudit): { acts: AuditAct[]; more: boolean } => {
  const imports = auditedImports(database)
  const conditions = conditionsOf(asked, imports)
  const found = database
    .prepare<unknown[], ActRecord>(
      `select seq, batch, at, member_id as memberId, member.data ->> 'name' as memberName, mutation, device
       from ${orderOf(asked)} left join row member on member.id = act.member_id
       where ${['exists (select 1 from change where act = act.seq)', ...conditions.map(({ sql }) => sql)].join(' and ')}
       order by act.at desc, act.batch desc limit ?`,
    )
    .all(...conditions.flatMap(({ parameters }) => parameters), asked.limit + 1)
  const count = database.prepare<[number], number>('select count(*) from change where act = ?').pluck()
  const touched = ['asc', 'desc'].map((direction) =>
    database.prepare<[number], TouchedRecord>(
      `select row.kind, row.id, row.root, row.deleted, ${nameSql} as name
       from (select rid from change where act = ? order by rid ${direction} limit ${lookedAt}) touched join row using (rid)`,
    ),
  )
  const isContact = database
    .prepare<[string], number>("select exists (select 1 from row where id = ? and kind = 'contact' and deleted = 0)")
    .pluck()
  const seqOf = database.prepare<[string], number>('select seq from act where batch = ?').pluck()
  const importOf = (act: AuditAct, { fileName, nameBatch }: { readonly fileName: string; readonly nameBatch: string }): AuditAct => {
    const names = seqOf.get(nameBatch) ?? -1
    const kinds = touched.flatMap((statement) => statement.all(names).map(({ kind }) => kind))
    return {
      ...act,
      mutation: importContacts.name,
      rows: act.rows + (count.get(names) ?? 0),
      kinds: [...new Set([...act.kinds, ...kinds, importKind.name])],
      subject: fileName,
      contactId: null,
    }
  }
  const actOf = (record: ActRecord): AuditAct => {
    const one = imports.get(record.batch)
    return one ? importOf(plainActOf(record), one) : plainActOf(record)
  }
  const plainActOf = ({ seq, memberName, ...act }: ActRecord): AuditAct => {
    const rows = touched.flatMap((statement) => statement.all(seq))
    // Of contacts that became one, the one that stays.
    const subject = rows.find((row) => row.kind === 'contact' && row.deleted === 0) ?? rows[0]
    return {
      ...act,
      memberName: memberName ?? '',
      rows: count.get(seq) ?? 0,
      kinds: [...new Set(rows.map((row) => row.kind))],
      subject: subject?.name ?? '',
      contactId: subject && isContact.get(subject.root) === 1 ? subject.root : null,
    }
  }
  return { acts: found.slice(0, asked.limit).map(actOf), more: found.length > asked.limit }
}

const rows = (
  database: Database,
  { batch, offset, limit }: { readonly batch: string; readonly offset: number; readonly limit: number },
): AuditRow[] =>
  database
    .prepare<unknown[], { kind: string; id: string; act: AuditRow['act']; name: string | null; before: string; after: string }>(
      `select row.kind, row.id, what as act, ${nameSql} as name, before, after
       from change join row using (rid) where change.act in (select seq from act where batch in (?, ?)) order by change.act, change.rid limit ? offset ?`,
    )
    .all(batch, nameBatchOf(batch), limit, offset)
    .map(({ before, after, name, ...row }) => ({ ...row, name: name ?? '', before: JSON.parse(before), after: JSON.parse(after) }))

export const auditQueries = { 'audit.list': list, 'audit.rows': rows }
