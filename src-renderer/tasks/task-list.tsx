import { Button, Checkbox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { taskRights } from '../../src-shared/team/rights.ts'
import { useSession } from '../app/use-session.ts'
import { useViewer } from '../app/use-viewer.ts'
import { TaskMenu } from './task-menu.tsx'
import { openNewTask } from './task-store.ts'
import { isOverdue } from './task-times.ts'
import classes from './tasks.module.css'
import { useDue, useTaskActs, useTasks } from './use-tasks.ts'

interface Props {
  readonly contact: { readonly id: string; readonly name: string }
}

/** What is still to be done about a contact. */
export const TaskList = ({ contact }: Props) => {
  const { t } = useTranslation('tasks')
  const { me } = useSession()
  const viewer = useViewer()
  const tasks = useTasks(contact.id).filter(({ completedAt }) => completedAt === null)
  const { complete } = useTaskActs()
  const due = useDue()
  const now = Date.now()
  return (
    <>
      {tasks.length > 0 && (
        <ul className={classes.list}>
          {tasks.map((task) => {
            const { edit } = taskRights(viewer, task)
            return (
              <li key={task.id} className={classes.task}>
                <Checkbox
                  size="xs"
                  aria-label={t('mark_done', { title: task.title })}
                  checked={false}
                  disabled={!edit}
                  onChange={() => void complete(task, true)}
                />
                <span className={classes.words}>
                  <span className={classes.title}>{task.title}</span>
                  <span className={classes.detail} data-late={isOverdue(task, now) || undefined}>
                    {isOverdue(task, now) ? t('late', { when: due(task) }) : due(task)}
                  </span>
                  {task.responsible !== me.id && <span className={classes.detail}>{task.responsibleName}</span>}
                </span>
                {edit && <TaskMenu contact={contact} task={task} />}
              </li>
            )
          })}
        </ul>
      )}
      <Button size="xs" variant="subtle" leftSection={<IconPlus />} onClick={() => openNewTask(contact)}>
        {t('add')}
      </Button>
    </>
  )
}
