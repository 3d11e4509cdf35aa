import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import classes from './attention.module.css'
import { AttentionItem } from './attention-item.tsx'
import { usePutAway } from './put-away.ts'

/** Everything that the team's server did not take, until its author has done with it. */
export const AttentionScreen = () => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const away = usePutAway((state) => state.ids)
  const { data, error, refetch } = useQuery({
    queryKey: [...queryKeys.team, 'attention'],
    queryFn: ({ signal }) => client.team.attention(undefined, { signal }),
  })
  usePageTitle(t('attention.title'))
  const items = data?.items.filter(({ id }) => !away.has(id))
  return (
    <div className={classes.screen}>
      <h1 className={classes.title}>{t('attention.title')}</h1>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {items?.length === 0 && <EmptyState drawing="done">{t('attention.empty')}</EmptyState>}
      {items !== undefined && items.length > 0 && (
        <>
          <p className={classes.text}>{t('attention.text')}</p>
          <ul className={classes.list} aria-label={t('attention.items')}>
            {items.map((item) => (
              <AttentionItem key={item.id} item={item} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
