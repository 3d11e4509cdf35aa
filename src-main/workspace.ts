import { v7 as newId } from 'uuid'
import type { MutationContext } from '../src-shared/rows/mutator.ts'
import { foundWorkspace } from '../src-shared/settings/settings-mutators.ts'
import { type Workspace as WorkspaceDocument, workspaceKind } from '../src-shared/settings/workspace-kind.ts'
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

/** Opens the workspace; at the very first start it is made, with one member. */
export const openWorkspace = (store: WorkspaceStore, device: DeviceStore, now: () => number, founding: Founding): Workspace => {
  const known = device.get('workspace.alone') as { workspaceId: string; memberId: string } | undefined
  const ids = known ?? { workspaceId: newId(), memberId: newId() }
  if (!known) device.set('workspace.alone', ids)
  const deviceId = (device.get('device.id') as string | undefined) ?? newId()
  device.set('device.id', deviceId)

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
      blocked: false,
    }
    store.mutate(foundWorkspace, { id: ids.workspaceId, name: workspaceName, country: 'PL', member }, context(), newId())
  }

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
