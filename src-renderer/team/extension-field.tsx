import { TextInput, type TextInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'

/** An extension as it is typed: empty where there is none. */
export const typedExtensionSchema = z
  .string()
  .trim()
  .regex(/^\d{0,10}$/)

export const ExtensionField = (field: TextInputProps) => {
  const { t } = useTranslation('team')
  return (
    <TextInput
      {...field}
      label={t('form.extension')}
      description={field.error ? undefined : t('form.extension_hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputMode="numeric"
      autoComplete="off"
    />
  )
}
