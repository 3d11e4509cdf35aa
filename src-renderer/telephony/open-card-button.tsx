import { Button } from '@mantine/core'
import { IconAddressBook } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LiveCall } from '../../src-shared/telephony/telephony-contract.ts'
import { cardOf, openInMainWindow } from './open-card.ts'
import { useTelephone } from './use-telephone.tsx'
import { contactOf } from './who.ts'

/** Opens the card of the one person a call is with. */
export const OpenCardButton = ({ call }: { readonly call: LiveCall }) => {
  const { t } = useTranslation('telephony')
  const { isHere } = useTelephone()
  const contact = contactOf(call)
  if (!contact) return null
  return (
    <Button leftSection={<IconAddressBook />} onClick={() => openInMainWindow(cardOf(contact), isHere)}>
      {t('open_card')}
    </Button>
  )
}
