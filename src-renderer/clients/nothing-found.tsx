import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import classes from './nothing-found.module.css'

/** More would be a list of its own. */
const shownAtMost = 3

interface Props {
  readonly search: string
  readonly onClear: () => void
}

/** Nobody in the list matches; who of the team knows somebody of that name, so that no second card is made of them. */
export const NothingFound = ({ search, onClear }: Props) => {
  const { client } = useApi()
  const { t } = useTranslation('clients')
  const text = search.trim()
  const { data } = useQuery({
    queryKey: [...queryKeys.suggestions, 'known', text],
    queryFn: ({ signal }) => client.contacts.suggest({ text, limit: shownAtMost }, { signal }),
    enabled: text !== '',
  })
  const known = text === '' ? [] : (data?.known ?? []).slice(0, shownAtMost)
  return (
    <EmptyState
      drawing="search"
      action={
        <>
          {known.length > 0 && (
            <section className={classes.known} aria-label={t('known.title')} role="status">
              <h2 className={classes.heading}>{t('known.title')}</h2>
              <ul className={classes.people}>
                {known.map(({ id, name, company, responsible }) => {
                  const person = company && company !== name ? `${name}, ${company}` : name
                  const words = responsible
                    ? t('known.with', { name: person, holder: responsible.name })
                    : t('known.elsewhere', { name: person })
                  return <li key={id}>{words}</li>
                })}
              </ul>
            </section>
          )}
          <Button onClick={onClear}>{t('clear_search')}</Button>
        </>
      }
    >
      {t('nothing_found')}
    </EmptyState>
  )
}
