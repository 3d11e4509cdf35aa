import type { Workspace } from '../settings/workspace-kind.ts'
import { type Group, groupOf } from './group-kind.ts'
import type { Member } from './member-kind.ts'
import { type Permission, permissionNames } from './permissions.ts'

/** Somebody who looks and acts, with what they may: the one thing that is asked wherever rights decide. */
export interface Viewer {
  /** The member. */
  readonly id: string
  /** Everything, what newer programs know besides too. */
  readonly administrator: boolean
  readonly owner: boolean
  readonly permissions: ReadonlySet<string>
  /** Name, phones and responsible user of contacts that they may not see. */
  readonly directory: boolean
  /** Custom properties may be added by them. */
  readonly addsProperties: boolean
}

/** `group`: the row of the member's group where there is one. Whoever is in a group that is gone may do nothing beyond their own. */
export const viewerOf = (
  member: Pick<Member, 'id' | 'groupId'>,
  group: Group | undefined,
  workspace: Pick<Workspace, 'ownerId' | 'directory'> & Partial<Pick<Workspace, 'propertiesBy'>>,
): Viewer => {
  const known = groupOf(member.groupId, group)
  const owner = workspace.ownerId === member.id
  const administrator = owner || known?.type === 'administrator'
  return {
    id: member.id,
    administrator,
    owner,
    permissions: new Set(administrator ? permissionNames : known?.permissions),
    directory: workspace.directory,
    addsProperties: administrator || workspace.propertiesBy !== 'administrators',
  }
}

export const may = ({ administrator, permissions }: Viewer, permission: Permission): boolean => administrator || permissions.has(permission)
