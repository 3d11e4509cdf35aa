import { Button, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { emailSchema } from '../../src-shared/lib/schemas.ts'
import { serverAddressSchema } from '../../src-shared/team/team-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { useSession } from '../app/use-session.ts'
import { Pair } from '../settings/section.tsx'
import { BringField, useBring } from './bring-field.tsx'
import { ForgotPassword } from './forgot-password.tsx'
import { FormButtons } from './form-buttons.tsx'
import { FormProblem } from './form-problem.tsx'
import { PasswordField } from './password-field.tsx'
import { ServerField } from './server-field.tsx'
import classes from './team-forms.module.css'
import { formProblems } from './team-problems.ts'
import { useEnterTeam } from './use-enter-team.ts'
import { useFields } from './use-fields.ts'

const inputSchema = z.object({ server: serverAddressSchema, email: emailSchema, password: z.string().min(1).max(200) })

/** With an account that is there already. */
export const JoinByPassword = ({ onBack }: { readonly onBack: () => void }) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const { me } = useSession()
  const { values, form, field, show, change } = useFields({ server: '', email: me.email ?? '', password: '' }, 'join.password')
  const { bring, ...bringField } = useBring()
  const { enter, busy, error } = useEnterTeam({ fields: ['server', 'email', 'password'], onRefused: show })
  const [forgot, setForgot] = useState(false)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = formProblems(inputSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    await enter(values.server, () => client.team.join({ ...values, bring }))
  }

  if (forgot) {
    return (
      <ForgotPassword
        {...values}
        onTyped={change}
        onReset={(account) => client.team.join({ ...account, bring })}
        onBack={() => setForgot(false)}
      />
    )
  }
  return (
    <form ref={form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <ServerField {...field('server')} autoFocus />
      <Pair>
        <TextInput {...field('email')} label={t('form.email')} type="email" autoComplete="username" />
        <PasswordField {...field('password')} autoComplete="current-password" />
      </Pair>
      <BringField {...bringField} />
      <FormProblem error={error} />
      <FormButtons submit={t('ways.join_button')} busy={busy} onBack={onBack}>
        <Button variant="subtle" disabled={busy} onClick={() => setForgot(true)}>
          {t('form.forgot')}
        </Button>
      </FormButtons>
    </form>
  )
}
