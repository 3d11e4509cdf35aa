import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { queryKeys } from '../app/refresh.ts'
import { useFormat } from '../i18n/format.ts'
import { Section } from '../settings/section.tsx'
import classes from './team-here.module.css'

/** What came along from this computer, and whom the team knew already: two cards of one person, to be looked at. */
export const MovedPeople = () => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const format = useFormat()
  const { data } = useQuery({ queryKey: [...queryKeys.team, 'moved'], queryFn: ({ signal }) => client.team.moved(undefined, { signal }) })
  if (data?.refused) {
    return (
      <Section title={t('moved.refused_title')} text={t('moved.refused')}>
        {null}
      </Section>
    )
  }
  if (!data || data.contacts === 0) return null
  const { contacts, duplicates } = data
  const counted = (count: number) => ({ count, shown: format.number(count) })
  const card = (id: string, name: string, whose: string) => (
    <span className={classes.side}>
      <Button size="xs" variant="default" onClick={() => go({ screen: 'contact', contactId: id })}>
        {name}
      </Button>
      {whose}
    </span>
  )
  return (
    <Section
      title={t('moved.title')}
      text={`${t('moved.text', counted(contacts))} ${duplicates.length === 0 ? t('moved.none') : t('moved.duplicates', counted(duplicates.length))}`}
    >
      {duplicates.length > 0 && (
        <ul className={classes.people}>
          {duplicates.map(({ id, name, otherId, otherName }) => (
            <li key={`${id}-${otherId}`} className={classes.pair}>
              {card(id, name, t('moved.mine'))}
              {card(otherId, otherName, t('moved.theirs'))}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
