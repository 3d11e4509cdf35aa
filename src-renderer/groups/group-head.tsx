import { Menu } from '@mantine/core'
import { IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './groups.module.css'
import { type ListedGroup, useGroupName } from './use-groups.ts'

interface Props {
  readonly group: ListedGroup
  readonly editable: boolean
  readonly onShowPeople: () => void
  readonly onCopy: () => void
  readonly onRename: () => void
  readonly onDelete: () => void
}

/** A group in the head of its column: name, how many people are in it, and what can be done with it. */
export const GroupHead = ({ group, editable, onShowPeople, onCopy, onRename, onDelete }: Props) => {
  const { t } = useTranslation('groups')
  const format = useFormat()
  const name = useGroupName()(group)
  const isOwn = group.type === 'custom'
  const people = t('people', { count: group.members, shown: format.number(group.members) })
  return (
    <div className={classes.head}>
      <span className={classes.headName} title={name}>
        {name}
      </span>
      <button type="button" className={classes.count} aria-label={t('show_people', { people, group: name })} onClick={onShowPeople}>
        {people}
      </button>
      {editable && group.type !== 'administrator' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton className={classes.headMore} label={t('more', { group: name })} size="var(--target)">
              <IconDots />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconCopy />} onClick={onCopy}>
              {t('copy')}
            </Menu.Item>
            {isOwn && (
              <>
                <Menu.Item leftSection={<IconPencil />} onClick={onRename}>
                  {t('rename')}
                </Menu.Item>
                <Menu.Item data-danger leftSection={<IconTrash />} onClick={onDelete}>
                  {t('delete')}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
