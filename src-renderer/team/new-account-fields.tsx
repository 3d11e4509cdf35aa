import { TextInput } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { emailSchema, nameSchema } from '../../src-shared/lib/schemas.ts'
import { passwordSchema } from '../../src-shared/sync/server-contract.ts'
import { Pair } from '../settings/section.tsx'
import { ExtensionField, typedExtensionSchema } from './extension-field.tsx'
import { PasswordField } from './password-field.tsx'
import classes from './team-forms.module.css'

/** What an account is made of, as it is typed. */
export const newAccountShape = { personName: nameSchema, email: emailSchema, password: passwordSchema, extension: typedExtensionSchema }

export const newAccountFields = ['personName', 'email', 'password', 'extension'] as const

interface Props {
  readonly field: (
    name: (typeof newAccountFields)[number],
  ) => Pick<ComponentProps<'input'>, 'name' | 'value' | 'onChange'> & { readonly error: string | undefined }
  /** The address is given and stays. */
  readonly fixedEmail?: boolean
  readonly autoFocus?: boolean
}

/** Who somebody is on a server where they have no account so far: the name, the address, a password, the extension. */
export const NewAccountFields = ({ field, fixedEmail = false, autoFocus = false }: Props) => {
  const { t } = useTranslation('team')
  const email = field('email')
  const password = field('password')
  return (
    <>
      <Pair>
        <TextInput {...field('personName')} label={t('form.person')} autoComplete="name" autoFocus={autoFocus} />
        <TextInput
          {...email}
          label={t('form.email')}
          description={fixedEmail && !email.error ? t('form.email_fixed') : undefined}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          type="email"
          autoComplete="username"
          readOnly={fixedEmail}
          className={fixedEmail ? classes.fixed : undefined}
        />
      </Pair>
      <Pair>
        <PasswordField {...password} description={password.error ? undefined : t('form.new_password_hint')} autoComplete="new-password" />
        <ExtensionField {...field('extension')} />
      </Pair>
    </>
  )
}
