import { PasswordInput } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'

/** A password as it is typed; it can be looked at. */
export const PasswordField = (props: ComponentProps<typeof PasswordInput>) => {
  const { t } = useTranslation('team')
  return (
    <PasswordInput
      label={t('form.password')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      visibilityToggleIcon={({ reveal }) => (reveal ? <IconEyeOff /> : <IconEye />)}
      visibilityToggleButtonProps={{ 'aria-label': t('form.show_password') }}
      {...props}
    />
  )
}
