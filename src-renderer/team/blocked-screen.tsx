import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { tellFailure } from '../app/use-act.ts'
import { usePageTitle } from '../app/use-page-title.ts'
import classes from './blocked-screen.module.css'
import { useHearTeam } from './team-store.ts'

interface Props {
  /** Name of the team's CRM. */
  readonly name: string
  /** The team's data is still being removed. */
  readonly going: boolean
  /** What is to come once it has been read. */
  readonly onChosen: (way: 'alone' | 'join') => void
}

/** An administrator has blocked this account: what has become of what was here, and what can be done. */
export const BlockedScreen = ({ name, going, onChosen }: Props) => {
  const { t } = useTranslation('wizard')
  const { client } = useApi()
  const hear = useHearTeam()
  const [busy, setBusy] = useState(false)
  const title = t('blocked.title', { name })
  usePageTitle(title)
  const choose = async (way: 'alone' | 'join') => {
    setBusy(true)
    try {
      const state = await client.team.dismissBlocked()
      // What was open belonged to the team.
      go({ screen: 'general' }, { replace: true })
      onChosen(way)
      hear(state)
    } catch (error) {
      setBusy(false)
      tellFailure(error)
    }
  }
  return (
    <div className={classes.page}>
      <main id="main" className={classes.box}>
        <IconLock className={classes.icon} aria-hidden="true" />
        <h1 className={classes.title}>{title}</h1>
        <div className={classes.text} role="status">
          <p>{t('blocked.who')}</p>
          {going ? (
            <p>{t('blocked.going')}</p>
          ) : (
            <>
              <p>{t('blocked.removed')}</p>
              <p>{t('blocked.handed')}</p>
              <p>{t('blocked.ask')}</p>
            </>
          )}
        </div>
        {!going && (
          <div className={classes.buttons}>
            <Button variant="filled" disabled={busy} autoFocus onClick={() => void choose('alone')}>
              {t('blocked.alone')}
            </Button>
            <Button disabled={busy} onClick={() => void choose('join')}>
              {t('blocked.join')}
            </Button>
          </div>
        )}
      </main>
    </div>
  )
}
