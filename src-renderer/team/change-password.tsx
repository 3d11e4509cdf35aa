import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { passwordSchema } from '../../src-shared/sync/server-contract.ts'
import { useApi } from '../api/api-context.tsx'
import { toast } from '../ui/toasts.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { PasswordField } from './password-field.tsx'
import { formProblems } from './team-problems.ts'
import { useAccountChange } from './use-account-change.ts'
import { useFields } from './use-fields.ts'

const inputSchema = z.object({ current: z.string().min(1).max(200), password: passwordSchema })

interface Props {
  /** Tells a password manager whose password it is. */
  readonly email: string
  readonly onClose: () => void
}

export const ChangePassword = ({ email, onClose }: Props) => {
  const { t } = useTranslation('account')
  const { client } = useApi()
  const { values, problems, form, field, show } = useFields({ current: '', password: '' })
  const { run, busy, error } = useAccountChange({ fields: ['current', 'password'], passwordField: 'current', onRefused: show })
  const submit = async () => {
    const found = formProblems(inputSchema, values)
    if (Object.keys(found).length > 0) return show(found)
    await run(async () => {
      await client.team.changePassword(values)
      toast(t('password_changed'))
      onClose()
    })
  }
  return (
    <AccountDialog title={t('password_change')} submit={t('save_password')} {...{ form, busy, error, onClose }} onSubmit={submit}>
      <input className="visually-hidden" name="username" value={email} autoComplete="username" readOnly tabIndex={-1} aria-hidden="true" />
      <PasswordField {...field('current')} label={t('own_password')} autoComplete="current-password" data-autofocus />
      <PasswordField
        {...field('password')}
        label={t('new_password')}
        description={problems.password ? undefined : t('new_password_hint')}
        autoComplete="new-password"
      />
    </AccountDialog>
  )
}
