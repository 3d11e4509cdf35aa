import { createOverlay, type RowSource } from '../../src-shared/rows/transaction.ts'
import { workspaceKind } from '../../src-shared/settings/workspace-kind.ts'
import { allGroups, type Group, groupKind } from '../../src-shared/team/group-kind.ts'
import { memberKind } from '../../src-shared/team/member-kind.ts'
import { type Viewer, viewerOf } from '../../src-shared/team/viewer.ts'

export interface OwnIds {
  readonly workspaceId: string
  readonly memberId: string
}

/** What somebody may do, by the rows that are here: the same function on the same rows as on the server. Null while the rows are not here yet. */
export const ownViewer = (rows: RowSource, { workspaceId, memberId }: OwnIds): Viewer | null => {
  const tx = createOverlay(rows)
  const member = tx.get(memberKind, memberId)
  const workspace = tx.get(workspaceKind, workspaceId)
  return member && workspace ? viewerOf(member, tx.get(groupKind, member.groupId), workspace) : null
}

/** All groups with how many people are in them; those who are blocked count too. */
export const groupsWithMembers = (rows: RowSource): (Group & { readonly members: number })[] => {
  const tx = createOverlay(rows)
  const own = tx.find(groupKind, 'everyone', 'yes').flatMap((id) => tx.get(groupKind, id) ?? [])
  const counts = new Map<string, number>()
  for (const id of tx.find(memberKind, 'everyone', 'yes')) {
    const groupId = tx.get(memberKind, id)?.groupId
    if (groupId !== undefined) counts.set(groupId, (counts.get(groupId) ?? 0) + 1)
  }
  return allGroups(own).map((group) => ({ ...group, members: counts.get(group.id) ?? 0 }))
}
