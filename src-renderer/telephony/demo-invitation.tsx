import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { useRoute } from '../app/navigation.ts'
import { useSession } from '../app/use-session.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './demo-invitation.module.css'
import { showDialer } from './dial.ts'
import { useTelephony } from './telephony-store.ts'

const dismissedKey = 'leadline-demo-invitation'

/** The first step in a copy with made-up data: the telephone has to be open before somebody can call. Said on the first screen alone. */
export const DemoInvitation = () => {
  const { t } = useTranslation('telephony')
  const api = useApi()
  const { demo } = useSession()
  const isAbsent = useTelephony((state) => state?.dialer === 'absent')
  const { screen } = useRoute()
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(dismissedKey) !== null)
  if (!demo || !isAbsent || dismissed || screen !== 'general') return null
  return (
    <section className={classes.invitation} aria-label={t('demo_invitation.title')}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('demo_invitation.title')}</h2>
        <IconButton
          label={t('close')}
          onClick={() => {
            localStorage.setItem(dismissedKey, 'yes')
            setDismissed(true)
          }}
        >
          <IconX />
        </IconButton>
      </div>
      <p className={classes.text}>{t('demo_invitation.text')}</p>
      <Button variant="filled" onClick={() => showDialer(api)}>
        {t('open_telephone')}
      </Button>
    </section>
  )
}
