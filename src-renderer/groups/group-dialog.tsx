import { Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as newId } from 'uuid'
import { fold } from '../../src-shared/lib/fold.ts'
import { groupIds } from '../../src-shared/team/group-kind.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { NameDialog } from '../settings/name-dialog.tsx'
import { toast } from '../ui/toasts.tsx'
import { type ListedGroup, useGroupName, useGroups } from './use-groups.ts'

interface Props {
  /** The group to be renamed; null for a new one. */
  readonly group: ListedGroup | null
  /** Like which group a new one begins. */
  readonly like?: string
  /** Told the group that was made. */
  readonly onMade?: (groupId: string) => void
  readonly onClose: () => void
}

/** A new group that begins with the rights of another one, or another name for one that there is. */
export const GroupDialog = ({ group, like = groupIds.trainee, onMade, onClose }: Props) => {
  const { t } = useTranslation('groups')
  const { client } = useApi()
  const queries = useQueryClient()
  const groups = useGroups()
  const nameOf = useGroupName()
  const [id] = useState(() => group?.id ?? newId())
  const [name, setName] = useState(group?.name ?? '')
  const [begins, setBegins] = useState(like)
  const save = async (checked: string) => {
    const permissions = (group ?? groups.find((one) => one.id === begins))?.permissions ?? []
    await client.team.saveGroup({ id, name: checked, permissions: [...permissions] })
    await queries.invalidateQueries({ queryKey: queryKeys.groups })
    toast(t('saved', { group: checked }))
    if (!group) onMade?.(id)
  }
  return (
    <NameDialog
      words={{
        title: t(group ? 'dialog.rename' : 'dialog.add'),
        name: t('dialog.name'),
        hint: t('dialog.name_hint'),
        taken: t('dialog.name_taken'),
        cancel: t('dialog.cancel'),
        save: t(group ? 'dialog.save' : 'dialog.create'),
      }}
      name={name}
      onName={setName}
      // Those that every CRM has have no name of their own: the server cannot know what a language calls them.
      isTaken={(checked) => groups.some((one) => one.id !== id && fold(nameOf(one)) === fold(checked))}
      onSave={save}
      onClose={onClose}
    >
      {!group && (
        <Select
          label={t('dialog.like')}
          value={begins}
          data={groups.map((one) => ({ value: one.id, label: nameOf(one) }))}
          onChange={(value) => value && setBegins(value)}
        />
      )}
    </NameDialog>
  )
}
