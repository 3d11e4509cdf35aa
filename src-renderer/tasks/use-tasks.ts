import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskLine } from '../../src-shared/tasks/task-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { useAct } from '../app/use-act.ts'
import { useOwnCalendar } from '../app/use-own-calendar.ts'

/** What is to be done about a contact, the most urgent first, and what is done. */
export const useTasks = (contactId: string): readonly TaskLine[] => {
  const { client } = useApi()
  const { data } = useQuery({
    queryKey: [...queryKeys.tasks, contactId],
    queryFn: ({ signal }) => client.tasks.ofContact({ contactId }, { signal }),
  })
  return data?.tasks ?? []
}

/** What is done with a task; each act can be taken back from its toast. */
export const useTaskActs = () => {
  const { client } = useApi()
  const { act } = useAct()
  const { t } = useTranslation('tasks')
  return useMemo(
    () => ({
      complete: ({ id, title }: TaskLine, done: boolean) =>
        act(() => client.tasks.complete({ id, done }), t(done ? 'done' : 'opened_again', { title })),
      postpone: ({ id, title }: TaskLine, startsAt: number | null) =>
        act(() => client.tasks.update({ id, fields: { startsAt } }), t('postponed', { title })),
      remove: ({ id, title }: TaskLine) => act(() => client.tasks.delete({ id }), t('deleted', { title })),
    }),
    [act, client, t],
  )
}

/** When a task is due, in words; `late` where that is past. */
export const useDue = () => {
  const { t } = useTranslation('tasks')
  const { format } = useOwnCalendar()
  return ({ startsAt }: Pick<TaskLine, 'startsAt'>): string => (startsAt === null ? t('when.someday') : format.nearWithTime(startsAt))
}
