import { Button } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.tsx'
import { explainProblem } from '../i18n/explain.ts'
import { ForgotPassword } from './forgot-password.tsx'
import { FormProblem } from './form-problem.tsx'
import { PasswordField } from './password-field.tsx'
import classes from './team-forms.module.css'
import { refusedFields } from './team-problems.ts'
import { useHearTeam } from './team-store.ts'
import type { JoinedTeam } from './team-words.ts'
import { useFields } from './use-fields.ts'

/** After the session has ended the password is needed once more. */
export const SignInAgain = ({ team: { server, email } }: { readonly team: JoinedTeam }) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const hear = useHearTeam()
  const { values, form, field, show } = useFields({ password: '' })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [forgot, setForgot] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (values.password === '') return show({ password: explainProblem({ rule: 'required' }) })
    setBusy(true)
    setError(null)
    try {
      hear(await client.team.signIn({ password: values.password }))
    } catch (refused) {
      const problems = refusedFields(refused, ['password'])
      if (problems) show(problems)
      else setError(refused)
    } finally {
      setBusy(false)
    }
  }
  if (forgot) {
    return (
      <ForgotPassword
        known
        server={server}
        email={email}
        onReset={({ password }) => client.team.signIn({ password })}
        onBack={() => setForgot(false)}
      />
    )
  }
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <PasswordField {...field('password')} description={t('here.sign_in_text')} autoComplete="current-password" />
      <FormProblem error={error} />
      <div className={classes.buttons}>
        <Button type="submit" variant="filled" loading={busy}>
          {t('sign_in')}
        </Button>
        <Button variant="subtle" disabled={busy} onClick={() => setForgot(true)}>
          {t('form.forgot')}
        </Button>
      </div>
    </form>
  )
}
