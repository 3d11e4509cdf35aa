import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/use-page-title.ts'
import classes from './wizard-frame.module.css'

const steps = ['language', 'way', 'details'] as const

interface Props {
  readonly step: (typeof steps)[number]
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}

/** What stands around every step: how far it is, and what this one is about. */
export const WizardFrame = ({ step, title, text, children }: Props) => {
  const { t } = useTranslation('wizard')
  const id = useId()
  const here = steps.indexOf(step)
  usePageTitle(title)
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.brand}>Leadline</span>
      </header>
      <main id="main" className={classes.panel} aria-labelledby={id}>
        <ol className={classes.steps} aria-label={t('steps')}>
          {steps.map((name, index) => (
            <li key={name} className={classes.step} aria-current={name === step ? 'step' : undefined} data-done={index < here || undefined}>
              <span className={classes.mark} aria-hidden="true">
                {index < here ? <IconCheck /> : index + 1}
              </span>
              {t(`step.${name}`)}
            </li>
          ))}
        </ol>
        <h1 id={id} className={classes.title}>
          {title}
        </h1>
        <p className={classes.text}>{text}</p>
        {children}
      </main>
    </div>
  )
}
