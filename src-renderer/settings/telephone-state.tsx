import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { showDialer } from '../telephony/dial.ts'
import { useTelephone } from '../telephony/use-telephone.tsx'
import { useTelephoneWords } from '../telephony/use-telephone-words.ts'
import { Pill } from '../ui/pill.tsx'
import classes from './telephone-state.module.css'

/** How the telephone is at this moment: what the PBX answered, what it means, what to do. */
export const TelephoneState = () => {
  const { t } = useTranslation('settings')
  const api = useApi()
  const { isAttached } = useTelephone()
  const { tone, short, long, advice } = useTelephoneWords()
  return (
    <div className={classes.box}>
      <div className={classes.words} role="status">
        <p className={classes.head}>
          <Pill tone={tone}>{short}</Pill>
          <span>{long}</span>
        </p>
        <p className={classes.advice}>{advice}</p>
      </div>
      <Button leftSection={<IconPhone />} onClick={() => showDialer(api)}>
        {isAttached ? t('telephony.show') : t('telephony.open')}
      </Button>
    </div>
  )
}
