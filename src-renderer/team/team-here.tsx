import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { tellFailure } from '../app/use-act.ts'
import { useSession } from '../app/use-session.ts'
import { useFormat } from '../i18n/format.ts'
import { ProgressBar } from '../import/progress-bar.tsx'
import { Section } from '../settings/section.tsx'
import { Pill } from '../ui/pill.tsx'
import { AccountList } from './account-list.tsx'
import { LeaveTeam } from './leave-team.tsx'
import { MovedPeople } from './moved-people.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { SyncFacts } from './sync-facts.tsx'
import classes from './team-here.module.css'
import { useHearTeam } from './team-store.ts'
import type { JoinedTeam } from './team-words.ts'
import { useSyncWords } from './use-sync-words.ts'

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
      {team.connection === 'signed_out' && <SignInAgain />}
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

/** The team that this computer works with: where, who, how it stands, and who else there is. */
export const TeamHere = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const { me } = useSession()
  return (
    <>
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
      <AccountList team={team} />
      <LeaveTeam team={team} />
    </>
  )
}
