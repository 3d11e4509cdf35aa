import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { explain } from '../i18n/explain.ts'
import classes from './error-state.module.css'

interface Props {
  readonly error: unknown
  readonly onRetry?: (() => void) | undefined
  /** What trying again is, where it is more than that. */
  readonly retryLabel?: string
}

/** What happened, what is safe, what to do; the technical text folded below. */
export const ErrorState = ({ error, onRetry, retryLabel }: Props) => {
  const { t } = useTranslation('ui')
  const { title, details, technical } = explain(error)
  return (
    <div className={classes.box} role="alert">
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.details}>{details}</p>
      {onRetry && <Button onClick={onRetry}>{retryLabel ?? t('retry')}</Button>}
      <details className={classes.technical}>
        <summary>{t('technical')}</summary>
        <code>{technical}</code>
      </details>
    </div>
  )
}
