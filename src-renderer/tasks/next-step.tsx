import { IconBell, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { taskRights } from '../../src-shared/team/rights.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useFormat } from '../i18n/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { TaskMenu } from './task-menu.tsx'
import { isOverdue } from './task-times.ts'
import classes from './tasks.module.css'
import { useDue, useTaskActs, useTasks } from './use-tasks.ts'

interface Props {
  readonly contact: { readonly id: string; readonly name: string }
}

/** The first thing that is to be done about a contact: done or put off where it stands. */
export const NextStep = ({ contact }: Props) => {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const viewer = useViewer()
  const [task] = useTasks(contact.id)
  const { complete } = useTaskActs()
  const due = useDue()
  if (!task || task.completedAt !== null) return null
  const late = isOverdue(task, Date.now())
  return (
    <section className={classes.next} aria-label={t('next_step')} data-late={late || undefined}>
      <IconBell aria-hidden="true" />
      <span className={classes.nextTitle} title={task.title}>
        {task.title}
      </span>
      <span className={classes.nextDue} title={task.startsAt === null ? undefined : format.exact(task.startsAt)}>
        {late ? t('late', { when: due(task) }) : due(task)}
      </span>
      {taskRights(viewer, task).edit && (
        <>
          <IconButton size="var(--target)" label={t('mark_done', { title: task.title })} onClick={() => void complete(task, true)}>
            <IconCheck />
          </IconButton>
          <TaskMenu contact={contact} task={task} />
        </>
      )}
    </section>
  )
}
