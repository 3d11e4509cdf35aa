import type { Database } from '../../src-node/sqlite/database.ts'
import { importContacts } from '../../src-shared/contacts/contact-mutators.ts'
import type { FeedItem } from '../../src-shared/feed/feed-contract.ts'
import { importKind } from '../../src-shared/import/import-kind.ts'

export interface AskedFeed {
  readonly contactId: string
  readonly before?: { readonly occurredAt: number; readonly id: string } | undefined
  readonly limit: number
}

interface EntryRecord {
  readonly type: 'note' | 'call' | 'task' | 'change'
  readonly id: string
  readonly occurredAt: number
  readonly data: string | null
  readonly act: 'created' | 'changed' | 'deleted' | 'restored' | null
  readonly earlier: string | null
  readonly fields: string | null
  readonly mutation: string | null
  readonly fileName: string | null
  readonly memberName: string | null
  readonly responsibleName: string | null
}

/** Fields of which the feed says what came and went. */
const toldFields = ['tags', 'sources', 'properties', 'leadStatus']

const toldValues = (before: Record<string, unknown>, after: Record<string, unknown>) => {
  const told = toldFields.filter((field) => field in before || field in after)
  return told.length > 0 ? { values: Object.fromEntries(told.map((field) => [field, { before: before[field], after: after[field] }])) } : {}
}

const endOfTime = Number.MAX_SAFE_INTEGER

const itemOf = (entry: EntryRecord): FeedItem => {
  const common = { id: entry.id, occurredAt: entry.occurredAt, memberName: entry.memberName ?? '' }
  if (entry.type === 'change') {
    const [earlier, after] = [entry.earlier, entry.fields].map((json) => JSON.parse(json ?? '{}'))
    const importedFrom = entry.fileName ?? (entry.mutation === importContacts.name ? '' : undefined)
    return {
      ...common,
      type: 'change',
      act: entry.act ?? 'changed',
      fields: Object.keys(after),
      ...(importedFrom === undefined ? {} : { importedFrom }),
      ...toldValues(earlier, after),
    }
  }
  const document = JSON.parse(entry.data ?? '{}')
  if (entry.type === 'task') return { ...common, type: 'task', task: { ...document, responsibleName: entry.responsibleName ?? '' } }
  return entry.type === 'note' ? { ...common, type: 'note', note: document } : { ...common, type: 'call', call: document }
}

// Both halves are read in the feed's order and stopped at the limit, notes, calls and tasks from an index; only then are they merged.
const list = (database: Database, { contactId, before, limit }: AskedFeed): { items: FeedItem[]; more: boolean } => {
  const at = before?.occurredAt ?? endOfTime
  const id = before?.id ?? ''
  const happened = database
    .prepare<unknown[], EntryRecord>(
      `select feed.kind as type, feed.id as id, feed.occurred_at as occurredAt, row.data as data, null as act, null as earlier, null as fields,
         null as mutation, null as fileName, member.data ->> 'name' as memberName, responsible.data ->> 'name' as responsibleName
       from feed join row on row.id = feed.id
         left join row member on member.id = coalesce(row.data ->> 'memberId', row.data ->> 'createdBy')
         left join row responsible on responsible.id = row.data ->> 'responsible'
       where feed.contact_id = ? and (feed.occurred_at, feed.id) < (?, ?) order by feed.occurred_at desc, feed.id desc limit ?`,
    )
    .all(contactId, at, id, limit + 1)
  const changed = database
    .prepare<unknown[], EntryRecord>(
      `select 'change' as type, batch as id, at as occurredAt, null as data, what as act, before as earlier, after as fields,
         mutation, imported.data ->> 'fileName' as fileName, member.data ->> 'name' as memberName, null as responsibleName
       from change join act on act.seq = change.act left join row member on member.id = act.member_id
         left join row imported on imported.id = act.batch and imported.kind = '${importKind.name}'
       where change.rid = (select rid from row where id = ?) and (at, batch) < (?, ?) order by at desc, batch desc limit ?`,
    )
    .all(contactId, at, id, limit + 1)
  const merged = [...happened, ...changed].sort((left, right) => right.occurredAt - left.occurredAt || (right.id < left.id ? -1 : 1))
  return { items: merged.slice(0, limit).map(itemOf), more: merged.length > limit }
}

export const feedQueries = { 'feed.list': list }
