import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '../../src-shared/team/permissions.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { toast, toastWithUndo } from '../ui/toasts.tsx'
import { type ListedGroup, useGroupName } from './use-groups.ts'

interface Answer {
  groups: ListedGroup[]
}

type Fields = Pick<ListedGroup, 'id' | 'name' | 'permissions'>

/** Saves groups one after the other: at once on the screen, then in the team. What was refused comes back to what it was. */
export const useSaveGroup = () => {
  const { client } = useApi()
  const queries = useQueryClient()
  const queue = useRef<Promise<unknown>>(Promise.resolve())

  return useCallback(
    ({ id, name, permissions }: Fields): Promise<unknown> => {
      queries.setQueryData<Answer>(
        queryKeys.groups,
        (known) => known && { groups: known.groups.map((group) => (group.id === id ? { ...group, name, permissions } : group)) },
      )
      const saved = queue.current.then(() => client.team.saveGroup({ id, name, permissions: [...permissions] }))
      queue.current = saved.then(
        () => undefined,
        () => queries.invalidateQueries({ queryKey: queryKeys.groups }),
      )
      return saved
    },
    [client, queries],
  )
}

/** Gives a permission to a group or takes it away, with undo in the toast. */
export const useChangePermission = () => {
  const { t } = useTranslation(['groups', 'ui'])
  const save = useSaveGroup()
  const queries = useQueryClient()
  const nameOf = useGroupName()
  return useCallback(
    async (groupId: string, permission: Permission, given: boolean) => {
      // The newest list, of which an earlier press may be on its way still.
      const group = queries.getQueryData<Answer>(queryKeys.groups)?.groups.find(({ id }) => id === groupId)
      if (!group) return
      const others = group.permissions.filter((one) => one !== permission)
      const words = { group: nameOf(group), permission: t(`groups:permission.${permission}.name`) }
      const before = group.permissions
      try {
        await save({ ...group, permissions: given ? [...others, permission] : others })
        toastWithUndo({
          text: t(given ? 'groups:matrix.given' : 'groups:matrix.taken', words),
          undoLabel: t('ui:undo'),
          onUndo: () => void save({ ...group, permissions: before }).then(() => toast(t('groups:undone')), tellFailure),
        })
      } catch (error) {
        tellFailure(error)
      }
    },
    [t, save, queries, nameOf],
  )
}
