import { Button, Popover } from '@mantine/core'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { KnownAs } from './caller-lines.tsx'
import { whoOf } from './who.ts'
import { WhoseCall } from './whose-call.tsx'

interface Props {
  readonly call: LiveCall
  /** The field for a name is under a button too. */
  readonly folded?: boolean
}

/** The same choice as `WhoseCall`, in one line. */
export const WhoseCallButton = ({ call, folded = false }: Props) => {
  const { t } = useTranslation('telephony')
  const { type } = whoOf(call.caller)
  if (type === 'contact' || type === 'colleague') return null
  const isChoice = type === 'several'
  if (!isChoice && !folded) return <WhoseCall call={call} />
  return (
    <Popover position="bottom-end" width="var(--call-form)" trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button leftSection={isChoice ? <IconUsers /> : <IconUserPlus />}>{t(isChoice ? 'who_is_it' : 'add_contact')}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t(isChoice ? 'who_is_it' : 'new_contact')}>
        <KnownAs call={call} />
        <WhoseCall call={call} />
      </Popover.Dropdown>
    </Popover>
  )
}
