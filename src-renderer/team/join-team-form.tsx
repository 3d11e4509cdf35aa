import { Button, TextInput } from '@mantine/core'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { emailSchema } from '../../src-shared/lib/schemas.ts'
import { serverAddressSchema } from '../../src-shared/team/team-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { useSession } from '../app/use-session.ts'
import { Pair } from '../settings/section.tsx'
import { BringField, useBring } from './bring-field.tsx'
import { FormProblem } from './form-problem.tsx'
import { PasswordField } from './password-field.tsx'
import classes from './team-forms.module.css'
import { formProblems } from './team-problems.ts'
import { useEnterTeam } from './use-enter-team.ts'
import { useFields } from './use-fields.ts'

const inputSchema = z.object({ server: serverAddressSchema, email: emailSchema, password: z.string().min(1).max(200) })

/** Into a team that is there already, with an account that its administrator has made. */
export const JoinTeamForm = ({ onBack }: { readonly onBack: () => void }) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const { me } = useSession()
  const fields = useFields({ server: '', email: me.email ?? '', password: '' })
  const { bring, ...bringField } = useBring()
  const { values, field, show } = fields
  const { enter, busy, error } = useEnterTeam({ fields: ['server', 'email', 'password'], onRefused: show })

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = formProblems(inputSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    await enter(values.server, () => client.team.join({ ...values, bring }))
  }

  return (
    <form ref={fields.form} className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <TextInput
        {...field('server')}
        label={t('form.server')}
        description={fields.problems.server ? undefined : t('form.server_hint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <Pair>
        <TextInput {...field('email')} label={t('form.email')} type="email" autoComplete="username" />
        <PasswordField {...field('password')} autoComplete="current-password" />
      </Pair>
      <BringField {...bringField} />
      <FormProblem error={error} />
      <div className={classes.buttons}>
        <Button type="submit" variant="filled" loading={busy}>
          {t('ways.join_button')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('ways.back')}
        </Button>
      </div>
    </form>
  )
}
