import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { isLive } from '../../src-shared/telephony/call-machine.ts'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { go } from '../app/navigation.ts'
import { PillButton } from '../ui/pill.tsx'
import { usePhase } from './call-phase.ts'
import { showDialer } from './dial.ts'
import classes from './phone-pill.module.css'
import { useTelephony } from './telephony-store.ts'
import { useTelephone } from './use-telephone.tsx'
import { useTelephoneWords } from './use-telephone-words.ts'

const OnCall = ({ call, ...others }: { readonly call: LiveCall } & React.ComponentProps<'button'>) => {
  const { t } = useTranslation('telephony')
  const phase = usePhase(call)
  return (
    <PillButton {...others} tone={phase.tone}>
      {call.phase === 'active' ? t('on_call', { time: phase.text }) : phase.text}
    </PillButton>
  )
}

/** How the telephone is, in two words; opens what it means and what to do. */
export const PhonePill = () => {
  const { t } = useTranslation('telephony')
  const api = useApi()
  const { call, isAttached } = useTelephone()
  const isKnown = useTelephony((state) => state !== null)
  const words = useTelephoneWords()
  const [opened, { toggle, close }] = useDisclosure(false)
  if (!isKnown) return null
  const show = () => {
    close()
    showDialer(api)
  }
  const set = () => {
    close()
    go({ screen: 'settings', page: 'telephony' })
  }
  return (
    <Popover opened={opened} onDismiss={close} position="bottom-end" width="var(--popover)" trapFocus returnFocus>
      <Popover.Target>
        {isLive(call) ? (
          <OnCall call={call} onClick={toggle} />
        ) : (
          <PillButton tone={words.tone} onClick={toggle}>
            {words.short}
          </PillButton>
        )}
      </Popover.Target>
      <Popover.Dropdown aria-label={t('telephone')}>
        <h2 className={classes.title}>{words.long}</h2>
        <p className={classes.text}>{words.advice}</p>
        <div className={classes.buttons}>
          <Button variant={isAttached ? 'default' : 'filled'} onClick={show}>
            {t(isAttached ? 'show_telephone' : 'open_telephone')}
          </Button>
          <Button onClick={set}>{t('settings')}</Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
