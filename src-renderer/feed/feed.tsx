import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { CallItem } from './call-item.tsx'
import { ChangeItem } from './change-item.tsx'
import classes from './feed.module.css'
import { type FeedLine, foldChanges } from './fold-changes.ts'
import { NoteComposer } from './note-composer.tsx'
import { NoteItem } from './note-item.tsx'
import { TaskItem } from './task-item.tsx'

const pageSize = 50

interface Props {
  readonly contact: { readonly id: string; readonly name: string }
}

const Line = ({ line, contact }: Props & { readonly line: FeedLine }) => {
  switch (line.type) {
    case 'note':
      return <NoteItem item={line} />
    case 'call':
      return <CallItem item={line} />
    case 'task':
      return <TaskItem item={line} contact={contact} />
    case 'act':
    case 'changes':
      return <ChangeItem item={line} />
  }
}

/** What happened around a contact, newest first, and on top of it the place for a new note. */
export const Feed = ({ contact }: Props) => {
  const contactId = contact.id
  const { client } = useApi()
  const { t } = useTranslation('feed')
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...queryKeys.feeds, contactId],
    queryFn: ({ pageParam, signal }) =>
      client.feed.list({ contactId, limit: pageSize, ...(pageParam ? { before: pageParam } : {}) }, { signal }),
    initialPageParam: null as { readonly occurredAt: number; readonly id: string } | null,
    getNextPageParam: ({ items, more }) => {
      const last = items.at(-1)
      return more && last ? { occurredAt: last.occurredAt, id: last.id } : null
    },
  })
  const lines = useMemo(() => foldChanges(data?.pages.flatMap((page) => page.items) ?? []), [data])
  return (
    <>
      <NoteComposer key={contactId} contactId={contactId} />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && lines.length === 0 && <EmptyState drawing="feed">{t('empty')}</EmptyState>}
      <ul className={classes.feed}>
        {lines.map((line) => (
          <Line key={`${line.type}-${line.id}`} line={line} contact={contact} />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="xs" variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
