import { directoryKind } from '../../src-shared/contacts/directory-kind.ts'
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
import { groupKind } from '../../src-shared/team/group-kind.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import { directoryEntryOf, isPrivate, mayBePrivate, maySee, type SeenRow, seesEverything, viewOf } from '../../src-shared/team/sight.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import type { ServerStore } from '../db/store.ts'
import { readStandings, readUnblocked } from '../team/standing.ts'
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

/** Rows without which no screen can be shown and no right decided: they come with the first page. */
const firstKinds = [workspaceKind.name, groupKind.name, memberKind.name]

const seenOf = (row: SentRow): SeenRow => ({ kind: row.kind, document: JSON.parse(row.data) as RowDocument })

/** What clients read: the log since their cursor, and everything there is. Rows that a member may not see never leave the server. */
export const createReading = ({ store, now, versions }: Dependencies): Pick<SyncService, 'pull' | 'snapshot' | 'pagesOf'> => {
  /**
   * Which of these rows the viewer sees, and which are to be forgotten. In the place of a contact that they may not see stands its entry in
   * the directory. `open` are the rows that are seen as they are: what has happened to others is nobody's business.
   */
  const filter = async (organisationId: string, viewer: Viewer, rows: readonly SentRow[]) => {
    const needsLook = seesEverything(viewer) ? ({ kind }: SentRow) => isPrivate(kind) : () => true
    if (!rows.some(needsLook)) return { seen: rows, open: rows, hidden: [] }
    const known = new Map(rows.map((row) => [row.id, row]))
    const missing = [...new Set(rows.filter(needsLook).map(({ root }) => root))].filter((id) => !known.has(id))
    if (missing.length > 0) for (const row of await store.rows(organisationId, missing)) known.set(row.id, row)
    const seen: SentRow[] = []
    const open: SentRow[] = []
    const hidden: string[] = []
    for (const row of rows) {
      if (!needsLook(row)) {
        seen.push(row)
        open.push(row)
        continue
      }
      const root = known.get(row.root)
      const seenRow = seenOf(row)
      if (maySee(viewer, seenRow, root && seenOf(root))) {
        seen.push(row)
        open.push(row)
        continue
      }
      const entry = directoryEntryOf(viewer, seenRow, row.deleted)
      if (entry) seen.push({ ...row, kind: directoryKind.name, data: JSON.stringify(entry) })
      else hidden.push(row.id)
    }
    return { seen, open, hidden }
  }

  const visibleChanges = async (organisationId: string, viewer: Viewer, open: readonly SentRow[], changes: readonly SentChange[]) => {
    const doubtful = seesEverything(viewer) ? changes.filter(({ mutation }) => mayBePrivate(mutation)) : changes
    const ids = new Set(open.map(({ id }) => id))
    // The row of a change may have changed again since, and come with a later page.
    const hidden = new Set(doubtful.map(({ rowId }) => rowId).filter((id) => !ids.has(id)))
    if (hidden.size === 0) return changes
    const later = await filter(organisationId, viewer, await store.rows(organisationId, [...hidden]))
    for (const { id } of later.open) hidden.delete(id)
    return changes.filter(({ rowId }) => !hidden.has(rowId))
  }

  const clientOf = async (identity: Identity, clientId: string) => {
    const client = await store.client(identity.organisationId, clientId)
    if (client && client.userId !== identity.userId) throw new LeadlineError('forbidden', 'This client belongs to somebody else')
    return client
  }

  /** Null where something was written meanwhile: it is asked for again another time. */
  const checksumOf = async (organisationId: string, viewer: Viewer, version: number): Promise<Checksum | null> => {
    let checksum = emptyChecksum
    for (let after: string | null = null; ; ) {
      const { organisation, rows, next } = await store.snapshot(organisationId, after, checksumPage)
      if (organisation.version !== version) return null
      const { seen } = await filter(organisationId, viewer, rows)
      for (const { id, version: rowVersion, data } of seen) {
        checksum = addToChecksum(checksum, { id, version: rowVersion, length: Buffer.byteLength(data) })
      }
      if (next === null || rows.length === 0) return checksum
      after = next
    }
  }

  const page = async (
    organisationId: string,
    viewer: Viewer,
    from: number,
    log: Awaited<ReturnType<ServerStore['log']>>,
    epoch: string,
  ): Promise<LogPage> => {
    const { seen, open, hidden } = await filter(organisationId, viewer, log.rows)
    return {
      type: 'page',
      epoch,
      view: viewOf(viewer),
      from,
      to: log.to,
      head: log.organisation.version,
      rows: [...seen],
      forgotten: hidden,
      changes: [...(await visibleChanges(organisationId, viewer, open, log.changes))],
      results: log.results.map(({ number, version, outcome, error }) => ({ number, version, outcome, error })),
      checksum: null,
      serverTime: now(),
    }
  }

  return {
    pull: async (identity, input: PullInput) => {
      checkVersions(input.versions, versions)
      const { organisationId } = identity
      const { viewer } = await readUnblocked(store, identity)
      const epoch = await store.epoch()
      const known = await clientOf(identity, input.clientId)
      const resync = (reason: 'new' | 'epoch' | 'horizon' | 'rights') =>
        ({ type: 'resync', epoch, reason, lastNumber: known?.lastNumber ?? 0, serverTime: now() }) as const
      if (input.epoch !== null && input.epoch !== epoch) return resync('epoch')
      // Results that this database never gave: it was put back to an older state, whoever did not say so (F11). What is missing is sent once more.
      if (input.acknowledged > (known?.lastNumber ?? 0)) return resync('epoch')
      if (input.cursor === null || !known) return resync('new')
      if (input.view !== viewOf(viewer)) return resync('rights')
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
      const answer = await page(organisationId, viewer, input.cursor, log, epoch)
      if (!input.wantsChecksum || log.to !== log.organisation.version) return answer
      return { ...answer, checksum: await checksumOf(organisationId, viewer, log.to) }
    },

    snapshot: async (identity, { versions: spoken, clientId, after, limit, view: before }) => {
      checkVersions(spoken, versions)
      const { organisationId, userId, memberId } = identity
      const { viewer } = await readUnblocked(store, identity)
      const view = viewOf(viewer)
      const client = await clientOf(identity, clientId)
      if (!client) await store.noteClient(organisationId, { id: clientId, userId, memberId })
      if (after !== null && before !== view) throw new LeadlineError('conflict', 'What this account may see has changed meanwhile')
      const read = await store.snapshot(organisationId, after, limit ?? 2000)
      const isFirst = after === null
      const first = isFirst ? (await Promise.all(firstKinds.map((kind) => store.rowsOfKind(organisationId, kind)))).flat() : []
      const ahead = new Set(first.map(({ id }) => id))
      const { seen, open } = await filter(
        organisationId,
        viewer,
        read.rows.filter(({ id }) => !ahead.has(id)),
      )
      return {
        epoch: await store.epoch(),
        version: read.organisation.version,
        view,
        rows: [...first.filter(({ deleted }) => !deleted), ...seen],
        changes: [...(await visibleChanges(organisationId, viewer, open, read.changes))],
        next: read.next,
        total: isFirst ? await store.countRows(organisationId) : 0,
        serverTime: now(),
      }
    },

    pagesOf: async ({ organisationId, from, version }, listeners: readonly Listener[]) => {
      const nobody = { id: '00000000-0000-0000-0000-000000000000', acknowledged: Number.MAX_SAFE_INTEGER }
      const memberIds = [...new Set(listeners.map(({ identity }) => identity.memberId))]
      const [log, standings, epoch] = await Promise.all([
        store.log(organisationId, from, smallPage.rows, nobody),
        readStandings(store, organisationId, memberIds),
        store.epoch(),
      ])
      // Whatever changes rights within these transactions may not have counted yet when rights were read.
      if (log.rows.some(({ kind }) => kind === groupKind.name || kind === workspaceKind.name)) return listeners.map(() => null)
      const size =
        log.rows.reduce((total, { data }) => total + data.length, 0) +
        log.changes.reduce((total, { before, after }) => total + before.length + after.length, 0)
      if (log.to < version || log.rows.length > smallPage.rows || size > smallPage.characters) return listeners.map(() => null)
      const changed = new Set(log.rows.filter(({ kind }) => kind === memberKind.name).map(({ id }) => id))
      const isShared = !log.rows.some(({ kind }) => isPrivate(kind)) && !log.changes.some(({ mutation }) => mayBePrivate(mutation))
      const wholes = new Map<string, LogPage>()
      const pages = new Map<string, LogPage | null>()
      for (const memberId of memberIds) {
        const standing = changed.has(memberId) ? undefined : standings.get(memberId)
        if (!standing || standing.member.blocked) pages.set(memberId, null)
        else {
          // Whoever sees everything sees the same of what is not private.
          const view = isShared && seesEverything(standing.viewer) ? viewOf(standing.viewer) : memberId
          const whole = wholes.get(view) ?? (await page(organisationId, standing.viewer, from, log, epoch))
          wholes.set(view, whole)
          pages.set(memberId, whole)
        }
      }
      return listeners.map(({ identity }) => pages.get(identity.memberId) ?? null)
    },
  }
}
