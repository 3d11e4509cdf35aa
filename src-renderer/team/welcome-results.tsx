import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { tellFailure } from '../app/use-act.ts'
import { InvitationResults } from '../people/invitation-results.tsx'
import { refusedField } from '../people/invited-people.ts'
import { Section } from '../settings/section.tsx'
import { Pill } from '../ui/pill.tsx'
import forms from './team-forms.module.css'

/** What became of the people who were invited while the CRM was made: shown until it has been read. */
export const WelcomeResults = () => {
  const { t } = useTranslation(['team', 'people'])
  const { client } = useApi()
  const queries = useQueryClient()
  const key = [...queryKeys.team, 'welcome']
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => client.team.welcome(undefined, { signal }) })
  const results = data?.results ?? []
  if (results.length === 0) return null
  const invited = results.filter((result) => refusedField(result) === null)
  const refused = results.filter((result) => refusedField(result) !== null)
  const links = results.filter(({ link }) => link !== null).map(({ email, link }) => `${email}: ${link}`)
  const dismiss = async () => {
    try {
      await client.team.dismissWelcome()
      queries.setQueryData(key, { results: [] })
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <Section title={t('team:welcome.title')} text={t('team:welcome.text')}>
      {invited.length > 0 && <InvitationResults results={invited} />}
      {refused.length > 0 && (
        <ul className={forms.ways} aria-label={t('team:welcome.refused')}>
          {refused.map(({ email, outcome }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they do not change
            <li key={index} className={forms.way}>
              <div className={forms.words}>
                <h3 className={forms.name}>{email}</h3>
                <p className={forms.text}>{t(`people:invite.outcome.${outcome}`, { problem: '' })}</p>
              </div>
              <Pill tone="red">{t('team:welcome.failed')}</Pill>
            </li>
          ))}
        </ul>
      )}
      <div className={forms.buttons}>
        <Button variant="filled" onClick={() => void dismiss()}>
          {t('team:welcome.done')}
        </Button>
        {links.length > 1 && (
          <CopyButton value={links.join('\n')}>
            {({ copied, copy }) => (
              <Button leftSection={copied ? <IconCheck /> : <IconCopy />} onClick={copy}>
                {t(copied ? 'team:welcome.copied' : 'team:welcome.copy_all')}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
    </Section>
  )
}
