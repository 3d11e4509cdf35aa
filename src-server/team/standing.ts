import { LeadlineError } from '../../src-shared/lib/errors.ts'
import type { Kind, RowDocument } from '../../src-shared/rows/kind.ts'
import { type Workspace, workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import type { SentRow } from '../../src-shared/sync/protocol.ts'
import { builtInGroups, type Group, groupKind } from '../../src-shared/team/group-kind.ts'
import { type Member, memberKind } from '../../src-shared/team/member-kind.ts'
import { type Viewer, viewerOf } from '../../src-shared/team/viewer.ts'
import type { ServerStore } from '../db/store.ts'
import type { Identity } from '../sync/sync-service.ts'

/** Who somebody is in the team by now, and what they may do. */
export interface Standing {
  readonly member: Member
  readonly viewer: Viewer
}

/** The document of a row of this kind, in today's form; undefined for a deleted row and for one of another kind. */
export const documentIn = <Document extends RowDocument>(kind: Kind<Document>, row: SentRow | null | undefined): Document | undefined => {
  if (!row || row.deleted || row.kind !== kind.name) return undefined
  const document = JSON.parse(row.data) as Document
  return kind.upcast?.(document) ?? document
}

const nobody = () => new LeadlineError('unauthorized', 'This account belongs to nobody here')

/** @throws LeadlineError `unauthorized` where the account belongs to nobody */
export const standingIn = (organisationId: string, memberId: string, rowOf: (id: string) => SentRow | null | undefined): Standing => {
  const member = documentIn(memberKind, rowOf(memberId))
  const workspace = documentIn(workspaceKind, rowOf(organisationId)) as Workspace | undefined
  if (!member || !workspace) throw nobody()
  const group = documentIn(groupKind, rowOf(member.groupId)) as Group | undefined
  return { member, viewer: viewerOf(member, group, workspace) }
}

type Rows = Pick<ServerStore, 'rows'>

/** Of several members, by their ids; whoever belongs to nobody is left out. */
export const readStandings = async (
  store: Rows,
  organisationId: string,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> => {
  const builtIn = builtInGroups.map(({ id }) => id)
  const rows = new Map((await store.rows(organisationId, [organisationId, ...builtIn, ...memberIds])).map((row) => [row.id, row]))
  // Most teams have no other groups: then one question is enough.
  const groupIds = memberIds.flatMap((id) => documentIn(memberKind, rows.get(id))?.groupId ?? []).filter((id) => !builtIn.includes(id))
  if (groupIds.length > 0) for (const row of await store.rows(organisationId, [...new Set(groupIds)])) rows.set(row.id, row)
  const isThere = (id: string) => documentIn(memberKind, rows.get(id)) !== undefined
  return new Map(memberIds.filter(isThere).map((id) => [id, standingIn(organisationId, id, (rowId) => rows.get(rowId))]))
}

/** @throws LeadlineError `unauthorized` where the account belongs to nobody */
export const readStanding = async (
  store: Rows,
  { organisationId, memberId }: Pick<Identity, 'organisationId' | 'memberId'>,
): Promise<Standing> => {
  const standing = (await readStandings(store, organisationId, [memberId])).get(memberId)
  if (!standing) throw nobody()
  return standing
}

/** @throws LeadlineError `unauthorized`, or `blocked` */
export const readUnblocked = async (store: Rows, identity: Pick<Identity, 'organisationId' | 'memberId'>): Promise<Standing> => {
  const standing = await readStanding(store, identity)
  if (standing.member.blocked) throw new LeadlineError('blocked', 'This account is blocked')
  return standing
}
