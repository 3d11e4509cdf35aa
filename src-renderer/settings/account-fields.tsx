import { PasswordInput, TextInput } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type AccountForm, domainOf } from './account-form.ts'
import { Pair } from './section.tsx'

interface Props {
  readonly form: AccountForm
  readonly problems: Readonly<Record<string, string>>
  readonly hasPassword: boolean
  readonly onChange: (change: Partial<AccountForm>) => void
}

const order: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description']

/** What a SIP account is made of. */
export const AccountFields = ({ form, problems, hasPassword, onChange }: Props) => {
  const { t } = useTranslation('settings')
  const field = (name: 'webSocketUrl' | 'domain' | 'user' | 'authorizationUser' | 'stun') => ({
    name,
    label: t(`account.${name}`),
    description: problems[name] ? undefined : t(`account.${name}_hint`),
    inputWrapperOrder: order,
    value: form[name],
    error: problems[name],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextInput
        {...field('webSocketUrl')}
        inputMode="url"
        placeholder="wss://"
        onBlur={() => form.domain === '' && onChange({ domain: domainOf(form.webSocketUrl) })}
      />
      <Pair>
        <TextInput {...field('domain')} />
        <TextInput {...field('user')} />
      </Pair>
      <PasswordInput
        name="password"
        label={t('account.password')}
        description={t('account.password_hint')}
        inputWrapperOrder={order}
        placeholder={hasPassword ? t('account.password_kept') : undefined}
        value={form.password}
        error={problems.password}
        autoComplete="new-password"
        visibilityToggleIcon={({ reveal }) => (reveal ? <IconEyeOff /> : <IconEye />)}
        visibilityToggleButtonProps={{ 'aria-label': t('account.show_password') }}
        onChange={(event) => onChange({ password: event.currentTarget.value })}
      />
      <Pair>
        <TextInput {...field('authorizationUser')} />
        <TextInput {...field('stun')} placeholder="stun.example.com:3478" />
      </Pair>
    </>
  )
}
