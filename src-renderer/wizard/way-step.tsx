import { Button } from '@mantine/core'
import { IconChevronRight, IconDeviceDesktop, IconLink, IconUsersPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './steps.module.css'
import { WizardFrame } from './wizard-frame.tsx'
import type { Way } from './wizard-store.ts'

const ways = [
  { way: 'alone', Icon: IconDeviceDesktop },
  { way: 'create', Icon: IconUsersPlus },
  { way: 'join', Icon: IconLink },
] as const

interface Props {
  /** From which way one has come back: there one begins. */
  readonly left: Way | null
  readonly onChosen: (way: Way) => void
  readonly onBack: () => void
}

export const WayStep = ({ left, onChosen, onBack }: Props) => {
  const { t } = useTranslation('wizard')
  return (
    <WizardFrame step="way" title={t('way.title')} text={t('way.text')}>
      <div className={classes.form}>
        <ul className={classes.ways}>
          {ways.map(({ way, Icon }) => (
            <li key={way}>
              {/* biome-ignore lint/a11y/noAutofocus: each step begins at its first choice */}
              <button type="button" className={classes.way} autoFocus={way === (left ?? 'alone')} onClick={() => onChosen(way)}>
                <Icon className={classes.icon} aria-hidden="true" />
                <span className={classes.words}>
                  <span className={classes.name}>{t(`way.${way}`)}</span>
                  <span className={classes.text}>{t(`way.${way}_text`)}</span>
                </span>
                <IconChevronRight className={classes.arrow} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        <div>
          <Button onClick={onBack}>{t('back')}</Button>
        </div>
      </div>
    </WizardFrame>
  )
}
