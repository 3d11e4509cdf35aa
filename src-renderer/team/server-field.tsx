import { TextInput, type TextInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isLoopback } from './loopback.ts'
import classes from './team-forms.module.css'

interface Props extends TextInputProps {
  /** Colleagues are to reach the address as well. */
  readonly shared?: boolean
}

/** The address of a team's server. */
export const ServerField = ({ shared = false, ...field }: Props) => {
  const { t } = useTranslation('team')
  const warns = shared && isLoopback(String(field.value ?? ''))
  return (
    <TextInput
      {...field}
      label={t('form.server')}
      description={
        field.error ? undefined : (
          <span role="status" className={warns ? classes.warning : undefined}>
            {t(warns ? 'form.server_loopback' : 'form.server_hint')}
          </span>
        )
      }
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
    />
  )
}
