import { Button } from '@mantine/core'
import { IconFlagCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useViewer } from '../app/use-viewer.ts'
import { useOpenedContact } from '../clients/use-contacts.ts'
import { FinishLeadDialog } from './finish-lead-dialog.tsx'
import { leadOffers } from './lead-rules.ts'

/** After a call with a lead: how the work on it ends is often known then. */
export const FinishAfterCall = ({ contactId }: { readonly contactId: string }) => {
  const { t } = useTranslation('leads')
  const viewer = useViewer()
  const contact = useOpenedContact(contactId)
  const [finishing, setFinishing] = useState(false)
  if (!contact || !leadOffers(contact, viewer).finish) return null
  return (
    <>
      <Button leftSection={<IconFlagCheck />} onClick={() => setFinishing(true)}>
        {t('finish.button')}
      </Button>
      {finishing && <FinishLeadDialog lead={contact} onClose={() => setFinishing(false)} />}
    </>
  )
}
