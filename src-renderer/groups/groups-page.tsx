import { Button, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { useMembers } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { explain } from '../i18n/explain.ts'
import { noPeopleFilters, usePeopleView } from '../people/people-view.ts'
import { Section } from '../settings/section.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { toast } from '../ui/toasts.tsx'
import { DirectorySetting } from './directory-setting.tsx'
import { GroupDialog } from './group-dialog.tsx'
import { GroupHead } from './group-head.tsx'
import { GroupInUseDialog } from './group-in-use-dialog.tsx'
import classes from './groups.module.css'
import { OfflineDaysSetting } from './offline-days-setting.tsx'
import { PermissionMatrix } from './permission-matrix.tsx'
import { type ListedGroup, useGroupName, useGroups, useGroupsQuery, useGroupWords } from './use-groups.ts'
import { useChangePermission } from './use-save-group.ts'
import { WhatTheySee } from './what-they-see.tsx'

type Open =
  | { readonly type: 'add'; readonly like?: string }
  | { readonly type: 'rename'; readonly group: ListedGroup }
  | { readonly type: 'in_use'; readonly group: ListedGroup; readonly members: number }

/** Shows who is in a group, in the list of the team. */
const showPeople = (groupId: string) => {
  usePeopleView.getState().change({ search: '', filters: { ...noPeopleFilters, groups: [groupId] }, active: 0 })
  go({ screen: 'team', tab: 'people', memberId: null })
}

const Matrix = ({ editable }: { readonly editable: boolean }) => {
  const { t } = useTranslation('groups')
  const { client } = useApi()
  const queries = useQueryClient()
  const groups = useGroups()
  const nameOf = useGroupName()
  const changePermission = useChangePermission()
  const [open, setOpen] = useState<Open | null>(null)
  const [made, setMade] = useState<string | null>(null)
  const close = () => setOpen(null)

  const remove = async (group: ListedGroup) => {
    if (group.members > 0) return setOpen({ type: 'in_use', group, members: group.members })
    try {
      await client.team.deleteGroup({ id: group.id })
      toast(t('deleted', { group: nameOf(group) }))
    } catch (error) {
      // Somebody may have come into it meanwhile.
      const { problems } = explain(error)
      if (problems.some(({ rule }) => rule === 'group_in_use')) setOpen({ type: 'in_use', group, members: Math.max(1, group.members) })
      else tellFailure(error)
    }
    await queries.invalidateQueries({ queryKey: queryKeys.groups })
  }

  return (
    <>
      <PermissionMatrix
        groups={groups}
        editable={editable}
        made={made}
        onChange={(groupId, permission, given) => void changePermission(groupId, permission, given)}
        head={(group) => (
          <GroupHead
            group={group}
            editable={editable}
            onShowPeople={() => showPeople(group.id)}
            onCopy={() => setOpen({ type: 'add', like: group.id })}
            onRename={() => setOpen({ type: 'rename', group })}
            onDelete={() => void remove(group)}
          />
        )}
      />
      {editable && (
        <div className={classes.below}>
          <Button leftSection={<IconPlus />} onClick={() => setOpen({ type: 'add' })}>
            {t('add')}
          </Button>
          <span className={classes.hint}>{t('matrix.keys')}</span>
        </div>
      )}
      {open?.type === 'add' && <GroupDialog group={null} {...(open.like ? { like: open.like } : {})} onMade={setMade} onClose={close} />}
      {open?.type === 'rename' && <GroupDialog group={open.group} onClose={close} />}
      {open?.type === 'in_use' && (
        <GroupInUseDialog group={nameOf(open.group)} members={open.members} onShow={() => showPeople(open.group.id)} onClose={close} />
      )}
    </>
  )
}

const Sight = () => {
  const { t } = useTranslation('groups')
  const members = useMembers()
  const groupWords = useGroupWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const member = members.find(({ id }) => id === chosen)
  return (
    <Section title={t('sees.title')} text={t('sees.text')}>
      <Select
        className={classes.person}
        label={t('sees.person')}
        placeholder={t('sees.choose')}
        searchable
        limit={100}
        nothingFoundMessage={t('sees.nobody')}
        data={members.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
      {member && (
        <div role="status" className={classes.seen}>
          <p className={classes.plain}>{t('sees.group', { group: groupWords(member.groupId) })}</p>
          <WhatTheySee member={member} />
        </div>
      )}
    </Section>
  )
}

/** What each group may do, what somebody sees because of it, and what all know of all contacts. */
export const GroupsPage = () => {
  const { t } = useTranslation('groups')
  const { administrator } = useViewer()
  const { error, data, refetch } = useGroupsQuery()
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <>
      <Section title={t('matrix.title')} text={t(administrator ? 'matrix.text' : 'matrix.read_only')}>
        <Matrix editable={administrator} />
      </Section>
      <Sight />
      <DirectorySetting editable={administrator} />
      <OfflineDaysSetting editable={administrator} />
    </>
  )
}
