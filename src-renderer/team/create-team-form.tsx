import { Button, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { emailSchema, nameSchema } from '../../src-shared/lib/schemas.ts'
import { crmNameSchema, passwordSchema } from '../../src-shared/sync/server-contract.ts'
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
import { type NameCheck, useNameCheck } from './use-name-check.ts'

const inputSchema = z.object({
  server: serverAddressSchema,
  code: z.string().trim().min(1).max(100),
  name: crmNameSchema,
  personName: nameSchema,
  email: emailSchema,
  password: passwordSchema,
})

const fieldNames = ['server', 'code', 'name', 'personName', 'email', 'password'] as const

const NameHint = ({ check }: { readonly check: NameCheck }) => {
  const { t } = useTranslation('team')
  if (check === 'free') {
    return (
      <span className={classes.free}>
        <IconCheck aria-hidden="true" />
        {t('form.name_free')}
      </span>
    )
  }
  return check === 'checking' ? t('form.name_checking') : t('form.name_hint')
}

/** A new CRM on a server: whoever has the set-up code makes it and is its administrator. */
export const CreateTeamForm = ({ onBack }: { readonly onBack: () => void }) => {
  const { t } = useTranslation('team')
  const { client } = useApi()
  const { me, workspace } = useSession()
  const fields = useFields({ server: '', code: '', name: '', personName: me.name, email: me.email ?? '', password: '' })
  const { bring, ...bringField } = useBring()
  const { values, field, show } = fields
  const { enter, busy, error } = useEnterTeam({ fields: fieldNames, onRefused: show })
  const check = useNameCheck(values)
  const nameProblem = check === 'wrong' ? t('form.name_wrong') : check === 'taken' ? t('form.name_taken') : undefined

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = formProblems(inputSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    await enter(values.server, () => client.team.create({ ...values, country: workspace.country, bring }))
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
        <TextInput
          {...field('code')}
          label={t('form.code')}
          description={fields.problems.code ? undefined : t('form.code_hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput
          {...field('name')}
          label={t('form.name')}
          error={fields.problems.name ?? nameProblem}
          description={
            <span role="status">
              <NameHint check={check} />
            </span>
          }
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Pair>
      <Pair>
        <TextInput {...field('personName')} label={t('form.person')} autoComplete="name" />
        <TextInput {...field('email')} label={t('form.email')} type="email" autoComplete="email" />
      </Pair>
      <PasswordField
        {...field('password')}
        description={fields.problems.password ? undefined : t('form.new_password_hint')}
        autoComplete="new-password"
      />
      <BringField {...bringField} />
      <FormProblem error={error} />
      <div className={classes.buttons}>
        <Button type="submit" variant="filled" loading={busy}>
          {t('ways.create_button')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('ways.back')}
        </Button>
      </div>
    </form>
  )
}
