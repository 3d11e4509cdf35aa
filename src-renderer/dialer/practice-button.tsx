import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBellRinging } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isLive } from '../../src-shared/telephony/call-machine.ts'
import { practiceEndings } from '../telephony/practice-phone.ts'
import { useTelephone } from '../telephony/use-telephone.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './practice-button.module.css'
import type { PracticeCaller } from './practice-callers.ts'

/** What stands before the three digits that decide. */
const front = '600 000'

/** The practice line: lets somebody call, and tells which numbers do what. */
export const PracticeButton = ({ onRing }: { readonly onRing: (caller: PracticeCaller) => void }) => {
  const { t } = useTranslation('telephony')
  const { call, dial } = useTelephone()
  const [opened, { toggle, close }] = useDisclosure(false)
  const isBusy = isLive(call)
  const ring = (caller: PracticeCaller) => {
    close()
    onRing(caller)
  }
  return (
    <Popover opened={opened} onDismiss={close} position="bottom-start" width="var(--popover)" trapFocus returnFocus withRoles>
      <Popover.Target>
        <IconButton label={t('practice.title')} onClick={toggle}>
          <IconBellRinging />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('practice.title')} className={classes.box}>
        <h2 className={classes.title}>{t('practice.title')}</h2>
        <div className={classes.callers}>
          <Button disabled={isBusy} variant="filled" onClick={() => ring('known')}>
            {t('practice.ring_known')}
          </Button>
          <Button disabled={isBusy} onClick={() => ring('unknown')}>
            {t('practice.ring_unknown')}
          </Button>
        </div>
        <p className={classes.hint}>{t('practice.numbers')}</p>
        <ul className={classes.numbers}>
          {practiceEndings.map((ending) => (
            <li key={ending}>
              <button
                type="button"
                className={classes.number}
                disabled={isBusy}
                onClick={() => {
                  close()
                  dial(`${front} ${ending}`)
                }}
              >
                <span className={classes.digits}>
                  {front} {ending}
                </span>
                <span className={classes.what}>{t(`practice.${ending}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
