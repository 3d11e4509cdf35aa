import { Button } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { tellFailure } from '../app/use-act.ts'
import { useSession } from '../app/use-session.ts'
import { useFormat } from '../i18n/format.ts'
import { ProgressBar } from '../import/progress-bar.tsx'
import { Section } from '../settings/section.tsx'
import { Pill } from '../ui/pill.tsx'
import { putLinkAway, useJoinLink } from './join-link.ts'
import { LeaveTeam } from './leave-team.tsx'
import { MovedPeople } from './moved-people.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { SyncFacts } from './sync-facts.tsx'
import classes from './team-here.module.css'
import { useHearTeam } from './team-store.ts'
import type { JoinedTeam } from './team-words.ts'
import { useSyncWords } from './use-sync-words.ts'
import { WelcomeResults } from './welcome-results.tsx'

const Progress = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const format = useFormat()
  return (['firstSync', 'moving'] as const).map((name) => {
    const progress = team[name]
    if (!progress) return null
    const label = t(name === 'moving' ? 'here.moving' : 'here.first_sync', {
      done: format.number(progress.done),
      total: format.number(progress.total),
    })
    return (
      <div key={name} className={classes.progress}>
        <span>{label}</span>
        <ProgressBar label={label} share={progress.total === 0 ? 0 : Math.min(1, progress.done / progress.total)} />
      </div>
    )
  })
}

const Connection = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const hear = useHearTeam()
  const { tone, short, long } = useSyncWords()(team)
  const canSend = team.connection === 'online' || team.connection === 'offline' || team.connection === 'connecting'
  return (
    <div className={classes.box}>
      <div role="status">
        <Pill tone={tone}>{short}</Pill>
        <p className={classes.text}>{long}</p>
      </div>
      <Progress team={team} />
      <SyncFacts team={team} />
      {team.connection === 'signed_out' && <SignInAgain team={team} />}
      <div className={classes.buttons}>
        {team.attention > 0 && (
          <Button variant="filled" onClick={() => go({ screen: 'attention' })}>
            {t('look_at_attention')}
          </Button>
        )}
        {canSend && <Button onClick={() => void client.team.syncNow().then(hear, tellFailure)}>{t('send_now')}</Button>}
      </div>
    </div>
  )
}

/** A link was opened, but this computer has a team: what to do about it. */
const WaitingLink = ({ name }: { readonly name: string }) => {
  const { t } = useTranslation('team')
  const link = useJoinLink((state) => state.link)
  if (link === null) return null
  return (
    <section className={classes.notice} role="alert">
      <strong>{t('here.link_title')}</strong>
      <span>{t('here.link_text', { name })}</span>
      <div>
        <Button size="xs" onClick={putLinkAway}>
          {t('here.link_close')}
        </Button>
      </div>
    </section>
  )
}

/** The team that this computer works with: where, who, how it stands, and who else there is. */
export const TeamHere = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const { me } = useSession()
  return (
    <>
      <WaitingLink name={team.name} />
      <WelcomeResults />
      <Section title={t('here.title')}>
        <dl className={classes.facts}>
          <dt>{t('here.name')}</dt>
          <dd>{team.name}</dd>
          <dt>{t('here.server')}</dt>
          <dd>{team.server}</dd>
          <dt>{t('here.me')}</dt>
          <dd>{`${me.name} · ${team.email}`}</dd>
        </dl>
        <Connection team={team} />
      </Section>
      <MovedPeople />
      <Section title={t('here.people_title')} text={t('here.people')}>
        <div>
          <Button leftSection={<IconUsersGroup />} onClick={() => go({ screen: 'team', tab: 'people', memberId: null })}>
            {t('here.people_button')}
          </Button>
        </div>
      </Section>
      <LeaveTeam team={team} />
    </>
  )
}
