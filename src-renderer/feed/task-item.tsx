import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../src-shared/feed/feed-contract.ts'
import { taskRights } from '../../src-shared/team/rights.ts'
import { useViewer } from '../app/use-viewer.ts'
import { useFormat } from '../i18n/format.ts'
import { TaskMenu } from '../tasks/task-menu.tsx'
import { useTaskActs } from '../tasks/use-tasks.ts'
import classes from './feed.module.css'
import { FeedRow } from './feed-row.tsx'

interface Props {
  readonly item: Extract<FeedItem, { type: 'task' }>
  readonly contact: { readonly id: string; readonly name: string }
}

/** A task that was made about a contact: done, or not yet, by its check box. */
export const TaskItem = ({ item, contact }: Props) => {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const viewer = useViewer()
  const { complete } = useTaskActs()
  const { task } = item
  const isDone = task.completedAt !== null
  const { edit } = taskRights(viewer, task)
  const due =
    task.completedAt !== null
      ? t('feed.done', { when: format.nearWithTime(task.completedAt) })
      : task.startsAt === null
        ? ''
        : t('feed.due', { when: format.nearWithTime(task.startsAt) })
  return (
    <FeedRow
      sign={
        <span className={classes.sign} data-tone="task">
          <Checkbox
            size="xs"
            aria-label={t(isDone ? 'mark_open' : 'mark_done', { title: task.title })}
            checked={isDone}
            disabled={!edit}
            onChange={() => void complete(task, !isDone)}
          />
        </span>
      }
      title={t('feed.title', { title: task.title })}
      tone={isDone ? 'done' : undefined}
      occurredAt={item.occurredAt}
      details={[due, task.responsibleName]}
      tools={edit && !isDone && <TaskMenu contact={contact} task={task} />}
    />
  )
}
