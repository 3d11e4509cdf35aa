import { Button } from '@mantine/core'
import { IconPhone, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { callWords, isWorthRetrying } from '../../src-shared/telephony/call-words.ts'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useCallTime } from './call-timer.tsx'
import { useTelephone } from './use-telephone.tsx'
import { contactOf } from './who.ts'

/** What became of a call, in words. */
export const useOutcome = (call: LiveCall): { readonly title: string; readonly advice: string; readonly good: boolean } => {
  const { t } = useTranslation('telephony')
  const time = useCallTime(call)
  const key = callWords(call)
  const values = { time, status: call.sipStatus ?? '', reason: call.sipReason }
  return { title: t(`outcome.${key}.title`, values), advice: t(`outcome.${key}.advice`, values), good: key === 'answered' }
}

interface Props {
  readonly call: LiveCall
  readonly onClose: () => void
}

/** Calls the same number again, or closes what is told of the call. */
export const OutcomeButtons = ({ call, onClose }: Props) => {
  const { t } = useTranslation('telephony')
  const { dial } = useTelephone()
  const number = call.caller.number.e164 ?? call.number
  const again = call.direction === 'incoming' ? t('call_back') : t('call_again')
  return (
    <>
      {number && isWorthRetrying(call) && (
        <Button leftSection={<IconPhone />} onClick={() => dial(number, call.contactId ?? contactOf(call)?.contactId ?? null)}>
          {again}
        </Button>
      )}
      <IconButton label={t('close')} onClick={onClose}>
        <IconX />
      </IconButton>
    </>
  )
}
