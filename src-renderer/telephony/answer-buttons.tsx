import { Button } from '@mantine/core'
import { IconPhone, IconPhoneOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { Kbd } from '../ui/kbd.tsx'
import { useTelephone } from './use-telephone.tsx'

/** Answer and decline, with their keys. */
export const AnswerButtons = ({ call, wide = false }: { readonly call: LiveCall; readonly wide?: boolean }) => {
  const { t } = useTranslation('telephony')
  const { act } = useTelephone()
  return (
    <>
      <Button
        variant="filled"
        color="green"
        fullWidth={wide}
        leftSection={<IconPhone />}
        rightSection={<Kbd inverse>A</Kbd>}
        aria-keyshortcuts="A"
        onClick={() => act(call.id, { type: 'answer' })}
      >
        {t('answer')}
      </Button>
      <Button
        variant="filled"
        color="red"
        fullWidth={wide}
        leftSection={<IconPhoneOff />}
        rightSection={<Kbd inverse>D</Kbd>}
        aria-keyshortcuts="D"
        onClick={() => act(call.id, { type: 'decline' })}
      >
        {t('decline')}
      </Button>
    </>
  )
}
