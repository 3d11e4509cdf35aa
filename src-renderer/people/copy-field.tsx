import { CopyButton, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/icon-button.tsx'

interface Props {
  readonly label: string
  readonly value: string
  /** The label is for screen readers alone: what it is stands beside it. */
  readonly bare?: boolean
}

/** Something to pass on, with a button that copies it. */
export const CopyField = ({ label, value, bare = false }: Props) => {
  const { t } = useTranslation('people')
  return (
    <TextInput
      label={bare ? undefined : label}
      aria-label={bare ? label : undefined}
      value={value}
      readOnly
      spellCheck={false}
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <IconButton label={t(copied ? 'copied' : 'copy')} size="var(--target)" onClick={copy}>
              {copied ? <IconCheck /> : <IconCopy />}
            </IconButton>
          )}
        </CopyButton>
      }
    />
  )
}
