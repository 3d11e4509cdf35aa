import { useTranslation } from 'react-i18next'
import { explain } from '../i18n/explain.ts'
import classes from './team-forms.module.css'

/** Why a form as a whole was not taken: what happened, what is safe, what to do. */
export const FormProblem = ({ error }: { readonly error: unknown }) => {
  const { t } = useTranslation('team')
  if (error === null) return null
  const { code, title, details } = explain(error)
  return (
    <div className={classes.problem} role="alert">
      <strong>{code === 'busy' ? t('form.busy') : title}</strong>
      <span>{code === 'busy' ? t('form.busy_text') : details}</span>
    </div>
  )
}
