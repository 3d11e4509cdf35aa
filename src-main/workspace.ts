import { v7 as newId } from 'uuid'
import type { MutationContext } from '../src-shared/rows/mutator.ts'
import { foundWorkspace } from '../src-shared/settings/settings-mutators.ts'
import { type Workspace as WorkspaceDocument, workspaceKind } from '../src-shared/settings/workspace-kind.ts'
import { groupIds } from '../src-shared/team/group-kind.ts'
import { type Member, memberKind } from '../src-shared/team/member-kind.ts'
import type { DeviceStore } from './db/device-store.ts'
import type { WorkspaceStore } from './db/workspace-store.ts'

/** One organisation on this machine, and who works in it. */
export interface Workspace {
  readonly store: WorkspaceStore
  readonly deviceId: string
  readonly document: () => WorkspaceDocument
  readonly me: () => Member
  /** Country that completes numbers without a prefix. */
  readonly country: () => string
  /** Me, now. */
  readonly context: () => MutationContext
}

export interface Founding {
  readonly language: 'pl' | 'en'
  readonly memberName: string
  readonly workspaceName: string
  readonly extension: string | null
  readonly timeZone: string
}

interface WorkspaceIds {
  readonly workspaceId: string
  readonly memberId: string
}

const deviceIdOf = (device: DeviceStore): string => {
  const known = device.get('device.id') as string | undefined
  const id = known ?? newId()
  if (!known) device.set('device.id', id)
  return id
}

/** Opens the workspace; at the very first start it is made, with one member. */
export const openWorkspace = (store: WorkspaceStore, device: DeviceStore, now: () => number, founding: Founding): Workspace => {
  const known = device.get('workspace.alone') as WorkspaceIds | undefined
  const ids = known ?? { workspaceId: newId(), memberId: newId() }
  if (!known) device.set('workspace.alone', ids)
  const deviceId = deviceIdOf(device)
  const context = () => ({ memberId: ids.memberId, now: now() })
  if (!store.get(workspaceKind, ids.workspaceId)) {
    const { memberName, workspaceName, language, extension, timeZone } = founding
    const member = {
      id: ids.memberId,
      name: memberName,
      email: null,
      extension,
      position: '',
      language,
      timeZone,
      firstDay: 1 as const,
      groupId: groupIds.administrator,
      blocked: false,
    }
    store.mutate(foundWorkspace, { id: ids.workspaceId, name: workspaceName, country: 'PL', member }, context(), newId())
  }

  return asWorkspace(store, deviceId, ids, context)
}

const asWorkspace = (store: WorkspaceStore, deviceId: string, ids: WorkspaceIds, context: () => MutationContext): Workspace => {
  const document = () => store.get(workspaceKind, ids.workspaceId) as WorkspaceDocument
  return {
    store,
    deviceId,
    document,
    me: () => store.get(memberKind, ids.memberId) as Member,
    country: () => document().country,
    context,
  }
}

/** Opens the workspace of a team: its documents came with signing in. Times are by the server's clock, as far as it is known. */
export const openTeamWorkspace = (store: WorkspaceStore, device: DeviceStore, now: () => number, ids: WorkspaceIds): Workspace =>
  asWorkspace(store, deviceIdOf(device), ids, () => ({ memberId: ids.memberId, now: now() + (store.sync?.state().clockOffset ?? 0) }))
