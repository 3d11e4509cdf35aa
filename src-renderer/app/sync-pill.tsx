import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useApi } from '../api/api-context.tsx'
import { useFormat } from '../i18n/format.ts'
import { SyncFacts } from '../team/sync-facts.tsx'
import { teamStoreOf, useTeam } from '../team/team-store.ts'
import type { JoinedTeam } from '../team/team-words.ts'
import { useSyncWords } from '../team/use-sync-words.ts'
import { PillButton, type Tone } from '../ui/pill.tsx'
import { go } from './navigation.ts'
import type { Route } from './routes.ts'
import classes from './sync-pill.module.css'
import { tellFailure } from './use-act.ts'

interface ButtonsProps {
  readonly team: JoinedTeam
  readonly onClose: () => void
}

/** What can be done about how it stands. */
const TeamButtons = ({ team, onClose }: ButtonsProps) => {
  const { t } = useTranslation('team')
  const api = useApi()
  const { connection, attention } = team
  const leadTo = (route: Route) => {
    onClose()
    go(route)
  }
  const send = async () => {
    try {
      teamStoreOf(api).setState({ state: await api.client.team.syncNow() })
    } catch (error) {
      tellFailure(error)
    }
  }
  const canSend = connection === 'online' || connection === 'offline' || connection === 'connecting'
  return (
    <div className={classes.buttons}>
      {connection === 'signed_out' && (
        <Button variant="filled" onClick={() => leadTo({ screen: 'settings', page: 'team' })}>
          {t('sign_in')}
        </Button>
      )}
      {attention > 0 && (
        <Button variant={connection === 'online' ? 'filled' : 'default'} onClick={() => leadTo({ screen: 'attention' })}>
          {t('look_at_attention')}
        </Button>
      )}
      {canSend && <Button onClick={() => void send()}>{t('send_now')}</Button>}
      <Button onClick={() => leadTo({ screen: 'settings', page: 'team' })}>{t('team_settings')}</Button>
    </div>
  )
}

interface Said {
  readonly tone: Tone
  readonly short: string
  readonly long: string
  /** What belongs to it below. */
  readonly more?: (onClose: () => void) => ReactNode
}

const useSaid = (): Said => {
  const { t } = useTranslation('app')
  const format = useFormat()
  const { connected, lostAt } = useStore(useApi().connection)
  const team = useTeam((state) => state)
  const words = useSyncWords()
  if (!connected && lostAt !== null) {
    return { tone: 'red', short: t('sync.lost', { since: format.hour(lostAt) }), long: t('sync.lost_text') }
  }
  if (team?.mode !== 'team') {
    return {
      tone: 'green',
      short: t('sync.alone'),
      long: t('sync.alone_text'),
    }
  }
  return {
    ...words(team),
    more: (onClose) => (
      <>
        <SyncFacts team={team} />
        <TeamButtons team={team} onClose={onClose} />
      </>
    ),
  }
}

/** Where the data lies, whether the core answers, and how it stands with the team's server; opens its explanation. */
export const SyncPill = () => {
  const { tone, short, long, more } = useSaid()
  const [opened, { toggle, close }] = useDisclosure(false)
  return (
    <Popover opened={opened} onDismiss={close} position="bottom-end" width="var(--popover)" trapFocus={more !== undefined} returnFocus>
      <Popover.Target>
        <PillButton tone={tone} onClick={toggle}>
          {short}
        </PillButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={short}>
        <h2 className={classes.title}>{short}</h2>
        <p className={classes.text}>{long}</p>
        {more?.(close)}
      </Popover.Dropdown>
    </Popover>
  )
}
