import { Button } from '@mantine/core'
import { IconFlagCheck, IconRotate, IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../src-shared/contacts/contact-kind.ts'
import { FinishLeadDialog } from './finish-lead-dialog.tsx'
import type { LeadOffers } from './lead-rules.ts'
import { useLeadActs, useTakeLead } from './use-leads.ts'

interface Props {
  readonly contact: Contact
  readonly offers: LeadOffers
}

/** What can be done with a lead, on its card: take it, end the work on it, open it again. */
export const LeadButtons = ({ contact, offers }: Props) => {
  const { t } = useTranslation(['leads', 'clients'])
  const takeLead = useTakeLead()
  const { reopen } = useLeadActs(contact)
  const [finishing, setFinishing] = useState(false)
  return (
    <>
      {offers.take && (
        <Button variant="filled" leftSection={<IconUserCheck />} aria-keyshortcuts="Z" onClick={() => void takeLead(contact)}>
          {t('clients:take')}
        </Button>
      )}
      {offers.finish && !offers.take && (
        <Button leftSection={<IconFlagCheck />} onClick={() => setFinishing(true)}>
          {t('leads:finish.button')}
        </Button>
      )}
      {offers.reopen && (
        <Button leftSection={<IconRotate />} onClick={() => void reopen()}>
          {t('leads:reopen')}
        </Button>
      )}
      {finishing && <FinishLeadDialog lead={contact} onClose={() => setFinishing(false)} />}
    </>
  )
}
