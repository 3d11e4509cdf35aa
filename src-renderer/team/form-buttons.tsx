import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './team-forms.module.css'

interface Props {
  /** What the form does. */
  readonly submit: string
  readonly busy: boolean
  /** Where the form has no field to begin with. */
  readonly autoFocus?: boolean
  readonly onBack: () => void
  /** What can be done as well instead. */
  readonly second?: ReactNode
  /** Another way to the same, at the end of the line. */
  readonly children?: ReactNode
}

/** The end of a form: do it, or go back without losing what was typed. */
export const FormButtons = ({ submit, busy, autoFocus = false, onBack, second, children }: Props) => {
  const { t } = useTranslation('team')
  return (
    <div className={classes.buttons}>
      <Button type="submit" variant="filled" loading={busy} autoFocus={autoFocus}>
        {submit}
      </Button>
      {second}
      <Button variant="subtle" onClick={onBack} disabled={busy}>
        {t('ways.back')}
      </Button>
      {children && <span className={classes.other}>{children}</span>}
    </div>
  )
}
