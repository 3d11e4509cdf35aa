import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { tellFailure } from '../app/use-act.ts'
import { useSession } from '../app/use-session.ts'
import { useFormat } from '../i18n/format.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { useHearTeam } from './team-store.ts'
import type { JoinedTeam } from './team-words.ts'

/** In place of what came from the team, after it went from this computer: why, what is safe, and how it comes back. */
export const EmptiedState = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const hear = useHearTeam()
  const format = useFormat()
  const { workspace } = useSession()
  const days = workspace.offlineDays
  if (team.firstSync) {
    const [done, total] = [format.number(team.firstSync.done), format.number(team.firstSync.total)]
    return <EmptyState drawing="people">{t('here.first_sync', { done, total })}</EmptyState>
  }
  return (
    <EmptyState
      drawing="people"
      action={
        team.connection === 'signed_out' ? (
          <Button variant="filled" onClick={() => go({ screen: 'settings', page: 'team' })}>
            {t('sign_in')}
          </Button>
        ) : (
          <Button variant="filled" onClick={() => void client.team.syncNow().then(hear, tellFailure)}>
            {t('emptied.connect')}
          </Button>
        )
      }
    >
      {days === null ? t('sync.emptied.long') : t('emptied.text', { count: days, shown: format.number(days) })}
    </EmptyState>
  )
}
