import { useMemo } from 'react'
import type { Session } from '../../src-shared/settings/settings-contract.ts'
import type { Viewer } from '../../src-shared/team/viewer.ts'
import { useSession } from './use-session.ts'

export const viewerIn = ({ me, rights, workspace }: Pick<Session, 'me' | 'rights' | 'workspace'>): Viewer => ({
  id: me.id,
  administrator: rights.administrator,
  owner: rights.owner,
  permissions: new Set(rights.permissions),
  directory: workspace.directory,
  addsProperties: rights.administrator || workspace.propertiesBy !== 'administrators',
})

/** Me, with what I may do: for `may` and `contactRights`. What is not allowed is not offered; it changes under open screens. */
export const useViewer = (): Viewer => {
  const session = useSession()
  return useMemo(() => viewerIn(session), [session])
}
