import { explain } from '../i18n/explain.ts'
import classes from './import-dialog.module.css'

/** Why a file was not taken, and what helps. */
export const ImportProblem = ({ error }: { readonly error: unknown }) => {
  if (!error) return null
  const { title, details, problems } = explain(error)
  return (
    <p className={classes.problem} role="alert">
      <strong>{title}</strong>
      {problems[0]?.text ?? details}
    </p>
  )
}
