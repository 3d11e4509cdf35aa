import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { emailSchema } from '../../src-shared/lib/schemas.ts'
import { codeSchema } from '../../src-shared/sync/server-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { queryKeys } from '../app/refresh.ts'
import { toast } from '../ui/toasts.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { PasswordField } from './password-field.tsx'
import { formProblems } from './team-problems.ts'
import { useAccountChange } from './use-account-change.ts'
import { useFields } from './use-fields.ts'

const askSchema = z.object({ email: emailSchema, password: z.string().min(1).max(200) })
const confirmSchema = z.object({ code: codeSchema })

interface Props {
  /** The present address. */
  readonly email: string
  readonly onClose: () => void
}

const Ask = ({
  email,
  fields,
  onSent,
  onClose,
}: Props & { readonly fields: ReturnType<typeof useFields<{ email: string; password: string }>>; readonly onSent: () => void }) => {
  const { t } = useTranslation('account')
  const { client } = useApi()
  const { values, form, field, show } = fields
  const { run, busy, error } = useAccountChange({ fields: ['email', 'password'], onRefused: show })
  const submit = async () => {
    const found = formProblems(askSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    await run(async () => {
      await client.team.requestEmail(values)
      onSent()
    })
  }
  return (
    <AccountDialog
      title={t('email_change')}
      text={t('email_text', { email })}
      submit={t('send_code')}
      {...{ form, busy, error, onClose }}
      onSubmit={submit}
    >
      <TextInput {...field('email')} label={t('new_email')} type="email" autoComplete="email" data-autofocus />
      <PasswordField {...field('password')} label={t('own_password')} autoComplete="current-password" />
    </AccountDialog>
  )
}

const Confirm = ({ email, onBack, onClose }: Props & { readonly onBack: () => void }) => {
  const { t } = useTranslation('account')
  const { client } = useApi()
  const queries = useQueryClient()
  const { values, form, field, show } = useFields({ code: '' })
  const { run, busy, error } = useAccountChange({ fields: ['code'], onRefused: show })
  const submit = async () => {
    const found = formProblems(confirmSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    await run(async () => {
      const changed = await client.team.confirmEmail(values)
      toast(t('email_changed', { email: changed.email }))
      onClose()
      await queries.invalidateQueries({ queryKey: queryKeys.session })
    })
  }
  return (
    <AccountDialog
      title={t('email_change')}
      text={t('code_text', { email })}
      submit={t('confirm')}
      {...{ form, busy, error, onBack, onClose }}
      onSubmit={submit}
    >
      <TextInput {...field('code')} label={t('code')} autoComplete="one-time-code" spellCheck={false} autoFocus />
    </AccountDialog>
  )
}

/** Another address for one's own account: it counts once the code that was sent to it has come back. */
export const ChangeEmail = ({ email, onClose }: Props) => {
  const fields = useFields({ email: '', password: '' })
  const [sent, setSent] = useState(false)
  if (sent) return <Confirm email={fields.values.email.trim()} onBack={() => setSent(false)} onClose={onClose} />
  return <Ask email={email} fields={fields} onSent={() => setSent(true)} onClose={onClose} />
}
