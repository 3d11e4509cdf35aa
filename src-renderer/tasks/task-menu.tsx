import { Menu } from '@mantine/core'
import { IconClock, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TaskLine } from '../../src-shared/tasks/task-contract.ts'
import { useSession } from '../app/use-session.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { openTask } from './task-store.ts'
import { momentOf, timeOfChoice, whenChoices } from './task-times.ts'
import { useTaskActs } from './use-tasks.ts'

interface Props {
  readonly contact: { readonly id: string; readonly name: string }
  readonly task: TaskLine
}

/** Puts a task off, changes it, deletes it. */
export const TaskMenu = ({ contact, task }: Props) => {
  const { t } = useTranslation('tasks')
  const { timeZone, firstDay } = useSession().me
  const { postpone, remove } = useTaskActs()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton size="var(--target)" label={t('more', { title: task.title })}>
          <IconDots />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('postpone')}</Menu.Label>
        {whenChoices.map((choice) => (
          <Menu.Item
            key={choice}
            leftSection={<IconClock />}
            onClick={() => void postpone(task, momentOf(timeOfChoice(choice, Date.now(), { timeZone, firstDay }), timeZone))}
          >
            {t(`when.${choice}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPencil />} onClick={() => openTask(contact, task)}>
          {t('edit')}
        </Menu.Item>
        <Menu.Item data-danger leftSection={<IconTrash />} onClick={() => void remove(task)}>
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
