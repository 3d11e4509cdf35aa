import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { builtInGroups, type Group } from '../../src-shared/team/group-kind.ts'
import type { Member } from '../../src-shared/team/member-kind.ts'
import { type Viewer, viewerOf } from '../../src-shared/team/viewer.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useSession } from '../app/use-session.ts'

/** A group with how many people are in it, blocked ones too. */
export interface ListedGroup extends Group {
  readonly members: number
}

const unasked: readonly ListedGroup[] = builtInGroups.map((group) => ({ ...group, members: 0 }))

export const useGroupsQuery = () => {
  const { client } = useApi()
  return useQuery({ queryKey: queryKeys.groups, queryFn: ({ signal }) => client.team.groups(undefined, { signal }) })
}

/** All groups; until the core has answered those that every CRM has. */
export const useGroups = (): readonly ListedGroup[] => useGroupsQuery().data?.groups ?? unasked

export type GroupName = (group: Pick<Group, 'type' | 'name'> | undefined) => string

/** Words for a group: the screens name those that every CRM has. */
export const useGroupName = (): GroupName => {
  const { t } = useTranslation('groups')
  return useCallback<GroupName>((group) => (group ? (group.type === 'custom' ? group.name : t(`type.${group.type}`)) : t('gone')), [t])
}

/** Names of all groups by their ids. */
export const useGroupWords = (): ((groupId: string) => string) => {
  const groups = useGroups()
  const nameOf = useGroupName()
  return useMemo(() => {
    const byId = new Map(groups.map((group) => [group.id, group]))
    return (groupId: string) => nameOf(byId.get(groupId))
  }, [groups, nameOf])
}

/** Colleagues as they look and act, with what they may. */
export const useViewerOf = (): ((member: Pick<Member, 'id' | 'groupId'>) => Viewer) => {
  const groups = useGroups()
  const { workspace } = useSession()
  return useCallback(
    (member) =>
      viewerOf(
        member,
        groups.find(({ id }) => id === member.groupId),
        workspace,
      ),
    [groups, workspace],
  )
}
