import { useTranslation } from 'react-i18next'
import { useSession } from '../app/use-session.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './sync-facts.module.css'
import type { JoinedTeam } from './team-words.ts'

const aDay = 24 * 3_600_000

/** Since when it is as it is, what waits, and when everything was last the same here and there. */
export const SyncFacts = ({ team }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const { offlineDays } = useSession().workspace
  const isAway = team.connection === 'offline' || team.connection === 'signed_out'
  const until = isAway && !team.emptied && team.contactAt !== null && offlineDays !== null ? team.contactAt + offlineDays * aDay : null
  const format = useFormat()
  const time = (at: number) => (
    <time dateTime={new Date(at).toISOString()} title={format.exact(at)}>
      {format.nearWithTime(at)}
    </time>
  )
  const counted = (count: number) => ({ count, shown: format.number(count) })
  const waiting = [
    ...(team.pending > 0 ? [t('facts.changes', counted(team.pending))] : []),
    ...(team.uploads > 0 ? [t('facts.files', counted(team.uploads))] : []),
  ].join(', ')
  return (
    <dl className={classes.facts}>
      <dt>{t('facts.connection')}</dt>
      <dd>
        {t(`connection.${team.connection}`)} {t('facts.since')} {time(team.since)}
      </dd>
      <dt>{t('facts.waiting')}</dt>
      <dd>{waiting || t('facts.nothing')}</dd>
      <dt>{t('facts.synced')}</dt>
      <dd>{team.syncedAt === null ? t('facts.never') : time(team.syncedAt)}</dd>
      {until !== null && (
        <>
          <dt>{t('facts.kept')}</dt>
          <dd>
            {t('facts.until')} {time(until)}
          </dd>
        </>
      )}
      {team.attention > 0 && (
        <>
          <dt>{t('facts.attention')}</dt>
          <dd>{t('facts.refused', counted(team.attention))}</dd>
        </>
      )}
    </dl>
  )
}
