import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { RowDocument } from '../../src-shared/rows/kind.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import {
  addToChecksum,
  type Checksum,
  emptyChecksum,
  type LogPage,
  type PullInput,
  type SentChange,
  type SentRow,
  type Versions,
} from '../../src-shared/sync/protocol.ts'
import { type Member, memberKind } from '../../src-shared/team/member-kind.ts'
import { maySee, rightsOf, type SeenRow, seesEverything, viewOf } from '../../src-shared/team/rights.ts'
import type { ServerStore } from '../db/store.ts'
import { checkVersions } from './check-versions.ts'
import type { Identity, Listener, SyncService } from './sync-service.ts'

interface Dependencies {
  readonly store: ServerStore
  readonly now: () => number
  readonly versions: Versions
}

/** Rows and characters of a page that is sent along with a poke. */
const smallPage = { rows: 200, characters: 65_536 }
/** Rows that are looked at in one step for a checksum. */
const checksumPage = 10_000

const seenOf = (row: SentRow): SeenRow => ({ kind: row.kind, document: JSON.parse(row.data) as RowDocument })

/** What clients read: the log since their cursor, and everything there is. Rows that a member may not see never leave the server. */
export const createReading = ({ store, now, versions }: Dependencies): Pick<SyncService, 'pull' | 'snapshot' | 'pagesOf'> => {
  const memberIn = (row: SentRow | undefined): Member => {
    if (!row || row.deleted) throw new LeadlineError('unauthorized', 'This account belongs to nobody here')
    const document = JSON.parse(row.data) as Member
    return memberKind.upcast?.(document) ?? document
  }

  const memberOf = async ({ organisationId, memberId }: Identity): Promise<Member> => {
    const [row] = await store.rows(organisationId, [memberId])
    const member = memberIn(row)
    if (member.blocked) throw new LeadlineError('blocked', 'This account is blocked')
    return member
  }

  /** Which of these rows the member sees, and which are to be forgotten. */
  const filter = async (organisationId: string, member: Member, rows: readonly SentRow[]) => {
    if (seesEverything(rightsOf(member))) return { seen: rows, hidden: [] }
    const known = new Map(rows.map((row) => [row.id, row]))
    const missing = [...new Set(rows.map(({ root }) => root))].filter((id) => !known.has(id))
    if (missing.length > 0) for (const row of await store.rows(organisationId, missing)) known.set(row.id, row)
    const seen: SentRow[] = []
    const hidden: string[] = []
    for (const row of rows) {
      const root = known.get(row.root)
      if (maySee(member, seenOf(row), root && seenOf(root))) seen.push(row)
      else hidden.push(row.id)
    }
    return { seen, hidden }
  }

  const visibleChanges = async (organisationId: string, member: Member, seen: readonly SentRow[], changes: readonly SentChange[]) => {
    if (seesEverything(rightsOf(member)) || changes.length === 0) return changes
    const ids = new Set(seen.map(({ id }) => id))
    // The row of a change may have changed again since, and come with a later page.
    const others = [...new Set(changes.map(({ rowId }) => rowId))].filter((id) => !ids.has(id))
    const later = others.length === 0 ? [] : (await filter(organisationId, member, await store.rows(organisationId, others))).seen
    for (const { id } of later) ids.add(id)
    return changes.filter(({ rowId }) => ids.has(rowId))
  }

  const clientOf = async (identity: Identity, clientId: string) => {
    const client = await store.client(identity.organisationId, clientId)
    if (client && client.userId !== identity.userId) throw new LeadlineError('forbidden', 'This client belongs to somebody else')
    return client
  }

  /** Null where something was written meanwhile: it is asked for again another time. */
  const checksumOf = async (organisationId: string, member: Member, version: number): Promise<Checksum | null> => {
    let checksum = emptyChecksum
    for (let after: string | null = null; ; ) {
      const { organisation, rows, next } = await store.snapshot(organisationId, after, checksumPage)
      if (organisation.version !== version) return null
      const { seen } = await filter(organisationId, member, rows)
      for (const { id, version: rowVersion, data } of seen) {
        checksum = addToChecksum(checksum, { id, version: rowVersion, length: Buffer.byteLength(data) })
      }
      if (next === null || rows.length === 0) return checksum
      after = next
    }
  }

  const page = async (
    organisationId: string,
    member: Member,
    from: number,
    log: Awaited<ReturnType<ServerStore['log']>>,
    epoch: string,
  ): Promise<LogPage> => {
    const { seen, hidden } = await filter(organisationId, member, log.rows)
    return {
      type: 'page',
      epoch,
      view: viewOf(member),
      from,
      to: log.to,
      head: log.organisation.version,
      rows: [...seen],
      forgotten: hidden,
      changes: [...(await visibleChanges(organisationId, member, seen, log.changes))],
      results: log.results.map(({ number, version, outcome, error }) => ({ number, version, outcome, error })),
      checksum: null,
      serverTime: now(),
    }
  }

  return {
    pull: async (identity, input: PullInput) => {
      checkVersions(input.versions, versions)
      const { organisationId } = identity
      const member = await memberOf(identity)
      const epoch = await store.epoch()
      const known = await clientOf(identity, input.clientId)
      const resync = (reason: 'new' | 'epoch' | 'horizon' | 'rights') =>
        ({ type: 'resync', epoch, reason, lastNumber: known?.lastNumber ?? 0, serverTime: now() }) as const
      if (input.epoch !== null && input.epoch !== epoch) return resync('epoch')
      // Results that this database never gave: it was put back to an older state, whoever did not say so (F11). What is missing is sent once more.
      if (input.acknowledged > (known?.lastNumber ?? 0)) return resync('epoch')
      if (input.cursor === null || !known) return resync('new')
      if (input.view !== viewOf(member)) return resync('rights')
      const client =
        input.acknowledged > known.acknowledged
          ? await store.noteClient(organisationId, {
              id: known.id,
              userId: identity.userId,
              memberId: identity.memberId,
              acknowledged: Math.min(input.acknowledged, known.lastNumber),
            })
          : known
      const log = await store.log(organisationId, input.cursor, input.limit ?? 1000, client)
      if (input.cursor > log.organisation.version) return resync('epoch')
      if (input.cursor < log.organisation.horizon) return resync('horizon')
      const answer = await page(organisationId, member, input.cursor, log, epoch)
      if (!input.wantsChecksum || log.to !== log.organisation.version) return answer
      return { ...answer, checksum: await checksumOf(organisationId, member, log.to) }
    },

    snapshot: async (identity, { versions: spoken, clientId, after, limit, view: before }) => {
      checkVersions(spoken, versions)
      const { organisationId, userId, memberId } = identity
      const member = await memberOf(identity)
      const view = viewOf(member)
      const client = await clientOf(identity, clientId)
      if (!client) await store.noteClient(organisationId, { id: clientId, userId, memberId })
      if (after !== null && before !== view) throw new LeadlineError('conflict', 'What this account may see has changed meanwhile')
      const read = await store.snapshot(organisationId, after, limit ?? 2000)
      const isFirst = after === null
      const first = isFirst
        ? [...(await store.rowsOfKind(organisationId, workspaceKind.name)), ...(await store.rowsOfKind(organisationId, memberKind.name))]
        : []
      const ahead = new Set(first.map(({ id }) => id))
      const { seen } = await filter(
        organisationId,
        member,
        read.rows.filter(({ id }) => !ahead.has(id)),
      )
      return {
        epoch: await store.epoch(),
        version: read.organisation.version,
        view,
        rows: [...first.filter(({ deleted }) => !deleted), ...seen],
        changes: [...(await visibleChanges(organisationId, member, [], read.changes))],
        next: read.next,
        total: isFirst ? await store.countRows(organisationId) : 0,
        serverTime: now(),
      }
    },

    pagesOf: async ({ organisationId, from, version }, listeners: readonly Listener[]) => {
      const nobody = { id: '00000000-0000-0000-0000-000000000000', acknowledged: Number.MAX_SAFE_INTEGER }
      const memberIds = [...new Set(listeners.map(({ identity }) => identity.memberId))]
      const [log, members, epoch] = await Promise.all([
        store.log(organisationId, from, smallPage.rows, nobody),
        store.rows(organisationId, memberIds),
        store.epoch(),
      ])
      const size =
        log.rows.reduce((total, { data }) => total + data.length, 0) +
        log.changes.reduce((total, { before, after }) => total + before.length + after.length, 0)
      if (log.to < version || log.rows.length > smallPage.rows || size > smallPage.characters) return listeners.map(() => null)
      const rows = new Map(members.map((row) => [row.id, row]))
      const changed = new Set(log.rows.filter(({ kind }) => kind === memberKind.name).map(({ id }) => id))
      let whole: LogPage | null = null
      const pages = new Map<string, LogPage | null>()
      for (const memberId of memberIds) {
        const row = rows.get(memberId)
        const member = row && !row.deleted && !changed.has(memberId) ? memberIn(row) : null
        if (!member || member.blocked) pages.set(memberId, null)
        else if (seesEverything(rightsOf(member))) {
          whole ??= await page(organisationId, member, from, log, epoch)
          pages.set(memberId, whole)
        } else pages.set(memberId, await page(organisationId, member, from, log, epoch))
      }
      return listeners.map(({ identity }) => pages.get(identity.memberId) ?? null)
    },
  }
}
